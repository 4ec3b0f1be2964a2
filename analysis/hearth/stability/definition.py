"""What a table of stability counts, and how its counts become percentages, rates, means and medians."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable, Mapping

from . import past_lives
from .care import Care
from .units import Units


@dataclass(frozen=True)
class Definition:
    """Of one table.

    base:      the count that the parts add up to, and percentages are of.
    parts:     counts that together make up the base; each also as a percentage of it.
    others:    further counts -> their unit.
    rates:     name -> (count, count below the line, factor, unit).
    spread:    the values of which mean and median are given, if any, and their unit.
    years:     reporting years that must lie behind each 31 March, itself included.
    about:     what of the time before the returns at hand it depends on, in the words of `past_lives`.
    """

    title: str
    definition: str
    unit: str
    units_of: Callable[[Care, int], Units]
    base: str
    parts: tuple[str, ...] = ()
    others: Mapping[str, str] | None = None
    rates: Mapping[str, tuple[str, str, float, str]] | None = None
    spread: str = ""
    years: int = 1
    about: str = past_lives.ON_THE_DAY

    def counts(self) -> dict[str, str]:
        """Every count -> its unit."""
        return {name: self.unit for name in (self.base, *self.parts)} | dict(self.others or {})

    def ratios(self) -> dict[str, tuple[str, str, float, str]]:
        """Every ratio of counts."""
        percents = {f"{part}_percent": (part, self.base, 100.0, "%") for part in self.parts}
        return percents | dict(self.rates or {})

    def units(self) -> dict[str, str]:
        """Every measure -> its unit, in the order of the rows."""
        spread = {f"{name}_{self.spread}": self.spread for name in ("mean", "median") if self.spread}
        return self.counts() | {name: unit for name, (*_, unit) in self.ratios().items()} | spread
