"""What a fit found: tables on screen, fit.csv, parameters.csv, fragment.yaml and diagnostics.png in its folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import yaml

from ..present.table import Table
from ..writing import write_text
from .calibration import Calibration
from .certainty import Certainty
from .fit import Outcome
from .resolved import Resolved, overlay
from .scales import SCALES

DIGITS = 4  # of a fitted value, in the fragment as in the run that the report shows


@dataclass
class Report:
    """All that is told; `after` are the figures of a run with exactly the values of the fragment."""

    calibration: Calibration
    resolved: Resolved
    start: np.ndarray
    fitted: np.ndarray
    before: np.ndarray
    after: np.ndarray
    outcome: Outcome
    certainty: Certainty

    def targets(self) -> pd.DataFrame:
        """One row per figure."""
        targets, sd = self.calibration.targets, self.outcome.total_sd
        published = np.array([target.published for target in targets])
        after = self.after.mean(axis=0)
        return pd.DataFrame({
            "measure": [target.measure for target in targets], "breakdown": [target.breakdown for target in targets],
            "area": [target.area for target in targets], "year": [target.year for target in targets],
            "published": published, "before": self.before.mean(axis=0), "after": after, "sd": sd,
            "residual": (after - published) / sd,
        })

    def parameters(self) -> pd.DataFrame:
        """One row per parameter."""
        parameters, found = self.calibration.parameters, self.certainty
        clearness = self.outcome.slopes.clearness
        return pd.DataFrame({
            "parameter": [parameter.name for parameter in parameters],
            "unit": [parameter.unit for parameter in parameters],
            "start": self.start, "fitted": self.fitted, "lower": found.lower, "upper": found.upper,
            "probability": self.calibration.method.interval, "share_of_figures": found.share_of_figures,
            "effect_by_noise": clearness,
        })

    def fragment(self, folder: Path) -> str:
        """A config for this folder that extends the fitted one by its values, each with its source; what is pasted, too."""
        calibration = self.calibration
        values = {}
        for parameter, value, row in zip(calibration.parameters, self.fitted, self.parameters().itertuples()):
            interval = f"{100 * row.probability:g}% interval {row.lower:.3g} to {row.upper:.3g}"
            source = f"calibrated: {calibration.shown_file} on {_years(calibration)}, {interval}"
            for path in parameter.paths:
                values[path] = (float(value), source)
        name = calibration.file.stem
        top: dict[str, Any] = {
            "extends": calibration.config_seen_from(folder), "name": f"calibrated_{name}",
            "description": f"values fitted by {calibration.shown_file}",
        }
        body = yaml.dump(
            top | overlay(self.resolved, values), sort_keys=False, allow_unicode=True, width=1000, Dumper=_Plain
        )
        heading = f"# Written by hearth calibrate from {calibration.shown_file}; overwritten when it is run again."
        return f"{heading}\n{body}"

    def write(self, folder: Path) -> None:
        for name, table in (("fit.csv", self.targets()), ("parameters.csv", self.parameters())):
            Table(table).write(folder / name, digits=6)
        write_text(folder / "fragment.yaml", self.fragment(folder))
        _draw(self, folder / "diagnostics.png")

    def text(self) -> str:
        """Both tables and the warnings, for people."""
        found, targets, parameters = self.certainty, self.targets(), self.parameters()
        names = [target.label for target in self.calibration.targets]
        width = max(map(len, ["parameter", *names, *parameters.parameter]))
        of_targets = Table.of(
            ["target", "published", "before", "after", "residual"],
            [[name, f"{row.published:,.5g}", f"{row.before:,.5g}", f"{row.after:,.5g}", f"{row.residual:+.2f}"]
             for name, row in zip(names, targets.itertuples())],
            notes=["residual: model less published, in standard deviations of the target and of the simulation "
                   "together"],
            least=(width, 10, 10, 10, 8),
        )
        of_parameters = Table.of(
            ["parameter", "start", "fitted", f"{100 * self.calibration.method.interval:g}% interval", "figures",
             "effect/noise"],
            [[row.parameter, f"{row.start:.5g}", f"{row.fitted:.5g}", f"{row.lower:.4g} to {row.upper:.4g}",
              f"{100 * row.share_of_figures:.0f}%", f"{row.effect_by_noise:.1f}"] for row in parameters.itertuples()],
            notes=["figures: share of what is known that comes from the figures, the rest from the prior"],
            least=(width, 10, 10, 20, 7, 12),
        )
        lines = [*of_targets.lines(), "", *of_parameters.lines(), ""]
        steps = " -> ".join(f"{misfit:.2f}" for misfit in self.outcome.misfits)
        per_freedom = "" if np.isnan(found.misfit) else f"; {found.misfit:.2f} per degree of freedom"
        lines.append(f"distance from the figures (chi^2), round by round: {steps}{per_freedom}; condition "
                     f"{found.condition:.1f}; {self.outcome.reason}")
        return "\n".join(lines + [f"warning: {warning}" for warning in found.warnings])


def rounded(values: np.ndarray) -> np.ndarray:
    """As they are written: to the digits that a person would keep."""
    return np.array([float(f"{value:.{DIGITS}g}") for value in values])


class _Plain(yaml.SafeDumper):
    """A value, and the numbers of a row, on one line; texts that need it in double quotes; no references."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        return super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _mapping(dumper: yaml.Dumper, items: dict) -> yaml.Node:
    is_flat = "value" in items or all(isinstance(item, float) for item in items.values())
    return dumper.represent_mapping("tag:yaml.org,2002:map", items.items(), flow_style=is_flat)


