"""The figure of money: what each kind of spending changes by, and how much of it is another price."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from ..estimates import COVERAGE
from ..present import style
from ..present.figure import Figure, new_page
from .captions import EDGES, area_of, chunks, colours_of, means, source
from .comparison import Comparison
from .screen import has_another_price, price_note
from .text import MILLION

KINDS = {
    "policy": "the policy",
    "fostering": "foster placements",
    "residential_nights": "residential: nights and places",
    "residential_price": "residential: another price",
    "other_placements": "other placements",
    "other_services": "other services",
    "net": "net",
    "net_at_same_prices": "net without another price",
}
MOST_SCENARIOS = 8  # whose bars fit on a page


def money(comparison: Comparison, figures: pd.DataFrame, file: Path) -> list[Path]:
    """Bars for each kind of spending; a page for every few scenarios."""
    rows = figures[figures["table"] == "money"]
    written = []
    for number, scenarios in enumerate(chunks(list(dict.fromkeys(rows["scenario"])), MOST_SCENARIOS)):
        written += _page(comparison, rows[rows["scenario"].isin(scenarios)], scenarios,
                         file if number == 0 else file.with_name(f"{file.name}_{number + 1}"))
    return written


def _page(comparison: Comparison, rows: pd.DataFrame, scenarios: list[str], file: Path) -> list[Path]:
    kinds = _kinds_that_matter(rows)
    page, (axes,) = new_page(0.9 + len(kinds) * (0.16 + 0.17 * len(scenarios)))
    colours = colours_of(comparison)
    for place, scenario in enumerate(scenarios):
        of_kind = rows[rows["scenario"] == scenario].set_index("measure").loc[list(kinds)]
        value, low, high = (of_kind[name].to_numpy() / MILLION for name in EDGES)
        where = style.lying_bars(axes, value, place, len(scenarios), colours[scenario], scenario)
        axes.errorbar(value, where, xerr=(value - low, high - value), fmt="none", ecolor=style.BLACK, elinewidth=1,
                      capsize=2)
    style.named_rows(axes, list(kinds.values()))
    axes.set_xlabel("GBP million since the start; below zero: saved")
    if len(scenarios) > 1:
        axes.legend(loc="center left", bbox_to_anchor=(1.01, 0.5))
    return Figure(
        page, f"Spending, {area_of(rows)}" + (f": {scenarios[0]}" if len(scenarios) == 1 else ""),
        [f"Scenario less baseline, in pounds of each year, not discounted; {means(comparison)}; bars: {COVERAGE:.0%} "
         "interval.", *_notes(comparison, rows, scenarios), source(comparison)],
    ).write(file)


def _kinds_that_matter(rows: pd.DataFrame) -> dict[str, str]:
    """Without another price where there is none, as both nets are then one."""
    if has_another_price(rows):
        return KINDS
    return {name: label for name, label in KINDS.items() if name not in ("residential_price", "net_at_same_prices")}


def _notes(comparison: Comparison, rows: pd.DataFrame, scenarios: list[str]) -> list[str]:
    """What is said of prices: once, if it is the same of all scenarios."""
    notes = {scenario: price_note(comparison, rows[rows["scenario"] == scenario]) for scenario in scenarios}
    same = set(notes.values())
    return list(same) if len(same) == 1 else [f"{scenario}: {note}" for scenario, note in notes.items()]
