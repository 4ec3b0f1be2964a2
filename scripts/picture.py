"""Draws the picture of the README: children looked after in England, model against published figures.

usage: PYTHONPATH=analysis /usr/bin/python3 scripts/picture.py RESULTS.h5 docs/images/looked_after.svg

RESULTS.h5 is a run of england_2019, some replicates.
"""

from __future__ import annotations

import sys
from pathlib import Path

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt
import pandas as pd

import hearth

TARGETS = Path(__file__).resolve().parents[1] / "configs" / "targets"
MODEL, PUBLISHED, HELD_OUT = "#0072b2", "#000000", "#d55e00"  # colour-blind safe (Okabe and Ito)


def published(file: str) -> pd.Series:
    """Children looked after in England on 31 March, by year."""
    table = pd.read_csv(TARGETS / file, keep_default_na=False)
    is_total = (table.measure == "looked_after") & (table.area == "England") & (table.breakdown == "")
    chosen = table[is_total]
    dates = pd.to_datetime(chosen.year.astype(str) + "-03-31")
    return pd.Series(chosen.value.astype(float).to_numpy(), index=dates)


def main() -> None:
    results = hearth.open(sys.argv[1])
    stock = results.panel.looked_after.isel(scenario=0, area=-1)
    low, middle, high = (stock.quantile(q, "replicate") / 1000 for q in (0.05, 0.5, 0.95))

    plt.rcParams.update({"svg.hashsalt": "hearth", "font.size": 11, "svg.fonttype": "none"})
    figure, axes = plt.subplots(figsize=(8, 4.2))
    axes.fill_between(stock.month, low, high, color=MODEL, alpha=0.25, linewidth=0)
    replicates = stock.sizes["replicate"]
    axes.plot(stock.month, middle, color=MODEL, label=f"model, {replicates} replicate{'s' * (replicates != 1)}")
    for file, colour, label in (("fit.csv", PUBLISHED, "published"), ("backtest.csv", HELD_OUT, "published, held out")):
        series = published(file) / 1000
        axes.plot(series.index, series, "o", color=colour, label=label)
    axes.set_ylabel("children, thousand")
    axes.set_ylim(70, None)
    axes.grid(axis="y", alpha=0.3)
    axes.set_title("Children looked after in England", loc="left")
    axes.legend(frameon=False, loc="lower right")
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    figure.tight_layout()
    figure.savefig(sys.argv[2], metadata={"Date": None})


if __name__ == "__main__":
    main()
