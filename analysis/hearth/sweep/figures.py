"""Figures of the indices, as PNG and SVG: a bar for each, with its interval, the largest first."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from ..estimates import COVERAGE
from ..present import style
from ..present.figure import Figure, drawing, new_page
from ..present.words import counted
from .plan import MORRIS, SALTELLI, Plan
from .screen import base_of, ranked, shortened
from .tables import MU_STAR, NOISE_SHARE, PRCC, SAME_EVERYWHERE, SIGMA, SRC, ST, S

BARS = {
    SALTELLI: {S: "S, alone", ST: "ST, with interactions"},
    MORRIS: {MU_STAR: "mu*, mean size", SIGMA: "sigma, spread"},
}
OF_REGRESSION = {PRCC: "PRCC, ranks", SRC: "SRC, linear"}
ACROSS = {
    SALTELLI: "share of the variance",
    MORRIS: "effect of the whole range of the parameter, in the unit of the output",
}
ACROSS_REGRESSION = "PRCC: correlation of ranks; SRC: slope in standard deviations;\nthe other parameters held in both"
MOST, NAME, TITLE = 30, 40, 70  # parameters; letters of a name and of a title


def draw(plan: Plan, figures: pd.DataFrame, folder: Path) -> list[Path]:
    """Writes a figure for each output in each scenario into `folder`, made if need be; returns the files."""
    written: list[Path] = []
    with drawing(folder):
        for place, (_, rows) in enumerate(figures.groupby(["output", "scenario"], sort=False)):
            if not rows["note"].eq(SAME_EVERYWHERE).any():
                written += indices(plan, rows, folder / _file(rows, place))
    return written


def indices(plan: Plan, rows: pd.DataFrame, file: Path) -> list[Path]:
    """S and ST, mu* and sigma, or PRCC and SRC, of the parameters that have most."""
    bars = BARS.get(plan.design, OF_REGRESSION)
    shown = ranked(rows)[:MOST]
    page, (axes,) = new_page(0.8 + 0.4 * len(shown))
    for place, (index, label) in enumerate(bars.items()):
        of_index = rows[rows["index"] == index].set_index("parameter").loc[shown]
        value, low, high = (of_index[name].to_numpy() for name in ("value", "low", "high"))
        where = style.lying_bars(axes, value, place, len(bars), style.PALETTE[place], label)
        axes.hlines(where, low, high, color=style.BLACK, linewidth=1)
    style.named_rows(axes, [shortened(name, NAME) for name in shown])
    axes.set_xlabel(ACROSS.get(plan.design, ACROSS_REGRESSION))
    title = shortened(f"{rows['output'].iloc[0]}, {rows['scenario'].iloc[0]}", TITLE)
    return Figure(page, title, _caption(plan, rows, len(shown)), axes.get_legend_handles_labels()).write(file)


def _caption(plan: Plan, rows: pd.DataFrame, shown: int) -> list[str]:
    base = base_of(plan)
    share = rows.loc[rows["index"] == NOISE_SHARE, "value"]
    noise = "" if share.empty else f" Replicate noise, {share.iloc[0]:.1%} of the variance, is not taken out."
    more = f" The first {shown} of {len(plan.names)} parameters." if shown < len(plan.names) else ""
    return [f"Lines: {COVERAGE:.0%} interval, bootstrap over {base}. {plan.design.capitalize()} design, "
            f"{plan.base_points:,} {base}, {counted(plan.replicates, 'replicate')}.{noise}{more}",
            f"Source: Hearth sweep {plan.folder.resolve().name}."]


def _file(rows: pd.DataFrame, place: int) -> str:
    """A name for each figure: numbered, as outputs may differ in letters that no file may have."""
    return f"indices_{place + 1}_" + re.sub(r"\W+", "_", f"{rows['output'].iloc[0]}_{rows['scenario'].iloc[0]}")[:80]
