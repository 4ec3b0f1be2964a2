"""Figures of the yearly tables: how many placements, with whom, why they change and how long they had lasted."""

from __future__ import annotations

from pathlib import Path
from typing import Iterable

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from ..present import style
from ..present.figure import Figure, new_page
from ..present.style import END_COLOURS
from ..present.words import END_WORDS, KINDS, number, words
from .figure_data import Shown, definition, gap, not_known, of_breakdown, of_measure, span
from .flows import DURATIONS, REASONS
from .spells import ASKED_OR_FORCED
from .tables import PLACEMENT_COUNTS

#: Groups of fewer children than this, on average over the years, would be lines of chance.
FEWEST_CHILDREN = 10
#: Of fewer children than this a share is known so roughly that its point is hollow.
FEW_CHILDREN = 50
Z = 1.959963984540054
CHANCE = "upright lines: 95% interval of chance (Wilson)"
REASON_WORDS = {
    "care_plan": "care plan",
    "carer_behaviour": "carer asks: the child's behaviour",
    "carer_other": "carer asks: other",
    "child": "child asks",
    "authority": "authority asks",
    "standards": "standards of care",
    "allegation": "allegation",
    "approval_removed": "approval removed",
    "closure": "resignation or closure",
    "custody": "custody",
    "other": "other",
    "not_given": "not given",
}


def placements_by_year(shown: Shown, file: Path) -> list[Path]:
    """One, two, three or more placements in the year: shares of the children of each 31 March."""
    table = of_breakdown(shown.placements_in_year, "total")
    if table.empty:
        return []
    page, (axes,) = new_page(3.0)
    years, below = sorted(set(table.year)), 0.0
    shares = table.assign(is_share=table.measure.isin([f"{part}_percent" for part in PLACEMENT_COUNTS]))
    of_year = shares[shares.is_share].groupby("year")
    whole, hidden = of_year.value.count().to_numpy() == len(PLACEMENT_COUNTS), of_year.hidden.any().to_numpy()
    unsure = ~whole & ~hidden & (of_year.lowest.count().to_numpy() > 0)
    if not whole.any():
        return []
    parts = (("one", "one placement", style.SKY, style.BLACK), ("two", "two", style.BLUE, "white"),
             ("three_or_more", "three or more", style.VERMILLION, "white"))
    for part, label, colour, ink in parts:
        share = of_measure(table, f"{part}_percent").value.to_numpy()
        share = np.where(whole, share, 0)
        bars = axes.bar(years, share, 0.62, below, color=colour, label=label)
        axes.bar_label(bars, [f"{value:.1f}%" if value >= 4 else "" for value in share], label_type="center", color=ink)
        below = below + share
    _mark_gaps(axes, np.array(years)[~whole], hidden[~whole])
    _year_axis(axes, years)
    style.percent_axis(axes, 100)
    axes.grid(False)
    children = of_measure(table, "children").value
    return Figure(
        page, shown.titled("Placements in the year, children looked after on 31 March"),
        [f"n: {span(children, 'children')} a year. {definition('placements_in_year')} "
         f"{shown.means(bars=False)}{not_known(np.array(years)[unsure])}", shown.hides(), shown.source],
        axes.get_legend_handles_labels(),
    ).write(file)


def three_or_more_by_group(shown: Shown, file: Path) -> list[Path]:
    """Three or more placements in the year, by age and by time in care."""
    tables = [
        with_chance(_large_groups(of_breakdown(shown.placements_in_year, by)), "three_or_more", "children")
        for by in ("age", "years_in_care")
    ]
    if any(of_measure(table, "three_or_more_percent").value.isna().all() for table in tables):
        return []
    top = np.nanmax([of_measure(table, "three_or_more_percent")[["value", "high"]].max().max() for table in tables])
    page, panels = new_page(3.9, 1, 2, sharey=True)
    for axes, table, title in zip(panels, tables, ("By age", "By time in care")):
        _lines(axes, table, "three_or_more_percent")
        axes.set_title(title)
        axes.legend(ncols=2, loc="upper left", bbox_to_anchor=(-0.02, -0.14), columnspacing=1.2, handlelength=1.6)
        style.percent_axis(axes, min(1.05 * top, 100))
    everyone = of_measure(of_breakdown(shown.placements_in_year, "total"), "children")
    return Figure(
        page, shown.titled("Three or more placements in the year"),
        [f"n: {span(everyone.value, 'children')} a year; groups of at least {FEWEST_CHILDREN}, hollow points: fewer "
         f"than {FEW_CHILDREN}{_whose_chance(shown)}. {definition('placements_in_year')} {shown.means()}"
         f"{_other_gaps(shown, tables)}", shown.hides(), shown.source],
    ).write(file)


