"""Episodes of children looked after, from a run or from a council's returns: what every table is made from."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Mapping, Sequence

import numpy as np
import pandas as pd

from .. import ssda903
from ..present.words import told
from ..results import Results
from . import areas
from .faults import Fault
from .spells import Spells

#: Columns of `Care.episodes`: those of the return, with SCENARIO, REPLICATE, LA (its name) and REGION before them,
#: and ETHNIC in the published groups, UASC (bool; DUC: the day on which it ceased) and CARER (carer or home, any code).
WHOSE = ("SCENARIO", "REPLICATE", "LA", "CHILD")
FACTS = ("REGION", "SEX", "DOB", "ETHNIC", "UASC", "DUC")
EPISODE = ("DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC", "REASON_PLACE_CHANGE", "CARER")
COLUMNS = (*WHOSE, *FACTS, *EPISODE)
NEVER = pd.NaT


@dataclass(frozen=True)
class LeftOut:
    """What does not count, how often, and why: printed under the tables.

    is_of_people: is it a number of children, or of what is theirs, which is hidden where small counts are?
    """

    what: str
    count: int
    is_of_people: bool = False

    def told(self, below: int = 0) -> str:
        """3 placements that ...; below: where counts below it are hidden, "fewer than" it."""
        return f"{told(self.count, below if self.is_of_people else 0)} {self.what}"


@dataclass
class Care:
    """The common table of episodes, and the reporting years that it holds in full.

    episodes:  one row per episode, `COLUMNS`; blank codes are NaN, DEC is NaT while the episode is open. Those of
               earlier years may be there too, of periods of care that reached into the first of `years`.
    years:     reporting years (1 April to 31 March, named by their end) for which every episode is there.
    source:    what the captions say the figures come from.
    area:      what the authorities are called together; '' if only their names say.
    simulated: is it a run?
    held:      authority (LA) -> the years of its returns at hand, those of survivors only, too; None: `years`.
    whole:     authority -> the years of which its return is at hand with all children; None: `years`.
    has_uasc:  is it known who is an unaccompanied asylum-seeking child?
    left_out:  what the reader left out, counted.
    readings:  what the reader understood otherwise than it is written.
    without:   whose rows are left out for their faults, "without 1 of 30 children ..."; '' if nobody's are.
    faults:    those of the rows that are left out.
    """

    episodes: pd.DataFrame
    years: tuple[int, ...]
    source: str
    has_uasc: bool = True
    left_out: list[LeftOut] = field(default_factory=list)
    readings: list[str] = field(default_factory=list)
    without: str = ""
    faults: list[Fault] = field(default_factory=list)
    area: str = ""
    simulated: bool = False
    held: Mapping[str, tuple[int, ...]] | None = None
    whole: Mapping[str, tuple[int, ...]] | None = None
    _parts: dict[frozenset[str], Care] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def whose(self) -> str:
        """Whose figures these are: a region, a local authority ..."""
        return self.area or areas.whole_of(self.episodes["LA"].astype(str).unique())

    @property
    def first_day(self) -> np.datetime64:
        """The first day from which every episode is known."""
        return np.datetime64(f"{self.years[0] - 1}-04-01")

    @property
    def last_day(self) -> np.datetime64:
        return np.datetime64(f"{self.years[-1]}-03-31")

    @cached_property
    def spells(self) -> Spells:
        """The episodes in order, in their placements and periods of care; short breaks (V3, V4) left out."""
        return Spells(self.episodes, self.years)

    @cached_property
    def everything_left_out(self) -> list[LeftOut]:
        """What the reader left out and what the definitions do."""
        return [entry for entry in (*self.left_out, *self._by_definition()) if entry.count]

    def reaches_back(self, year: int, years: int) -> bool:
        """Does the table hold every episode of the `years` years up to 31 March `year`?"""
        return all(year - back in self.years for back in range(years))

    @cached_property
    def not_known(self) -> list[LeftOut]:
        """What is not known of what was before the returns at hand: why figures are missing."""
        spells = self.spells
        begun = "that began before the returns at hand, or in a missing one, on a day that they do not tell"
        entries = [
            LeftOut(f"periods of care {begun}", int((~spells.periods["entered_known"]).sum()), True),
            LeftOut(f"placements {begun}", int((~spells.placements["began_known"]).sum()), True),
        ]
        return [entry for entry in entries if entry.count]

    def years_of(self, authority: str) -> tuple[int, ...]:
        """The years of which this authority's returns are at hand, also where no tables are made of them."""
        return self.years if self.held is None else tuple(self.held.get(authority, ()))

    @cached_property
    def unseen(self) -> dict[str, tuple[int, ...]]:
        """Authority -> the years between the first and the last of which its return is missing."""
        every_year = range(self.years[0], self.years[-1] + 1)
        authorities = pd.unique(self.episodes["LA"].astype(str))
        held = {name: self.years if self.whole is None else self.whole.get(name, ()) for name in authorities}
        lacking = {name: tuple(year for year in every_year if year not in held[name]) for name in held}
        return {name: years for name, years in lacking.items() if years}

    def lacks(self, breakdown: str, groups: Sequence[str], year: int, years: int = 1) -> np.ndarray:
        """Of which groups lack returns of single authorities, in the `years` years up to 31 March `year`?"""
        lacking = self._lacking(year, years)
        if breakdown == "la":
            return np.isin(groups, lacking)
        if breakdown == "region":
            return np.isin(groups, sorted({region for name in lacking for region in self._regions[name]}))
        return np.full(len(groups), bool(lacking))

    @cached_property
    def _regions(self) -> dict[str, list[str]]:
        """Authority -> the regions that its episodes name."""
        pairs = self.spells.episodes[["LA", "REGION"]].drop_duplicates().astype(str)
        return {name: list(regions) for name, regions in pairs.groupby("LA")["REGION"]}

    def complete(self, year: int, years: int = 1) -> Care | None:
        """The part of the authorities of which no return of these years is missing; None if there are none such."""
        lacking = frozenset(self._lacking(year, years))
        if lacking not in self._parts:
            self._parts[lacking] = replace(self, episodes=self.episodes[~self.episodes["LA"].isin(lacking)])
        part = self._parts[lacking]
        return None if part.episodes.empty or part.spells.episodes.empty else part

    def _lacking(self, year: int, years: int) -> list[str]:
        """The authorities that lack a return in the `years` years up to 31 March `year`."""
        if self.whole is None:
            return []
        needed = {year - back for back in range(years)}
        return [name for name in self._regions if not needed <= set(self.whole.get(name, ()))]

    def _by_definition(self) -> list[LeftOut]:
        spells = self.spells
        return [
            LeftOut("episodes of short breaks (V3, V4)", spells.short_breaks, True),
            LeftOut(
                "placements whose end would be in a return that is missing (they count while they are known)",
                int(spells.placements["lost"].sum()),
                True,
            ),
        ]


