"""Reads the folder of published figures, and maps them to the 153 authorities of April 2023."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

ENGLAND = 970  # number of England in the local authority panel; regions are above it
FIRST_AREA_ABOVE_AUTHORITIES = ENGLAND

# Two releases of one family: the release for 2023 goes back to 2019 in detail, the release for 2024 to 2020.
# "(2025 release)" measures revise the past again and are never mixed in.
RELEASE_OF_2023 = "C011"
RELEASE_OF_2024 = "C012"
RELEASE_OF_2025 = "C013"

#: The 31 Marches on which a run can begin: tables of stocks have rows of each.
FIRST_DAYS = range(2019, 2024)

AGE_BANDS = {
    "under_1": "Under 1 year",
    "1_to_4": "1 to 4 years",
    "5_to_9": "5 to 9 years",
    "10_to_15": "10 to 15 years",
    "16_to_17": "16 years and over",
}

#: The files of the folder, without `.csv`. README.md says what each is and where its figures are published.
FILES = (
    "adults_by_la_and_age_band",
    "care_facts",
    "children_by_la_and_age",
    "children_by_la_and_deprivation",
    "children_by_la_and_year",
    "childrens_homes_by_la",
    "ethnicity_by_la_census2021",
    "extra_facts",
    "la_centroids",
    "la_crosswalk",
    "la_panel",
    "la_table_2021_2023",
    "supply_facts",
)


class Facts(dict[tuple[str, int], float]):
    """Counts of one measure by (breakdown, year). One that was not published is told by all three."""

    def __init__(self, measure: str) -> None:
        super().__init__()
        self.measure = measure

    def __missing__(self, key: tuple[str, int]) -> float:
        raise KeyError(f"care_facts.csv: no '{key[0]}' of '{self.measure}' in {key[1]}")


@dataclass(frozen=True)
class Reference:
    """The folder of published figures given on the command line."""

    folder: Path

    def lacking(self) -> list[str]:
        """The files that are not in the folder."""
        return [f"{name}.csv" for name in FILES if not (self.folder / f"{name}.csv").is_file()]

    @functools.cache
    def table(self, name: str) -> pd.DataFrame:
        """One file of the folder, all columns as text."""
        return pd.read_csv(self.folder / f"{name}.csv", dtype=str, keep_default_na=False)

    @functools.cache
    def authorities(self) -> pd.DataFrame:
        """The 153 authorities of April 2023, sorted by code: la_code, la_name, region, ... (one row each)."""
        return self.table("la_centroids").sort_values("la_code").reset_index(drop=True)

    @functools.cache
    def la_codes(self) -> list[str]:
        """Codes of the 153 authorities, sorted: the row order of every table."""
        return list(self.authorities()["la_code"])

    @functools.cache
    def facts(self, measure: str) -> dict[tuple[str, int], float]:
        """National counts of one measure: (breakdown, year) -> value; the release for 2024 wins."""
        rows = self.table("care_facts")
        rows = rows[(rows["measure"] == measure) & ~rows["unit"].str.startswith(("percent", "per "))]
        values = Facts(measure)
        for release in (RELEASE_OF_2023, RELEASE_OF_2024):
            for row in rows[rows["source"] == release].itertuples():
                values[(row.breakdown, int(row.year))] = float(row.value)
        if not values:
            raise KeyError(f"care_facts.csv: no figures called '{measure}'")
        return values

    @functools.cache
    def regional_facts(self, measure: str) -> dict[tuple[str, int], float]:
        """Counts of children by area: (breakdown, year) -> value, for the three yearly headline tables."""
        rows = self.table("care_facts")
        rows = rows[(rows["measure"] == measure) & (rows["unit"] == "children")]
        return {(row.breakdown, int(row.year)): float(row.value) for row in rows.itertuples()}

    @functools.cache
    def series(self, measure: str, breakdown: str) -> dict[int, float]:
        """One national figure by year, from whichever release tells it: of the older ones there is one."""
        rows = self.table("care_facts")
        rows = rows[(rows["measure"] == measure) & (rows["breakdown"] == breakdown)]
        if rows.empty:
            raise KeyError(f"care_facts.csv: no '{breakdown}' of '{measure}'")
        if rows["year"].duplicated().any():
            raise ValueError(f"care_facts.csv: two figures a year for '{breakdown}' of '{measure}'")
        return {int(year): float(value) for year, value in zip(rows["year"], rows["value"])}

    @functools.cache
    def successors(self) -> dict[str, list[tuple[str, float]]]:
        """Published code -> [(code in 2023, share of the children)]."""
        return self._crosswalk("code_as_published")

    @functools.cache
    def panel(self, measure: str, year: int) -> dict[str, tuple[float, bool]]:
        """One measure of the panel on boundaries of 2023: code -> (value, was it split from a former county).

        Former councils are added up or split by their share of children. Suppressed values are left out.
        """
        rows = self.table("la_panel")
        rows = rows[(rows["measure"] == measure) & (rows["year"] == str(year)) & (rows["value"] != "-")]
        successors = self._crosswalk("la_number_as_published")
        values: dict[str, tuple[float, bool]] = {}
        for row in rows.itertuples():
            if int(row.la_number) >= FIRST_AREA_ABOVE_AUTHORITIES:
                continue
            for code, share in _successors(successors, row):
                before, was_split = values.get(code, (0.0, False))
                values[code] = (before + share * float(row.value), was_split or share < 1)
        return values

    @functools.cache
    def panel_shares(self, measure: str, year: int) -> dict[str, float]:
        """One percentage of the panel: code -> percent. Parts of a split county have its percentage."""
        rows = self.table("la_panel")
        rows = rows[(rows["measure"] == measure) & (rows["year"] == str(year)) & (rows["value"] != "-")]
        successors = self._crosswalk("la_number_as_published")
        authorities = rows[rows["la_number"].astype(int) < FIRST_AREA_ABOVE_AUTHORITIES]
        return {
            code: float(row.value)
            for row in authorities.itertuples()
            for code, _ in _successors(successors, row)
        }

    def panel_england(self, measure: str, year: int) -> float:
        """One measure of the panel for England, as published."""
        rows = self.table("la_panel")
        rows = rows[(rows["measure"] == measure) & (rows["year"] == str(year)) & (rows["la_number"] == str(ENGLAND))]
        return float(rows["value"].item())

    def supply(self, measure: str, period: str, breakdown: str = "England") -> float:
        """One figure on carers, homes or money; `period` as it is labelled there ("2021", "2020-21")."""
        return float(self._supply_fact(measure, period, breakdown, "value"))

    def supply_note(self, measure: str, period: str, pattern: str) -> float:
        """A number that is printed beside a figure for England only: the one group of `pattern` in its note."""
        note = self._supply_fact(measure, period, "England", "note")
        found = re.search(pattern, note)
        if not found:
            raise ValueError(f"no '{pattern}' beside '{measure}' in {period}: '{note}'")
        return float(found[1])

    def population(self, mid_year: int) -> dict[str, int]:
        """Children aged 0-17 at 30 June by authority (base revised after the census of 2021)."""
        rows = self.table("children_by_la_and_year")
        rows = rows[rows["mid_year"] == str(mid_year)]
        return dict(zip(rows["la_code"], rows["children_0_17"].astype(int)))

    def _supply_fact(self, measure: str, period: str, breakdown: str, column: str) -> str:
        rows = self.table("supply_facts")
        rows = rows[(rows["measure"] == measure) & (rows["year"] == period) & (rows["breakdown"] == breakdown)]
        found = rows[column].unique()
        if len(found) != 1:
            raise ValueError(f"{len(found)} values for '{measure}' of {breakdown} in {period}")
        return str(found[0])

    def _crosswalk(self, column: str) -> dict[str, list[tuple[str, float]]]:
        # A council that only changed its code has two rows with one number: count it once.
        rows = self.table("la_crosswalk").drop_duplicates([column, "code_2023"])
        found: dict[str, list[tuple[str, float]]] = {}
        for row in rows.itertuples():
            found.setdefault(getattr(row, column), []).append((row.code_2023, float(row.share_of_children)))
        return found


def _successors(successors: dict[str, list[tuple[str, float]]], row: Any) -> list[tuple[str, float]]:
    """Authorities of 2023 for a row of the panel."""
    if row.la_number not in successors:
        raise KeyError(f"la_crosswalk.csv: no authority has the number {row.la_number} ({row.area} in la_panel.csv)")
    return successors[row.la_number]