def same_carer_by_year(shown: Shown, file: Path) -> list[Path]:
    """Long-term children under 16 with the same carer for two years; a gap where that is not known."""
    table = with_chance(shown.values("same_carer", ["total"], shown.care.years), "same_carer", "children")
    every_year = of_measure(table, "same_carer_percent")
    share = every_year.dropna(subset=["value"])
    if share.empty:
        return []
    gaps = every_year[every_year.value.isna() & (every_year.hidden | every_year.lowest.notna())]
    years = sorted({*share.year, *gaps.year})
    page, (axes,) = new_page(2.7)
    bars = axes.bar(share.year, share.value, 0.62, color=style.BLUE)
    _whiskers(axes, share.year, share, style.BLACK)
    axes.bar_label(bars, [f"{value:.1f}%" for value in share.value], label_type="center", color="white")
    _mark_gaps(axes, gaps.year, gaps.hidden)
    _year_axis(axes, years)
    style.percent_axis(axes, 100)
    children = of_measure(table, "children").value
    return Figure(
        page, shown.titled("The same carer for two years"),
        [f"n: {span(children, 'children')}{_whose_chance(shown)}. {definition('same_carer')} {shown.means()}"
         f"{not_known(gaps.year[~gaps.hidden])}", shown.hides(), shown.source],
    ).write(file)


def reasons_for_change(shown: Shown, file: Path) -> list[Path]:
    """Moves of the last year by reason."""
    table = shown.values("moves", ["total"], shown.last_year)
    moves = of_measure(table, "moves").value.sum(min_count=1)
    if not moves > 0:  # none, hidden or not known
        return []
    reasons = (*REASONS.values(), "not_given")
    row = {reason: of_measure(table, f"{reason}_percent").iloc[0] for reason in reasons}
    share = {reason: row[reason].value for reason in reasons}
    share = {reason: value for reason, value in sorted(share.items(), key=_gaps_first) if not value <= 0}
    code = {word: f" ({name})" for name, word in REASONS.items()}
    page, (axes,) = new_page(0.5 + 0.27 * len(share))
    names, widths = [REASON_WORDS[reason] + code.get(reason, "") for reason in share], list(share.values())
    bars = axes.barh(names, np.nan_to_num(widths), 0.7,
                     color=[_reason_colour(reason) for reason in share])
    labels = [gap(row[reason].hidden) if np.isnan(value) else f"{value:.1f}%" for reason, value in share.items()]
    axes.bar_label(bars, labels, padding=3)
    unsure = [REASON_WORDS[reason] for reason, value in share.items() if np.isnan(value) and not row[reason].hidden]
    axes.set_xlim(0, 1.1 * np.nanmax([*share.values(), 1]))
    axes.xaxis.set_visible(False)
    axes.spines[["bottom", "left"]].set_visible(False)
    axes.tick_params(length=0)
    ends = ("asked_or_forced", "other_move")
    legend = [Patch(color=END_COLOURS[end]) for end in ends], [END_WORDS[end] for end in ends]
    return Figure(
        page, shown.titled("Why placements change"),
        [f"n: {number(moves, 0)} moves in the year to 31 March {table.year.max()}. Reasons for a move from one "
         "placement to another (REASON_PLACE_CHANGE); changes of a placement's status only (PLACE) are no move."
         f"{not_known(unsure)}",
         shown.hides(), shown.source],
        legend,
    ).write(file)


def durations(shown: Shown, file: Path) -> list[Path]:
    """How long the placements had lasted that ended in the last year, by kind."""
    table = shown.values("placements_ended", ["total", "placement"], shown.last_year)
    ended, ended_hidden = (of_measure(table, "placements").set_index("group")[name] for name in ("value", "hidden"))
    kinds = [kind for kind in ("all", *KINDS) if not ended.get(kind, 0) <= 0][::-1]
    if np.isnan(ended.get("all", np.nan)) or not kinds:
        return []
    page, (axes,) = new_page(0.9 + 0.32 * len(kinds))
    of_band = [of_measure(table, f"{band}_percent").set_index("group").reindex(kinds) for band in DURATIONS]
    shares = np.stack([band.value.to_numpy() for band in of_band])
    hidden = np.any([band.hidden.eq(True).to_numpy() for band in of_band], axis=0)
    whole = ~np.isnan(shares).any(axis=0)
    if not whole.any():
        return []
    shades = matplotlib.colormaps["cividis"](np.linspace(0.98, 0.02, len(DURATIONS)))
    left = np.zeros(len(kinds))
    for band, shade, share in zip(DURATIONS, shades, np.where(whole, shares, 0)):
        bars = axes.barh(range(len(kinds)), share, 0.74, left, color=shade, label=_band(band))
        ink = "black" if np.mean(shade[:3]) > 0.45 else "white"
        numbers = [f"{value:.0f}" if value >= 3.5 else "" for value in share]
        axes.bar_label(bars, numbers, label_type="center", color=ink, fontsize=8)
        left += share
    for place in np.flatnonzero(~whole):
        axes.text(1, place, gap(hidden[place]), va="center")
    names = ["all placements" if kind == "all" else words(kind) for kind in kinds]
    of_kind = [gap(ended_hidden[kind]) if np.isnan(ended[kind]) else number(ended[kind], 0) for kind in kinds]
    axes.set_yticks(range(len(kinds)), [f"{name} ({ended})" for name, ended in zip(names, of_kind)])
    axes.set_xlim(0, 100)
    axes.xaxis.set_visible(False)
    axes.spines[["bottom", "left"]].set_visible(False)
    axes.tick_params(length=0)
    axes.legend(ncols=4, loc="lower right", bbox_to_anchor=(1.0, 1.0), handlelength=1.0, columnspacing=1.2)
    return Figure(
        page, shown.titled("How long placements had lasted when they ended"),
        [f"n: {number(ended['all'], 0)} placements that ended in the year to 31 March {table.year.max()}, of "
         f"each kind in brackets. Shares in %. {definition('placements_ended')}"
         f"{not_known(name for name, is_so in zip(names, ~whole & ~hidden) if is_so)}",
         shown.hides(), shown.source],
    ).write(file)