def care_of(results: Results) -> Care:
    """The episodes of a run; raises `ResultsError` if it did not write them."""
    returned = ssda903.episodes_of(results)
    events = results.episodes
    names, regions = areas.of_run(results)
    authority = events["area"].cat
    episodes = returned.assign(
        LA=pd.Categorical.from_codes(*_merged(authority.codes, [names[code] for code in authority.categories])),
        REGION=pd.Categorical.from_codes(*_merged(authority.codes, [regions[code] for code in authority.categories])),
        ETHNIC=events["ethnicity"],
        UASC=events["unaccompanied"].to_numpy() > 0,
        DUC=NEVER,
    )
    first = int(str(results.provenance["start"])[:4]) + 1  # runs begin in April
    years = tuple(int(year) for year in results.panel["year"].values) if "year" in results.panel else ()
    if not years:
        years = (first,)
    about = results.provenance
    source = f"Hearth run {results.path.name} ({about['config_name']}), digest {str(about['digest'])[:8]}"
    panel = results.panel
    area = str(panel["area_name"].values[(panel["area_kind"].values == "nation").argmax()])
    return Care(episodes[list(COLUMNS)], years, source, area=area, simulated=True)


def _merged(positions: np.ndarray, labels: list[str]) -> tuple[np.ndarray, list[str]]:
    """Positions and labels of a categorical whose labels may repeat, with each label once."""
    codes_, distinct = pd.factorize(np.asarray(labels, dtype=object))
    return np.append(codes_, -1)[positions], list(distinct)
