"""Published figures on foster carers, made from the monthly measures: stocks of 31 March, flows of the year to it.

Published approvals and leavers are those of agencies: a household that changes its agency is approved by one and leaves
another. The model counts such transfers apart, so they are added to both here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Callable

import numpy as np

from .published_figures import TargetsError

if TYPE_CHECKING:
    from .results import Results


class AreaCounts:
    """Monthly measures of one area, first scenario; one value per replicate."""

    def __init__(self, results: Results, area_row: int) -> None:
        self._panel, self._path, self._row = results.panel, results.path, area_row

    def stock(self, measure: str, year: int) -> np.ndarray:
        """On 31 March. The eve of a run has no month in its file: the end of its first month stands for it."""
        months = self._panel.month.values
        month = np.datetime64(f"{year}-03-31")
        if months[0] == np.datetime64(f"{year}-04-30"):
            month = months[0]
        if month not in months:
            raise TargetsError(f"{measure} has no value on 31 March {year} in {self._path}")
        return self._measure(measure).sel(month=month).values.astype(float)

    def flow(self, measure: str, year: int) -> np.ndarray:
        """In the reporting year, all twelve months of it."""
        months = self._measure(measure).sel(month=slice(f"{year - 1}-04-01", f"{year}-03-31"))
        if months.sizes["month"] != 12:
            raise TargetsError(f"{measure} has no value for the year to March {year} in {self._path}")
        return months.values.astype(float).sum(axis=months.dims.index("month"))

    def _measure(self, measure: str):
        if measure not in self._panel:
            raise TargetsError(f"{self._path}: has no measure {measure}. Was it made by an older program?")
        return self._panel[measure].isel(scenario=0, area=self._row)


def percent(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """NaN where there is nothing to be a part of."""
    return np.divide(100 * part, whole, out=np.full_like(part, np.nan), where=whole != 0)


def approvals(of: AreaCounts, year: int) -> np.ndarray:
    """Households approved in the year and still fostering at its end, and those that came from another agency."""
    return of.stock("foster_approvals_active", year) + of.flow("foster_transfers", year)


def leavers(of: AreaCounts, year: int) -> np.ndarray:
    """Households that stopped fostering in the year, and those that went to another agency."""
    return of.flow("foster_leavers", year) + of.flow("foster_transfers", year)


#: (measure, breakdown), as the published record names them -> the model's figure in a year.
SUPPLY_FIGURES: dict[tuple[str, str], Callable[[AreaCounts, int], np.ndarray]] = {
    ("foster_households", ""): lambda of, year: of.stock("foster_households", year),
    ("foster_households", "agency=independent"): lambda of, year: of.stock("foster_households_independent", year),
    ("foster_households", "agency=in_house"): lambda of, year: (
        of.stock("foster_households", year) - of.stock("foster_households_independent", year)),
    ("foster_households_independent_percent", ""): lambda of, year: percent(
        of.stock("foster_households_independent", year), of.stock("foster_households", year)),
    ("foster_places", ""): lambda of, year: of.stock("foster_places", year),
    ("foster_places_filled", ""): lambda of, year: of.stock("foster_places_filled", year),
    ("foster_places_vacant", ""): lambda of, year: of.stock("foster_places_vacant", year),
    ("enquiries", ""): lambda of, year: of.flow("enquiries", year),
    ("enquiries", "agency=independent"): lambda of, year: of.flow("enquiries_independent", year),
    ("enquiries", "agency=in_house"): lambda of, year: of.flow("enquiries", year) - of.flow("enquiries_independent", year),
    ("applications", ""): lambda of, year: of.flow("foster_applications", year),
    ("applications", "agency=independent"): lambda of, year: of.flow("foster_applications_independent", year),
    ("applications", "agency=in_house"): lambda of, year: (
        of.flow("foster_applications", year) - of.flow("foster_applications_independent", year)),
    ("foster_approvals", ""): approvals,
    ("foster_leavers", ""): leavers,
    ("foster_leavers_percent", ""): lambda of, year: percent(leavers(of, year), of.stock("foster_households", year - 1)),
}