def with_chance(table: pd.DataFrame, part: str, whole: str) -> pd.DataFrame:
    """The table with the 95% interval of chance around the share of a part, where it is of one replicate (Wilson 1927).

    A share of few children moves about by chance alone; `few` marks those of fewer than FEW_CHILDREN.
    """
    index = ["year", "group"]
    n = of_measure(table, whole).set_index(index).value
    share = table[table.measure == f"{part}_percent"].set_index(index)
    p, n = share.value / 100, n.reindex(share.index)
    middle, half = p + Z**2 / (2 * n), Z * np.sqrt(p * (1 - p) / n + Z**2 / (4 * n**2))
    alone = share.low.isna().to_numpy()
    out = table.assign(few=False)
    rows = out.measure == f"{part}_percent"
    for column, value in (("low", middle - half), ("high", middle + half)):
        out.loc[rows, column] = np.where(alone, 100 * value / (1 + Z**2 / n), share[column])
    out.loc[rows, "few"] = (n < FEW_CHILDREN).to_numpy()
    return out


def _whose_chance(shown: Shown) -> str:
    return f"; {CHANCE}" if shown.replicates < 2 else ""


def _gaps_first(pair: tuple[str, float]) -> tuple[bool, float]:
    """Smallest first, and those without a value before them."""
    return not np.isnan(pair[1]), np.nan_to_num(pair[1])


def _mark_gaps(axes: Axes, years: Iterable[int], hidden: Iterable[bool]) -> None:
    """A sign in place of each bar that has no value."""
    for year, is_hidden in zip(years, hidden):
        axes.text(year, 2, gap(is_hidden), ha="center", va="bottom")


def _other_gaps(shown: Shown, tables: list[pd.DataFrame]) -> str:
    """What is said of gaps in lines that nobody hides, where others are hidden."""
    shares = pd.concat([of_measure(table, "three_or_more_percent") for table in tables])
    are_some = shown.hidden is not None and (shares.value.isna() & shares.lowest.notna() & ~shares.hidden).any()
    return " Some gaps: not known from the returns at hand." if are_some else ""


def _large_groups(table: pd.DataFrame) -> pd.DataFrame:
    mean = of_measure(table, "children").groupby("group").value.mean()
    return table[table.group.isin(mean.index[mean >= FEWEST_CHILDREN])]


def _lines(axes: Axes, table: pd.DataFrame, measure: str) -> None:
    """A line with markers for each group, a little beside one another, so that their whiskers can be told apart."""
    shown = of_measure(table, measure)
    groups = list(dict.fromkeys(shown.group))
    for place, group in enumerate(groups):
        own = shown[shown.group == group]
        at = own.year + 0.06 * (place - (len(groups) - 1) / 2)
        colour, marker = style.PALETTE[place], style.MARKERS[place]
        axes.plot(at, own.value, color=colour, marker=marker, markersize=4.5, label=words(group))
        few = own.few.to_numpy(dtype=bool)
        axes.plot(at[few], own.value[few], linestyle="", color=colour, marker=marker, markersize=4.5,
                  markerfacecolor="white")
        _whiskers(axes, at, own, style.PALETTE[place])
    years = sorted(set(shown.year))
    axes.set_xticks(years)
    axes.set_xlim(years[0] - 0.4, years[-1] + 0.4)


def _year_axis(axes: Axes, years: list[int]) -> None:
    """A tick for each year, and room for four at least: one bar is not to fill the page."""
    axes.set_xticks(years)
    axes.set_xlim(years[0] - 0.6, max(years[-1], years[0] + 3) + 0.6)


def _whiskers(axes: Axes, at: pd.Series, share: pd.DataFrame, colour: str) -> None:
    """The intervals: of the mean over replicates, or of chance. A share without a value has none."""
    known = share.low.notna()
    axes.vlines(at[known], share.low[known], share.high[known], color=colour, linewidth=0.9)


def _reason_colour(reason: str) -> str:
    code = next((code for code, word in REASONS.items() if word == reason), "")
    return END_COLOURS["asked_or_forced" if code in ASKED_OR_FORCED else "other_move"]


def _band(band: str) -> str:
    return words(band).removeprefix("from ")
