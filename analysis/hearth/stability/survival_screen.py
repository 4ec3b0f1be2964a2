"""The survival tables as text: how long placements last, how they end, and what goes with moves asked for."""

from __future__ import annotations

import pandas as pd

from ..present.table import Table, underlined, wrapped
from ..present.words import NO_VALUE, number, words
from .screen import WIDTH

TITLE = "Survival"
DEFINITION = (
    "How long placements last: median in days with its 95% interval, and % still going on after so long (Kaplan-Meier; "
    "placements that began before the first day count from their age then, open ones until the last day). Then % that "
    "had ended in each way, as competing risks (Aalen-Johansen; half the interval in brackets): asked for or forced, "
    "moved on (any other move), left care. Intervals are of chance in one country; of several replicates the first is "
    "shown."
)
HAZARD = (
    "What goes with moves asked for or forced: ratio of the monthly hazard to that of the reference group, all else in "
    "the table equal, with its 95% interval (discrete-time regression, complementary log-log, clustered by child)."
)
#: Headings of the horizons and of the ends.
SHORT = {"30 days": "30 d", "92 days": "92 d", "183 days": "183 d", "1 year": "1 y", "2 years": "2 y", "5 years": "5 y"}
ENDED = {"asked_or_forced": "asked for", "other_move": "moved on", "exit": "left care"}
HEADINGS = {"all": "", "kind": "Placement", "age_band": "Age when it began", "provider": "Provider"}
COVARIATES = {
    "month": "Month of the placement",
    "kind": "Placement",
    "age_band": "Age when it began",
    "need": "Category of need (CIN)",
    "uasc": "Unaccompanied asylum-seeking child",
    "sex": "Sex",
    "provider": "Provider",
    "placement_number": "Number of the placement",
    "time_in_care": "Time in care when it began",
}


def text_of(tables: dict[str, pd.DataFrame]) -> str:
    """The tables of `hearth.survival.tables`, one section; empty if there are too few placements."""
    if tables["placement_medians"].empty:
        return ""
    lines = [*underlined(TITLE), wrapped(DEFINITION, WIDTH), ""]
    lines += [*_durations(tables["placement_medians"], tables["placement_survival"]), ""]
    left_out = tables["placement_medians"].attrs["left_out"]
    lines += [f"{left_out:,} placements left out: begun on an unknown day, or without a day in view.", ""]
    lines += [*_ends(tables["cumulative_incidence"]), ""]
    lines += [*_hazard(tables["asked_or_forced_hazard"]), ""]
    return "\n".join(lines)


def _durations(medians: pd.DataFrame, shares: pd.DataFrame) -> list[str]:
    horizons = list(dict.fromkeys(shares["after"]))
    after = shares.set_index(["by", "group", "after"])["survival"]
    body = []
    for row in medians.to_dict("records"):
        limits = f"{number(row['low'], 0)} to {number(row['high'], 0)}"
        still = [number(100 * after[(row["by"], row["group"], horizon)], 1) for horizon in horizons]
        body.append([_group(row), f"{row['placements']:,}", number(row["median_days"], 0), limits, *still])
    headings = ["", "placements", "median, d", "95%", *(f"{SHORT[horizon]}, %" for horizon in horizons)]
    return _parted(Table.of(headings, body), medians)


def _ends(incidence: pd.DataFrame) -> list[str]:
    columns = list(dict.fromkeys(zip(incidence["end"], incidence["after"])))
    cells = incidence.set_index(["by", "group", "end", "after"])
    groups = incidence[["by", "group"]].drop_duplicates()
    body = []
    for row in groups.to_dict("records"):
        found = (cells.loc[(row["by"], row["group"], *column)] for column in columns)
        body.append([_group(row), *(_with_limits(cell["incidence"], cell["low"], cell["high"]) for cell in found)])
    return _parted(Table.of(["", *(f"{ENDED[end]}, {SHORT[after]}" for end, after in columns)], body), groups)


def _hazard(model: pd.DataFrame) -> list[str]:
    lines = [wrapped(HAZARD, WIDTH), ""]
    if model.empty:
        return [*lines, f"No model: {model.attrs.get('why', 'nothing to fit')}."]
    body = []
    for name, rows in model.groupby("covariate", sort=False):
        body.append([COVARIATES[str(name)], "", "", "", ""])
        body += [_ratio(row) for row in rows.to_dict("records")]
    about = model.attrs
    lines += Table.of(["", "months", "moves", "ratio", "95%"], body).lines()
    told = (
        f"{about['asked_or_forced']:,} moves asked for or forced in {about['months']:,} months of "
        f"{about['placements']:,} placements of {about['children']:,} children; "
        f"{about['left_out']:,} placements left out: as above, without a whole month in view, or "
        "begun after an unknown time in care."
        f"{' ' + about['why'] + '.' if 'why' in about else ''}"
    )
    return [*lines, "", wrapped(told, WIDTH)]


def _ratio(row: dict) -> list[str]:
    counts = [f"  {words(row['level'])}", f"{row['months']:,}", f"{row['asked_or_forced']:,}"]
    if row["note"]:
        return [*counts, number(row["ratio"], 2), row["note"]]
    return [*counts, number(row["ratio"], 2), f"{number(row['low'], 2)} to {number(row['high'], 2)}"]


def _parted(table: Table, groups: pd.DataFrame) -> list[str]:
    """The lines of the table with a heading before the first of each kind of group."""
    heading, *lines = table.lines()
    parted, last = [heading], ""
    for line, by in zip(lines, groups["by"]):
        if by != last and HEADINGS[by]:
            parted.append(HEADINGS[by])
        parted.append(line)
        last = by
    return parted


def _group(row: dict) -> str:
    return "all placements" if row["by"] == "all" else f"  {words(row['group'])}"


def _with_limits(value: float, low: float, high: float) -> str:
    """With the wider half of its interval, which is all but even."""
    return NO_VALUE if pd.isna(value) else f"{number(100 * value, 1)} ({number(100 * max(high - value, value - low), 1)})"
