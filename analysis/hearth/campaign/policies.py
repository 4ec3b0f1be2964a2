"""What each scenario of a comparison changes: which policies, from when, and what tells one from another.

The results file holds the whole resolved configuration of every scenario: what is not the baseline's there is its
policy.
"""

from __future__ import annotations

from typing import Any, Iterator, Mapping, NamedTuple

import pandas as pd
import yaml

#: Settings that say how much of one policy there is, and when: the rest says which policy it is.
HOW_MUCH = ("spending", "budget", "strength", "households")
WHEN = ("start", "end")
#: Policies that are about foster carers, how many come and stay; of all others children are told first.
ABOUT_CARERS = ("recruitment_campaign", "recruitment_hub", "peer_support", "foster_allowances", "council_tax_relief")
#: The process and its parameter by which prices of homes follow their occupancy.
PRICES = ("homes_market", "price_response")
#: The fast reader is part of most builds of the library.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Policy(NamedTuple):
    """What a scenario changes.

    processes:   names of those that are not as in the baseline; of what several read shared.NAME.
    start:       month in which the first of them begins; None if none says.
    which:       those processes, and their settings that are not the baseline's, without how much and when: equal for
                 one policy at several spendings and starts.
    description: the scenario's own.
    price_response: how prices of homes follow their occupancy in it [1/month]; None if it does not say.
    """

    processes: tuple[str, ...]
    start: pd.Period | None
    which: frozenset[tuple[str, str]]
    description: str
    price_response: float | None = None

    @property
    def is_about_carers(self) -> bool:
        """Also if it is not known what it is about."""
        return not self.processes or any(process in ABOUT_CARERS for process in self.processes)


def policies_of(configs: Mapping[str, str]) -> dict[str, Policy]:
    """Of each scenario but the first, which is the baseline.

    configs: name of the scenario -> its resolved configuration [YAML].
    """
    read: dict[str, dict[str, Any]] = {}
    for text in configs.values():
        if text not in read:
            read[text] = yaml.load(text, Loader=_Loader) or {}
    baseline, *scenarios = configs.items()
    without = _parts(read[baseline[1]])
    return {name: _policy(read[text], without) for name, text in scenarios}


def _policy(config: dict[str, Any], without: dict[str, Any]) -> Policy:
    changed = {name: settings for name, settings in _parts(config).items() if settings != without.get(name)}
    which = {(name, "") for name in changed} | {
        (f"{name}.{path}", str(value))
        for name, settings in changed.items()
        for path, value in set(_flat(settings)) - set(_flat(without.get(name)))
        if path.partition(".")[0] not in (*HOW_MUCH, *WHEN)
    }
    starts = [_month(settings["start"]) for settings in changed.values() if settings and settings.get("start")]
    description = str(config.get("description") or "")
    return Policy(tuple(changed), min(starts, default=None), frozenset(which), description, _price_response(config))


def _price_response(config: dict[str, Any]) -> float | None:
    said = (_processes(config).get(PRICES[0]) or {}).get(PRICES[1])
    value = said.get("value") if isinstance(said, dict) else said
    return float(value) if isinstance(value, (int, float)) else None


def _parts(config: dict[str, Any]) -> dict[str, Any]:
    """The same, and of each section that several read, by its whole name."""
    return _processes(config) | {f"shared.{name}": settings for name, settings in (config.get("shared") or {}).items()}


def _processes(config: dict[str, Any]) -> dict[str, Any]:
    """Name of each process -> its settings."""
    return {name: settings for entry in config.get("processes") or [] for name, settings in dict(entry).items()}


def _flat(settings: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every value by its path, as text; units and sources are none."""
    if isinstance(settings, dict):
        if "value" in settings:
            yield path, str(settings["value"])
            return
        for name, inner in settings.items():
            if name not in ("unit", "source", "plausible"):
                yield from _flat(inner, f"{path}.{name}" if path else str(name))
    elif settings is not None:
        yield path, str(settings)


def _month(written: Any) -> pd.Period:
    return pd.Period(str(written), freq="M")
