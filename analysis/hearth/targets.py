"""The model's counterpart of each published figure: the one place where the two are paired."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Callable

import numpy as np
import pandas as pd

from .published_figures import TargetsError
from .ssda903_codes import REASONS_FOR_MOVES
from .summary import Figure
from .supply_figures import SUPPLY_FIGURES, AreaCounts

if TYPE_CHECKING:  # the reader of results is imported by those who have one
    from .results import Results
    from .stability import Care

AGES = ("under_1", "1_to_4", "5_to_9", "10_to_15", "16_to_17")
#: Published label of a split -> the model's labels that add up to it. A split not listed has the same labels in both.
LABELS: dict[str, dict[str, tuple[str, ...]]] = {
    "legal_status": {
        "care_order": ("C1", "C2"), "care_order_interim": ("C1",), "care_order_full": ("C2",),
        "placement_order": ("E1",), "voluntary": ("V2",), "youth_justice": ("J1",), "child_protection": ("L1", "L2"),
    },
    "placement_group": {
        group: (group,)
        for group in ("foster", "adoption", "parents", "homes", "supported", "other_residential", "other")
    },
    "reason": {
        "returned_home": ("returned_home", "returned_unplanned"), "returned_home_planned": ("returned_home",),
        "returned_home_unplanned": ("returned_unplanned",), "to_relatives": ("relatives",),
        "age_assessed_as_adult": ("age_assessed",),
        **{same: (same,) for same in ("adopted", "child_arrangements", "custody", "died", "moved_abroad",
                                      "other_authority", "remand_ended", "special_guardianship", "turned_18")},
    },
    "reason_place_change": {**{word: (code,) for code, word in REASONS_FOR_MOVES.items()}, "status_only": ("PLACE",)},
}
#: Published name of a provider -> PLACE_PROVIDER.
PROVIDERS = {"parents": "PR0", "own": "PR1", "other_authority": "PR2", "other_public": "PR3", "private": "PR4",
             "voluntary": "PR5", "none": "none"}
#: The one group in which the model changes what a placement is for.
FOSTER = "placement_group=foster"
#: Figures of the summary (name, what splits them) that are published by the same definition; the results file says how
#: they are made.
OF_THE_SUMMARY = {
    *(("looked_after", split) for split in ("", "age", "placement", "legal_status")),
    *(("starts", split) for split in ("", "age")),
    *(("ceases", split) for split in ("", "age", "reason")),
    *((name, "") for name in (
        "looked_after_rate", "in_foster_care_percent", "outside_authority_percent", "over_20_miles_percent",
        "in_childrens_homes_percent", "in_supported_accommodation_percent", "children", "uasc", "uasc_starts", "transfers",
        "foster_households", "foster_places_filled_percent", "homes",
        "home_places_filled_percent", "three_or_more_placements_percent", "same_carer_two_years_percent",
        "spending_looked_after")),
}
#: Others that are made of measures.
OF_MEASURES = (
    Figure("long_term", "children", "long_term"),
    Figure("home_places", "places", "home_places_registered"),
    Figure("placement_moves", "placements", "placement_moves"),
    Figure("placement_moves", "placements", "moves_by_placement", breakdown="placement_group"),
    Figure("status_only_changes", "placements", "status_only_changes", breakdown=FOSTER),
    Figure("looked_after", "children", "looked_after_by_provider", breakdown="provider"),
    Figure("placements_one_percent", "%", "one_placement", "looked_after", 100),
    Figure("placements_two_percent", "%", "two_placements", "looked_after", 100),
    Figure("looked_after", "children", "looked_after_by_time_in_care", breakdown="time_in_care"),
    *(Figure(name, "%", f"{measure}_by_time_in_care", "looked_after_by_time_in_care", 100, "time_in_care")
      for name, measure in (("placements_one_percent", "one_placement"), ("placements_two_percent", "two_placements"),
                            ("three_or_more_placements_percent", "three_or_more_placements"))),
    Figure("three_or_more_placements_percent", "%", "three_or_more_placements_by_age", "looked_after_by_age", 100, "age"),
    Figure("moves_percent", "%", "moves_by_reason", "placement_moves", 100, "reason"),
    *(Figure("spending_per_child_week", "GBP", f"spending_{service}", nights, 7, f"service={service}")
      for service, nights in (("fostering", "foster_nights"), ("residential", "residential_nights"))),
)
#: Monthly flows, of which the published figure is the year's sum; every other monthly measure is taken in March.
SUMMED_OVER_THE_YEAR = ("placement_moves", "status_only_changes", "spending_fostering", "spending_residential",
                        "foster_nights", "residential_nights")
#: Figures that are counted from episodes by `hearth.stability`: (its table, its measure there).
STABILITY = {
    "placements_one_percent": ("placements_in_year", "one_percent"),
    "placements_two_percent": ("placements_in_year", "two_percent"),
    "three_or_more_placements_percent": ("placements_in_year", "three_or_more_percent"),
    "three_or_more_placements_in_two_years_percent": ("placements_in_two_years", "three_or_more_percent"),
    "same_carer_two_years_percent": ("same_carer", "same_carer_percent"),
    "mean_placement_days": ("placements_ceased", "mean_days"),
    "mean_care_days": ("periods", "mean_days"),
}
STABILITY_SPLITS = ("", "age", "time_in_care", "placement_group")
#: Published by how long the placement lasted: the measures begin so, and go on as those of its table.
ENDED, CEASED = "placements_ended_", "placements_ceased"
#: Published by reason; each reason is a measure of the table of moves: published measure -> how that one's name ends.
CHANGES = {"placement_changes": "", "moves_percent": "_percent"}


class ModelFigures:
    """The model's counterparts of published figures: one value per replicate of a results file's first scenario."""

    def __init__(self, results: Results) -> None:
        self.results = results
        self._tables: dict[tuple[str, int, str], list[pd.DataFrame]] = {}

    def __call__(self, measure: str, year: int, breakdown: str = "", area: str = "England") -> np.ndarray:
        """The figure as it is published: a count, a percentage or days; NaN where a ratio has no value."""
        if (measure, breakdown) in SUPPLY_FIGURES:
            counts = AreaCounts(self.results, self._row_of(area))
            return SUPPLY_FIGURES[measure, breakdown](counts, year)
        split, label = split_of(breakdown)
        figure = self._panel_figure(measure, breakdown)
        if figure and not self._counts_itself(figure):
            if year in self.results.panel.get("year", ()):
                return self._from_panel(figure, year, "" if figure.breakdown == breakdown else label, area)
            if measure != "looked_after":
                raise TargetsError(f"{measure} {breakdown} has no value for {year} in {self.results.path}")
        elif not figure:
            is_from_episodes(measure, breakdown)  # refuses what has no counterpart
        if area not in self._names("nation"):
            raise TargetsError(
                f"{measure} {breakdown} of {area} is not made (episodes are counted for the nation only)"
            )
        if measure == "looked_after":
            return np.array([len(select(stock, split, label)) for stock in self.stocks(year)], float)
        return self._from_stability(measure, year, split, label)

    def stocks(self, year: int) -> list[pd.DataFrame]:
        """Each replicate's children looked after on 31 March: open episodes, as of `stock_on`."""
        episodes = self.results.episodes
        first = episodes[episodes.scenario == self._scenario]
        day = pd.Timestamp(year, 3, 31)
        return [stock_on(first[first.replicate == replicate], day) for replicate in self._replicates()]

    def _panel_figure(self, measure: str, breakdown: str) -> Figure | None:
        """The figure that has this split, or is of this one label."""
        if not _is_of_panel(measure, breakdown):
            return None
        known = (*self.results.figures, *OF_MEASURES)
        found = [figure for figure in known if figure.name == measure and figure.breakdown in _ways(breakdown)]
        if not found:
            raise TargetsError(f"{self.results.path}: does not say how {measure} is made. Was it made by an older program?")
        return found[0]

    def _counts_itself(self, figure: Figure) -> bool:
        """Is it to be counted from episodes, as the program that wrote the file did not?"""
        lacks = figure.measure not in self.results.panel and "episodes" in self.results.event_tables
        return lacks and _in_stability(figure.name, figure.breakdown)

    @property
    def _scenario(self) -> str:
        return str(self.results.panel.scenario.values[0])

    def _replicates(self) -> range:
        return range(int(self.results.panel.sizes["replicate"]))

    def _from_stability(self, measure: str, year: int, split: str, label: str) -> np.ndarray:
        if measure in CHANGES:
            table, wanted, split, label = "moves", label + CHANGES[measure], "", ""
        else:
            table, wanted = _table_of(measure)
        values = []
        for rows in self._tables_of(table, year, split or "total"):
            row = rows[(rows.measure == wanted) & (rows.group == (label or "all"))]
            values.append(float(row.value.iloc[0]) if len(row) else np.nan)
        return np.array(values)

    def _tables_of(self, table: str, year: int, split: str) -> list[pd.DataFrame]:
        """A table of `hearth.stability`, replicate by replicate."""
        from .stability import tabulate  # here, as it needs more packages than the rest

        if (table, year, split) not in self._tables:
            self._tables[table, year, split] = [tabulate(care, table, [year], [split]) for care in self._care]
        return self._tables[table, year, split]

    @cached_property
    def _care(self) -> list[Care]:
        """Each replicate's episodes, as `hearth.stability` takes them."""
        from .stability import care_of

        care = care_of(self.results)
        own = care.episodes[care.episodes.SCENARIO == self._scenario]
        return [replace(care, episodes=own[own.REPLICATE == replicate]) for replicate in self._replicates()]

    def _names(self, kind: str) -> list[str]:
        panel = self.results.panel
        return [str(name) for name in panel.area_name.values[panel.area_kind.values == kind]]

    def _from_panel(self, figure: Figure, year: int, label: str, area: str) -> np.ndarray:
        row = self._row_of(area)
        above = self._measure(figure.measure, year).isel(area=row)
        if label:
            split = str(above.dims[-1])
            labels = list(model_labels(split, label))
            if not set(labels) <= set(above[split].values):
                raise TargetsError(
                    f"{figure.name} {figure.breakdown}={label} has no counterpart in the model "
                    f"(which knows {', '.join(map(str, above[split].values))})"
                )
            above = above.sel({split: labels}).sum(split)
        values = above.values.astype(float)
        if not figure.denominator:
            return figure.scale * values
        below = self._measure(figure.denominator, year).isel(area=row)
        if label and split in below.dims:
            below = below.sel({split: labels}).sum(split)
        below = below.values.astype(float)
        return np.divide(figure.scale * values, below, out=np.full_like(values, np.nan), where=below != 0)

    def _measure(self, name: str, year: int):
        if name not in self.results.panel:
            raise TargetsError(f"{self.results.path}: has no measure {name}. Was it made by an older program?")
        array = self.results.panel[name].isel(scenario=0)
        if "month" not in array.dims:
            return array.sel(year=year)
        if name in SUMMED_OVER_THE_YEAR:
            return array.sel(month=slice(f"{year - 1}-04-01", f"{year}-03-31")).sum("month")
        return array.sel(month=np.datetime64(f"{year}-03-31"))

    def _row_of(self, area: str) -> int:
        """Position of a nation or region by its name, of a local authority by its code (as published tables do)."""
        panel = self.results.panel
        is_la = panel.area_kind.values == "la"
        known = np.where(is_la, panel.area.values, panel.area_name.values)
        found = np.flatnonzero(known == area)
        if len(found) == 0:
            raise TargetsError(
                f"{self.results.path}: has no area '{area}' (it has {', '.join(map(str, known[~is_la]))})"
            )
        return int(found[0])


