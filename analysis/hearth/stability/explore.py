"""Tables with the columns of the Department's open data (Explore Education Statistics), to be stacked under its files.

Source of the columns and symbols: Department for Education, "Explore education statistics: how to create open data".
"""

from __future__ import annotations

import pandas as pd

from . import areas
from . import breakdowns as by
from .suppression import HIDDEN

#: Where and when, in the Department's order; filters and indicators follow.
TIME_AND_PLACE = (
    "time_period", "time_identifier", "geographic_level", "country_code", "country_name", "region_code", "region_name",
    "new_la_code", "old_la_code", "la_name",
)
FILTERS = ("scenario", "breakdown_topic", "breakdown")
NATIONAL, REGIONAL, LOCAL = "National", "Regional", "Local authority"
COUNTRY = ("E92000001", areas.ENGLAND)
TOTAL = "Total"
#: What stands for a figure that is not there: no sense in one (nobody to take a share of), or not known.
NOT_APPLICABLE, NOT_AVAILABLE = "z", "x"


def open_data(table: pd.DataFrame, whose: str) -> tuple[pd.DataFrame, int]:
    """A tidy table as open data, a row for each area, year and group, a column for each measure; and groups left out.

    whose: what the record is of (`Care.whose`). Groups of areas that are no country, region or authority have no
           geographic level, and are left out; so are intervals.
    """
    index = ["scenario", "year", "breakdown", "group"]
    cells = table.assign(value=_symbols(table)).pivot(index=index, columns="measure", values="value")
    order = pd.MultiIndex.from_frame(table[index].drop_duplicates())
    cells = cells.loc[order, list(dict.fromkeys(table["measure"]))]
    rows, kept = [], []
    for position, (scenario, year, breakdown, group) in enumerate(cells.index):
        is_area = breakdown in ("la", "region")
        place = _place(group if is_area else whose)
        if place is None:
            continue
        topic, name = (TOTAL, TOTAL) if is_area or breakdown == "total" else (by.BREAKDOWNS[breakdown], group)
        rows.append((year, "Reporting year", *place, scenario, topic, name.replace("_", " ")))
        kept.append(position)
    about = pd.DataFrame(rows, columns=[*TIME_AND_PLACE, *FILTERS])
    out = pd.concat([about, cells.iloc[kept].reset_index(drop=True)], axis=1)
    if (out["scenario"] == "").all():
        out = out.drop(columns="scenario")
    where = [name for name in (*TIME_AND_PLACE, *FILTERS) if name in out]
    return out.drop_duplicates(where, ignore_index=True), len(cells) - len(kept)  # an authority alone is also the whole


def _symbols(table: pd.DataFrame) -> pd.Series:
    """The figures as text: ten digits at most, a symbol where there is none."""
    unknown = table["lowest"].notna() if "lowest" in table else pd.Series(False, index=table.index)
    symbols = unknown.map({True: NOT_AVAILABLE, False: NOT_APPLICABLE})
    texts = table["value"].map(lambda value: value if value == HIDDEN else f"{value:.10g}")
    return texts.where(table["value"].notna(), symbols)


def _place(name: str) -> tuple[str, ...] | None:
    """Level, country, region and authority of an area by its name; None if it is none of the three."""
    if name == areas.ENGLAND:
        return NATIONAL, *COUNTRY, "", "", "", "", ""
    table = areas.known_areas()
    authority = table[table["la_name"] == name]
    if len(authority):
        row = authority.iloc[0]
        return LOCAL, *COUNTRY, row.region_code, row.region, row.la_code, row.la_number, row.la_name
    region = table[table["region"] == name]
    return (REGIONAL, *COUNTRY, region.iloc[0].region_code, name, "", "", "") if len(region) else None
