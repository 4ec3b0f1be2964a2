"""The indices as text, in at most 100 columns: what they rest on first, no index without its interval."""

from __future__ import annotations

import math
from typing import Iterator, Mapping

import pandas as pd

from ..estimates import COVERAGE
from ..present.table import Table, underlined, wrapped
from ..present.words import counted, number, sentence
from .bootstrap import RESAMPLES
from .plan import MORRIS, SALTELLI, Plan
from .replicates import WARN_ABOVE
from .tables import (
    MU, MU_STAR, NOISE_SHARE, OF_OUTPUT, PRCC, R2, S2, S2_NOISELESS, SAME_EVERYWHERE, SIGMA, SLOPE, SPEARMAN, SRC, ST,
    ST_NOISELESS, S, S_NOISELESS,
)

#: Letters shown of a parameter, its last; of an output with its scenario.
NAME, TITLE = 36, 100
INTERVAL = f"{COVERAGE:.0%} interval"
METHODS = {
    SALTELLI: "S: share of the variance that a parameter explains alone (Saltelli et al. 2010); ST: with all its "
              "interactions (Jansen 1999). Both of the mean over a point's replicates.",
    MORRIS: "Effects of the whole range of a parameter, on the mean over a point's replicates: mu their mean (Morris "
            "1991), mu* the mean of their size (Campolongo et al. 2007), sigma their spread, above zero if the output "
            "is curved or parameters interact.",
}
OF_REGRESSION = (
    "Linear regression of the mean over a point's replicates on all parameters: slope is what the whole range of one "
    "adds, the others held; SRC the same in standard deviations. PRCC and Spearman: correlation of ranks, the other "
    "parameters held and not, for effects that are not straight.")
LOW_R2 = 0.7
PAIRS_SHOWN = 10
#: What is shown of an output, one block below the other: index -> heading.
BLOCKS: Mapping[str, Mapping[str, str]] = {
    "": {S: "S", ST: "ST"},
    "Without replicate noise": {S_NOISELESS: "S", ST_NOISELESS: "ST"},
    "Elementary effects": {MU: "mu", MU_STAR: "mu*", SIGMA: "sigma"},
    "Effect of the whole range": {SLOPE: "slope"},
    "Shares and ranks": {SRC: "SRC", PRCC: "PRCC", SPEARMAN: "Spearman"},
    "Pairs, beyond each alone": {S2: "S2"},
    "Pairs, without replicate noise": {S2_NOISELESS: "S2"},
}


def assumptions(plan: Plan, outputs: str) -> str:
    """What every index rests on. outputs: where they came from."""
    base = base_of(plan)
    several = "each by itself the scenarios" if len(plan.scenarios) > 1 else "scenario"
    runs = f"{len(plan.points):,} points, {counted(plan.replicates, 'replicate')} of each; {several} {', '.join(plan.scenarios)}"
    return "\n".join([
        wrapped(f"{plan.folder}: {plan.design} design, n = {plan.base_points:,} {base}, d = {len(plan.names)} "
                f"parameters, {runs}. Outputs: {outputs}."),
        wrapped(METHODS.get(plan.design, OF_REGRESSION)
                + (" S2: what a pair explains beyond what each does alone (Saltelli 2002)." if plan.second_order else "")),
        wrapped(f"Intervals: {COVERAGE:.0%}, {RESAMPLES:,} bootstrap resamples of {base}."
                + ("" if plan.replicates > 1 else " With one replicate nobody can tell what part of the variance is "
                   "replicate noise: plan two or more.")),
    ])


def base_of(plan: Plan) -> str:
    """What intervals are over."""
    return {SALTELLI: "base points", MORRIS: "trajectories"}.get(plan.design, "points")


def text_of(plan: Plan, figures: pd.DataFrame) -> str:
    """Noise and indices of each output in each scenario, the largest first."""
    lines: list[str] = []
    for (output, scenario), rows in figures.groupby(["output", "scenario"], sort=False):
        title = shortened(f"{output}, {scenario}", TITLE)
        lines += ["", *underlined(title), *_noise(plan, rows)]
        noted = [note for note in rows["note"].unique() if note]
        if noted == [SAME_EVERYWHERE]:
            lines.append(sentence(noted[0]))
            continue
        lines += _explained(rows)
        for heading, shown in BLOCKS.items():
            lines += _block(rows, heading, shown)
        lines += [wrapped(sentence(note)) for note in noted]
    return "\n".join(lines)