def split_of(breakdown: str) -> tuple[str, str]:
    """'age=under_1' as ('age', 'under_1'); the total as two empty texts."""
    split, _, label = breakdown.partition("=")
    return split, label


def model_labels(split: str, label: str) -> tuple[str, ...]:
    """The model's labels that add up to a published one."""
    labels = LABELS.get(split)
    return labels.get(label, ()) if labels is not None else (label,)


def is_from_episodes(measure: str, breakdown: str) -> bool:
    """Whether the counterpart is counted from episodes; refuses a figure that has no counterpart at all."""
    split, label = split_of(breakdown)
    if split and not model_labels("reason_place_change" if measure in CHANGES else split, label):
        raise TargetsError(
            f"{measure} {breakdown} has no counterpart in the model (its {split} is not told apart there)"
        )
    if (measure, breakdown) in SUPPLY_FIGURES or _is_of_panel(measure, breakdown):
        return False
    if measure == "looked_after" and split in SELECTIONS:
        return True
    if _in_stability(measure, split):
        return True
    raise TargetsError(f"{measure} {breakdown}".rstrip() + " has no counterpart in the model")


def _in_stability(measure: str, split: str) -> bool:
    """Whether `hearth.stability` counts it."""
    return split == "reason" if measure in CHANGES else bool(_table_of(measure)) and split in STABILITY_SPLITS


