"""From episodes to placements and periods of care: the one place that knows what counts as a placement.

An episode begins with every change of legal status or placement. Several make one placement, as the child stays:

* RNE L (legal status only), T and U (same carer) go on in the same placement;
* so does REASON_PLACE_CHANGE = PLACE: only the status of the placement changed;
* temporary placements (T0 to T4) are part of the placement that the child comes back to. Coming back elsewhere (another
  PLACE, provider or carer) is a new placement, from the day of coming back.

Short breaks (V3, V4) are left out of everything.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
import pandas as pd

from .. import ssda903_codes as codes

WHOSE = ["SCENARIO", "REPLICATE", "LA", "CHILD"]
CODES = ["RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "REC", "REASON_PLACE_CHANGE"]
LABELLED = ["LA", "REGION", "SEX", "ETHNIC", *CODES]
KINDS = {
    "foster_kin": ("U1", "U2", "U3"),
    "foster": ("U4", "U5", "U6"),
    "adoption": codes.ADOPTION,
    "parents": ("P1",),
    "childrens_home": ("K1", "K2"),
    "supported": ("H5", "K3", "P2"),
    "other_residential": ("R1", "R2", "R3", "R5", "S1"),
    "other": ("P3", *codes.OTHER_PLACES, *codes.TEMPORARY),
}
KIND_OF = {place: kind for kind, places in KINDS.items() for place in places}
#: Reasons that say that somebody asked for the move, or that it was forced; the others are planned, or say nothing. A
#: run knows more: its measure `disruptions` counts causes, also of moves whose reason is CUSTOD or OTHER.
ASKED_OR_FORCED = ("CREQB", "CREQO", "CHILD", "LAREQ", "ALLEG", "STAND", "APPRR", "CLOSE")
STATUS_ONLY = "PLACE"
ENDS = ("open", "asked_or_forced", "other_move", "exit")


class Spells:
    """Episodes sorted by child and day, with the number of each one's placement and period.

    episodes:    the common table in order, without short breaks, and: chain, period, placement (row numbers of the
                 tables below), run, moves_on (does its end end the placement by a move?), status_change (does the
                 placement change there without a move?), kind and settled_place (those before a temporary stay), until
                 (the day up to which it is known to last).
    placements:  first, last (rows of episodes), period, began, began_known, ended, lost, kind, end.
    periods:     first, last (rows of episodes), chain, number (of the child's periods), entered, entered_known, ended.
    """

    def __init__(self, episodes: pd.DataFrame, years: tuple[int, ...]) -> None:
        chain = episodes.groupby(WHOSE, sort=False, observed=True, dropna=False).ngroup().to_numpy()
        order = np.lexsort((episodes["DECOM"].to_numpy(), chain))
        breaks = _among(episodes["LS"], codes.SHORT_BREAKS)[order]
        self.short_breaks = int(breaks.sum())
        self._after_break = (_before(breaks) & ~_changes(chain[order]))[~breaks]
        in_order = episodes.iloc[order[~breaks]].reset_index(drop=True)
        #: Codes as categories, so that every part of the table has the same labels.
        self.episodes = in_order.astype({name: "category" for name in LABELLED})
        self._chain = chain[order][~breaks]
        #: Scenario and replicate of each run, in order; `episodes.run` is a position in it.
        self.runs = episodes[WHOSE[:2]].drop_duplicates().sort_values(WHOSE[:2]).reset_index(drop=True)
        self._last_day = np.datetime64(f"{years[-1]}-03-31")
        self._number()
        self.periods = self._periods()
        placements = self._placements(self._new_placement)
        self.placements = placements.assign(end=self._ends(placements["last"]))
        self._days: dict[tuple[str, str], np.ndarray] = {}

    @cached_property
    def run_of_chain(self) -> np.ndarray:
        """The run of each child."""
        chain, run = (self.episodes[name].to_numpy() for name in ("chain", "run"))
        return run[np.searchsorted(chain, np.arange(chain.max(initial=-1) + 1))]

    @cached_property
    def published_placements(self) -> pd.DataFrame:
        """As `placements`, but a change of status only ends one and begins another; `end` is not told."""
        return self._placements(self._new_placement | self._new_status)

    def days(self, table: str, column: str) -> np.ndarray:
        """A column of dates as days, made once: turning 700,000 dates into days takes as long as a table."""
        key = table, column
        if key not in self._days:
            self._days[key] = getattr(self, table)[column].to_numpy().astype("datetime64[D]")
        return self._days[key]

    def _number(self) -> None:
        """Numbers the periods and placements, one after another, and writes them beside the episodes."""
        table = self.episodes
        rne, began, ended = table["RNE"], table["DECOM"].to_numpy(), table["DEC"].to_numpy()
        exits = _among(table["REC"], codes.EXITS)
        new_chain = _changes(self._chain)
        joined = ~new_chain & (_before(ended) == began) & ~_before(exits) & ~_among(rne, ("S",))
        passing = _among(table["PLACE"], codes.TEMPORARY)
        moved = _among(rne, ("P", "B")) & ~_before(_among(table["REASON_PLACE_CHANGE"], (STATUS_ONLY,)))
        came_back = joined & _before(passing) & ~passing
        moved &= ~passing & ~_before(passing)
        new_placement = ~joined | moved | (came_back & self._elsewhere(passing, joined))
        self._cut_off = ~joined & ~_among(rne, ("S",)) & ~self._after_break
        period, placement = np.cumsum(~joined) - 1, np.cumsum(new_placement) - 1
        settled = np.maximum.accumulate(np.where(~passing | new_placement, np.arange(len(table)), 0))
        changed = joined & _among(rne, ("P", "B", "T", "U")) & ~new_placement & ~passing & ~_before(passing)
        self._new_period, self._new_placement, self._new_status = ~joined, new_placement, changed
        self.episodes = table.assign(
            run=table.groupby(WHOSE[:2], sort=True, observed=True).ngroup().to_numpy(),
            chain=self._chain,
            period=period,
            placement=placement,
            moves_on=_after(new_placement & joined, fill=False),
            status_change=_after(changed, fill=False),
            kind=_kinds(table["PLACE"]).take(settled),
            settled_place=table["PLACE"].array.take(settled),
            until=self._until(table),
        )

    def _elsewhere(self, passing: np.ndarray, joined: np.ndarray) -> np.ndarray:
        """Is the place another than the last one of the period that was not temporary?"""
        rows = np.arange(len(passing))
        began_period = np.maximum.accumulate(np.where(joined, 0, rows))
        last_settled = _before(np.maximum.accumulate(np.where(passing, -1, rows)))
        known = last_settled >= began_period
        differs = np.zeros(len(passing), dtype=bool)
        for name in ("PLACE", "PLACE_PROVIDER", "CARER"):
            positions = pd.factorize(self.episodes[name])[0]
            differs |= positions != positions[np.maximum(last_settled, 0)]
        return known & differs

    def _until(self, table: pd.DataFrame) -> np.ndarray:
        """DEC; while open the last day of the last return that has the episode."""
        known = table["KNOWN_UNTIL"].to_numpy() if "KNOWN_UNTIL" in table else self._last_day
        return np.where(table["DEC"].isna(), known, table["DEC"].to_numpy()).astype("datetime64[ns]")

    def _periods(self) -> pd.DataFrame:
        table = self.episodes
        first = np.flatnonzero(self._new_period)
        last = np.append(first[1:], len(table)) - 1
        chain = table["chain"].to_numpy()[first]
        number = pd.Series(chain).groupby(chain).cumcount().to_numpy() + 1
        return pd.DataFrame(
            {
                "first": first,
                "last": last,
                "chain": chain,
                "number": number,
                "entered": table["DECOM"].to_numpy()[first],
                "entered_known": ~self._cut_off[first],
                "ended": table["DEC"].to_numpy()[last],
            }
        )

    def _placements(self, begins: np.ndarray) -> pd.DataFrame:
        """Placements that begin with these episodes."""
        table = self.episodes
        first = np.flatnonzero(begins)
        last = np.append(first[1:], len(table)) - 1
        kind = table["kind"].to_numpy()
        passing = _among(table["PLACE"], codes.TEMPORARY)
        settled = np.minimum(_next_settled(passing)[first], last)
        ended = table["DEC"].to_numpy()[last]
        return pd.DataFrame(
            {
                "first": first,
                "last": last,
                "period": table["period"].to_numpy()[first],
                "began": table["DECOM"].to_numpy()[first],
                "began_known": ~self._cut_off[first],
                "ended": ended,
                "lost": np.isnat(ended) & (table["until"].to_numpy()[last] < self._last_day),
                "kind": pd.Categorical(kind[settled], list(KINDS)),
            }
        )

    def _ends(self, rows: pd.Series) -> pd.Categorical:
        """How placements ended, from their last episodes."""
        last = self.episodes.iloc[rows]
        exits = _among(last["REC"], codes.EXITS)
        asked_or_forced = _among(last["REASON_PLACE_CHANGE"], ASKED_OR_FORCED)
        which = np.select([last["DEC"].isna().to_numpy(), exits, asked_or_forced], [0, 3, 1], 2)
        return pd.Categorical.from_codes(which, list(ENDS))


def _kinds(place: pd.Series) -> pd.Categorical:
    positions, labels = pd.factorize(place)
    kinds = list(KINDS)
    of_label = [kinds.index(KIND_OF.get(str(label), "other")) for label in labels]
    return pd.Categorical.from_codes(np.array([*of_label, kinds.index("other")])[positions], kinds)


def _next_settled(passing: np.ndarray) -> np.ndarray:
    """For each row the first from it on that is not temporary; past the end where there is none."""
    rows = np.where(passing, len(passing), np.arange(len(passing)))
    return np.minimum.accumulate(rows[::-1])[::-1]


def _among(column: pd.Series, wanted: tuple[str, ...]) -> np.ndarray:
    return column.isin(wanted).to_numpy()


def _changes(values: np.ndarray) -> np.ndarray:
    """Which rows differ from the one before? The first does."""
    return np.append(True, values[1:] != values[:-1]) if len(values) else np.zeros(0, dtype=bool)


def _before(values: np.ndarray) -> np.ndarray:
    """The value of the row before (one's own in the first row)."""
    return np.concatenate((values[:1], values[:-1]))


def _after(values: np.ndarray, fill: bool) -> np.ndarray:
    return np.append(values[1:], fill)