def _sequence(dumper: yaml.Dumper, items: list) -> yaml.Node:
    is_flat = all(not isinstance(item, (dict, list)) for item in items)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=is_flat)


def _text(dumper: yaml.Dumper, text: str) -> yaml.Node:
    style = None if text.replace("_", "").isalnum() and not text.isdigit() else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _number(dumper: yaml.Dumper, number: float) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:float", f"{number:.10g}")


_Plain.add_representer(dict, _mapping)
_Plain.add_representer(list, _sequence)
_Plain.add_representer(str, _text)
_Plain.add_representer(float, _number)


def _years(calibration: Calibration) -> str:
    years = sorted({target.year for target in calibration.targets})
    return str(years[0]) if len(years) == 1 else f"{years[0]}-{years[-1] % 100}"


def _draw(report: Report, file: Path) -> None:
    """Residuals before and after; parameters with their intervals between their bounds; misfit by round."""
    from ..present.figure import Page  # takes a second to load

    targets, parameters = report.targets(), report.parameters()
    before = (targets.before - targets.published) / targets.sd
    height = 1.8 + 0.3 * (len(targets) + len(parameters))
    page = Page(figsize=(9, height))
    left, right = page.subplots(2, 1, height_ratios=[len(targets) + 1, len(parameters) + 1])
    places = np.arange(len(targets))
    left.axvspan(-2, 2, color="0.93")
    left.axvline(0, color="0.6", linewidth=0.8)
    left.plot(before, places, "o", markerfacecolor="none", color="0.5", label="before")
    left.plot(targets.residual, places, "o", color="tab:blue", label="after")
    left.set_yticks(places, [target.label for target in report.calibration.targets])
    left.invert_yaxis()
    left.set_xlabel("model less published [standard deviations]")
    left.legend(loc="best")
    for row, parameter in enumerate(report.calibration.parameters):
        shown = parameters.iloc[row]
        forward = SCALES[parameter.scale].forward
        ends = forward(parameter.lower), forward(parameter.upper)
        start, fitted, lower, upper = (
            (forward(value) - ends[0]) / (ends[1] - ends[0])
            for value in (shown.start, shown.fitted, shown.lower, shown.upper)
        )
        right.plot([lower, upper], [row, row], color="tab:blue", linewidth=3, alpha=0.5)
        right.plot(start, row, "o", markerfacecolor="none", color="0.5")
        right.plot(fitted, row, "o", color="tab:blue")
    right.set_xlim(-0.02, 1.02)
    right.set_ylim(len(parameters) - 0.5, -0.5)
    right.set_yticks(np.arange(len(parameters)), parameters.parameter)
    right.set_xlabel("on the parameter's scale, from its lower bound (0) to its upper (1)")
    page.tight_layout()
    unfinished = file.with_name(f".{file.name}.tmp.png")
    page.savefig(unfinished, dpi=120)
    unfinished.replace(file)
