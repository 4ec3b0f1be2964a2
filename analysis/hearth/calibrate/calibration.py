"""A calibration file: which parameters are fitted, to which published figures, and how."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

from ..published_figures import Published, TargetsError, read_fit
from ..targets import is_from_episodes
from .reading import CalibrationError, Faults, Section, read_yaml
from .scales import SCALES
from .target import Target, read_targets

MOST_PARAMETERS = 16
YAML = (".yaml", ".yml")


@dataclass(frozen=True)
class Prior:
    """What is thought of a parameter before the fit: a normal distribution on the parameter's scale."""

    mean: float  # in the parameter's unit
    sd: float  # on the scale: for log, 0.1 is about 10 %


@dataclass(frozen=True)
class Parameter:
    """A value to fit; `also` are other places that must hold the same value, such as the first day's."""

    name: str
    also: tuple[str, ...]
    unit: str
    scale: str
    lower: float
    upper: float
    prior: Prior | None
    line: int = dataclasses.field(compare=False)

    @property
    def paths(self) -> tuple[str, ...]:
        return (self.name, *self.also)


@dataclass(frozen=True)
class Method:
    """Settings of the fit; lengths are on the parameters' scales."""

    step: float = 0.1  # for slopes, to either side
    largest_step: float = 0.7  # a parameter may go in one round
    rounds: int = 10
    interval: float = 0.9  # probability


@dataclass(frozen=True)
class Calibration:
    """The whole file, checked."""

    file: Path
    description: str
    config: str
    seed: int
    replicates: int
    months: int
    method: Method
    parameters: tuple[Parameter, ...]
    targets: tuple[Target, ...]

    @property
    def needs_episodes(self) -> bool:
        return any(is_from_episodes(target.measure, target.breakdown) for target in self.targets)

    def config_seen_from(self, folder: Path) -> str:
        """What a file in `folder` says to extend the config: its path from there, or the name that it has."""
        return os.path.relpath(self.config, folder) if Path(self.config).suffix in YAML else self.config

    @property
    def shown_file(self) -> str:
        """The file's place in a folder `configs`, wherever that folder is: what a source can name."""
        parts = self.file.resolve().parts
        return "/".join(
            parts[len(parts) - 1 - parts[::-1].index("configs"):]
        ) if "configs" in parts else self.file.name

    @property
    def fingerprint(self) -> str:
        """The same for two files that ask for the same fit: comments and layout don't count, published figures do."""
        content = dataclasses.asdict(self)
        for unimportant in ("file", "description"):
            del content[unimportant]
        for parameter in content["parameters"]:
            del parameter["line"]
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def read_calibration(file: Path) -> Calibration:
    """Reads and checks a calibration file and the published figures that it names; raises with every fault."""
    faults = Faults(file)
    top = Section(read_yaml(file, faults), "", faults)
    description = top.text("description", "")
    config = top.text("config")
    seed = top.whole("seed")
    replicates = top.whole("replicates", lowest=2, highest=10_000)
    months = top.whole("months", 24, lowest=12, highest=600)
    area = top.text("area", "England")
    published = _published(top, file, faults)
    method = _method(top.section("method"))
    parameters = _parameters(top, faults)
    targets = read_targets(top, area or "", published, faults)
    top.finish()
    known = len(targets) + sum(parameter.prior is not None for parameter in parameters)
    if targets and known < len(parameters):
        text = f"{len(parameters)} parameters for {known} figures and priors (a fit needs at least as many)"
        faults.add(top.at("targets"), f"{text}. Add targets, or priors?")
    faults.throw_if_any()
    if config and Path(config).suffix in YAML:
        config = str(file.parent / config)
    return Calibration(
        file, description or "", config, seed, replicates, months, method, tuple(parameters), tuple(targets)
    )


def _published(top: Section, file: Path, faults: Faults) -> Published | None:
    name = top.text("published", "../targets/fit.csv")
    try:
        return read_fit(file.parent / name) if name else None
    except TargetsError as error:
        faults.add(top.at("published"), f"published: {error}")
        return None


def _method(section: Section | None) -> Method:
    if section is None:
        return Method()
    standard = Method()
    method = Method(
        section.number("step", standard.step, above=0, below=1),
        section.number("largest_step", standard.largest_step, above=0),
        section.whole("rounds", standard.rounds, lowest=1, highest=100),
        section.number("interval", standard.interval, above=0, below=1),
    )
    section.finish()
    return method


def _parameters(top: Section, faults: Faults) -> list[Parameter]:
    nodes = top.items("parameters")
    if len(nodes) > MOST_PARAMETERS:
        faults.add(
            nodes[MOST_PARAMETERS],
            f"{len(nodes)} parameters (a fit takes at most {MOST_PARAMETERS}). Fit the rest by itself?",
        )
    found = [
        parameter for node in nodes if (parameter := _parameter(Section(node, "parameter", faults))) is not None
    ]
    seen: dict[str, int] = {}
    for parameter, node in zip(found, nodes):
        for path in parameter.paths:
            if path in seen:
                faults.add(node, f"{path} is fitted twice (already on line {seen[path]}). Remove one?")
            seen.setdefault(path, parameter.line)
    return found


def _parameter(section: Section) -> Parameter | None:
    faults, line = section.faults, section.node.start_mark.line + 1
    name, unit = section.text("name"), section.text("unit")
    scale = section.text("scale", choices=tuple(SCALES))
    lower, upper = section.number("lower"), section.number("upper")
    also = tuple(section.texts("also"))
    prior_section = section.section("prior")
    prior = _prior(prior_section) if prior_section else None
    section.finish()
    if name and "." not in name:
        faults.add(
            section.at("name"),
            f"parameter '{name}' names no process (must be process.parameter, or shared.section.parameter, as --set "
            "takes it)",
        )
    if None in (name, unit, scale, lower, upper):
        return None
    section.path = name
    if not lower < upper:
        faults.add(section.at("upper"), f"{name}: upper = {upper:g} is not above lower = {lower:g}. Exchange them?")
        return None
    low, high = SCALES[scale].domain
    if not (low < lower and upper < high):
        text = f"{name}: bounds {lower:g} to {upper:g} do not fit scale {scale}"
        why = f"(which takes values between {low:g} and {high:g})"
        faults.add(section.at("lower"), f"{text} {why}. Move them inside, or choose another scale?")
        return None
    if prior and not lower <= prior.mean <= upper:
        faults.add(
            prior_section.at("mean"),
            f"{name}: prior mean {prior.mean:g} is outside its bounds ({lower:g} to {upper:g}). Move one?",
        )
        return None
    return Parameter(name, also, unit, scale, lower, upper, prior, line)


def _prior(section: Section) -> Prior | None:
    mean, sd = section.number("mean"), section.number("sd", above=0)
    section.finish()
    return None if mean is None or sd is None else Prior(mean, sd)


__all__ = ["Calibration", "CalibrationError", "Method", "Parameter", "Prior", "Target", "read_calibration"]
