"""A published national figure: which counts, under which labels, make it, and its value in a year.

A count is a sum of published labels. Labels changed over the years, so a count may be given in several ways; the first
that is complete for a year is taken.
"""

from __future__ import annotations

from dataclasses import dataclass

from published_labels import Labels
from reference import Reference

STOCK = "CLA at 31 March by characteristics"
UASC = "UASC looked after at 31 March"
DURING_YEAR = "CLA at any time during year / at 31 March for >=12 months"
STARTS = "CLA starting in year"
CEASES = "CLA ceasing in year"
PLACEMENTS = "Placement count (1/2/3+ in year or previous 2 years)"
SAME_CARER = "CLA under 16 looked after >=2.5 years: same carer >=2 years"
DURATIONS = "Duration of placements ceasing in year"
CHANGES = "Reason for placement change in year"
PROVIDERS = "CLA at 31 March by placement type, locality and provider"
CEASES_BY_NUMBER = "CLA ceasing: number of placements / periods of care"
DISTANCE = "CLA at 31 March by placement distance and locality"


@dataclass(frozen=True)
class Count:
    """A published count: table, and the labels to add up, in each way they were ever published."""

    table: str
    ways: tuple[Labels, ...]

    def value(self, reference: Reference, year: int) -> float | None:
        facts = reference.facts(self.table)
        for way in self.ways:
            if all((label, year) in facts for label in way):
                return sum(facts[(label, year)] for label in way)
        return None


@dataclass(frozen=True)
class NationalTarget:
    """A measure for England: a count, a count less another, or a count as a percentage of another."""

    measure: str
    breakdown: str
    unit: str
    count: Count
    less: Count | None = None
    share_of: Count | None = None
    may_be_suppressed: bool = False
    not_in: tuple[int, ...] = ()  # years in which the figure contradicts its own table

    def value(self, reference: Reference, year: int) -> float | None:
        """The figure of a year; none where it was not published."""
        if year in self.not_in:
            return None
        counts = [count.value(reference, year) for count in (self.count, self.less, self.share_of) if count]
        if any(value is None for value in counts):
            return None
        if self.share_of:
            return round(100 * counts[0] / counts[1], 2) if counts[1] else None
        return counts[0] - counts[1] if self.less else counts[0]

    @property
    def kind(self) -> str:
        """Whether the figure is printed as such, or follows from printed ones."""
        added_up = any(len(way) > 1 for way in self.count.ways)
        return "derived" if self.share_of or self.less or added_up else "measured"


ALL_AGES = "Total children"


def one(table: str, *alternatives: str) -> Count:
    """A count published under one label, which may have been worded differently in other years."""
    return Count(table, tuple((label,) for label in alternatives))