def _noise(plan: Plan, rows: pd.DataFrame) -> Iterator[str]:
    share = rows.loc[rows["index"] == NOISE_SHARE, "value"]
    if share.empty or math.isnan(share.iloc[0]):
        return
    yield f"Replicate noise is {share.iloc[0]:.1%} of the variance of the points' means."
    if share.iloc[0] > WARN_ABOVE:
        does = {SALTELLI: "S is too small and ST too large by it: read the second table",
                MORRIS: "it adds to mu* and sigma of every parameter"}.get(
                    plan.design, "SRC, PRCC and Spearman are nearer to 0 by it")
        yield wrapped(f"Warning: more than {WARN_ABOVE:.0%} is noise; {does}, or plan more replicates.")


def _explained(rows: pd.DataFrame) -> Iterator[str]:
    for row in rows[rows["index"] == R2].to_dict("records"):
        if math.isnan(row["value"]):
            continue
        yield (f"The regression explains {row['value']:.1%} ({row['low']:.1%} to {row['high']:.1%}) of the variance "
               "between points.")
        if row["value"] < LOW_R2:
            yield wrapped(f"Warning: less than {LOW_R2:.0%}: the output is curved, parameters interact, or much is noise. "
                          "Trust the ranks (PRCC) rather than slope and SRC, or plan a saltelli design.")


def _block(rows: pd.DataFrame, heading: str, shown: Mapping[str, str]) -> list[str]:
    """Parameters down; each index and its interval across."""
    cells = {(row["parameter"], row["index"]): row for row in rows.to_dict("records") if row["index"] in shown}
    if not cells:
        return []
    power = _power(cells.values())
    if power:
        heading += f", in 10^{power} of the output's unit"
    body = []
    parameters, there = _in_order(rows, cells), len({parameter for parameter, _ in cells})
    for parameter in parameters:
        line = [shortened(parameter, NAME)]
        for index in shown:
            row = cells[parameter, index]
            value, low, high = (row[name] / 10.0**power for name in ("value", "low", "high"))
            line += [number(value, 2), "" if math.isnan(value) else f"{number(low, 2)} to {number(high, 2)}"]
        body.append(line)
    headings = [heading for title in shown.values() for heading in (title, INTERVAL)]
    more = [f"The largest {len(parameters)} of {there} pairs."] if len(parameters) < there else []
    return ["", *Table.of(["", *headings], body, title=heading, notes=more).lines()]


def _in_order(rows: pd.DataFrame, cells: Mapping[tuple[str, str], dict]) -> list[str]:
    """Parameters as `ranked`; of pairs the largest few."""
    names = ranked(rows)
    if any(parameter in names for parameter, _ in cells):
        return names
    by_size = sorted(cells.items(), key=lambda cell: -abs(cell[1]["value"]) if cell[1]["value"] == cell[1]["value"] else 0)
    return [parameter for (parameter, _), _ in by_size][:PAIRS_SHOWN]


def ranked(rows: pd.DataFrame) -> list[str]:
    """Parameters by the size of ST, mu* or PRCC, the largest first; as in the plan where they are equal or have none."""
    by = rows[rows["index"].isin([ST, MU_STAR, PRCC])]
    return list(by.assign(size=by["value"].abs()).sort_values("size", ascending=False, kind="stable")["parameter"])


def _power(rows) -> int:
    """The power of ten by which figures have one digit before the point; 0 for indices, which are shares."""
    sizes = [abs(row[name]) for row in rows if row["index"] in OF_OUTPUT for name in ("value", "low", "high")]
    largest = max((size for size in sizes if math.isfinite(size)), default=0.0)
    return math.floor(math.log10(largest)) if largest > 0 else 0


def shortened(name: str, letters: int) -> str:
    """The end of a name says more than its beginning."""
    return name if len(name) <= letters else f"…{name[1 - letters:]}"