def _table_of(measure: str) -> tuple[str, str] | None:
    """Its table of `hearth.stability`, and its measure there."""
    return (CEASED, measure.removeprefix(ENDED)) if measure.startswith(ENDED) else STABILITY.get(measure)


def _ways(breakdown: str) -> tuple[str, str]:
    """How a figure may say that it is split: of this one label, or of all."""
    return breakdown, split_of(breakdown)[0]


def _is_of_panel(measure: str, breakdown: str) -> bool:
    """Whether the counterpart is made of measures."""
    others = {(figure.name, figure.breakdown) for figure in OF_MEASURES}
    return any((measure, way) in OF_THE_SUMMARY | others for way in _ways(breakdown))


def stock_on(episodes: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """One replicate's episodes that are open at the end of a day, with `age` [whole years] and `in_care` [whole months].

    As everywhere: by birthdays, and with the last day in care, so that from 1 April to 31 March are twelve months.
    """
    from .stability.breakdowns import age, months_between  # here, as they need more packages than the rest

    stock = episodes[(episodes.decom <= day) & (episodes.dec.isna() | (episodes.dec > day))]
    today, tomorrow = (moment.to_datetime64() for moment in (day, day + pd.Timedelta(days=1)))
    return stock.assign(
        age=age(stock.born.to_numpy(), today), in_care=months_between(stock.entered.to_numpy(), tomorrow)
    )


#: How each split of the stock is told from an open episode.
SELECTIONS: dict[str, Callable[[pd.DataFrame, str], pd.Series]] = {
    "": lambda stock, label: stock.age.notna(),
    "age": lambda stock, label: pd.cut(stock.age, [-1, 1, 5, 10, 16, 18], right=False, labels=AGES) == label,
    "sex": lambda stock, label: stock.sex == label,
    "ethnicity": lambda stock, label: stock.ethnicity == label,
    "uasc": lambda stock, label: (stock.unaccompanied == 1) == (label == "yes"),
    "need": lambda stock, label: stock.cin == label,
    "legal_status": lambda stock, label: stock.ls.isin(model_labels("legal_status", label)),
    "placement": lambda stock, label: stock.placement == label,
    "provider": lambda stock, label: stock.place_provider == PROVIDERS[label],
    "time_in_care": lambda stock, label: (stock.in_care >= 12) == (label == "12_months_or_more"),
}


def select(stock: pd.DataFrame, split: str, label: str) -> pd.DataFrame:
    """The part of a stock that a published breakdown names."""
    return stock[SELECTIONS[split](stock, label)]
