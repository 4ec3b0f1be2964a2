"""Which placements end because somebody asks for it or because they must: a discrete-time hazard regression by month.

A placement counts in each month that it lives to see and that lies wholly under observation; in that month it ends by a
move asked for or forced (`ASKED_OR_FORCED` in `stability.spells`) or not. Other moves and exits end it without (a
cause-specific hazard). In month j of placement i

    cloglog:  P_ij = 1 - exp(-exp(a_band(j) + b x_i))    exp(b): hazard ratio
    logit:    P_ij = 1 / (1 + exp(-(a_band(j) + b x_i)))  exp(b): odds ratio

All of x are groups, so that months of placements alike add up to one binomial count and the whole of England is fitted
exactly. Placements of one child are alike in ways that x does not say: standard errors are clustered by child (Liang &
Zeger 1986, Biometrika 73). Source of the model: Singer & Willett (1993), J. Educ. Stat. 18; Prentice & Gloeckler
(1978), Biometrics 34, for the hazard ratio.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from statsmodels.genmod.families import Binomial
from statsmodels.genmod.families import links
from statsmodels.genmod.generalized_linear_model import GLM

from .estimates import YEAR_DAYS
from .stability.breakdowns import months_between
from .survival_times import ENDS, NONE, Day, Observed, Unseen, observed

#: Mean length of a month [days].
MONTH = YEAR_DAYS / 12
#: Month of the placement: the last month of each band.
MONTHS = {"1": 1, "2 to 3": 3, "4 to 6": 6, "7 to 12": 12, "13 to 24": 24, "25 to 60": 60, "61 and later": 10_000}
#: Time in care when the placement began: the first whole month of each band.
TIME_IN_CARE = {"under 6 months": 0, "6 to 12 months": 6, "1 to 2 years": 12, "2 to 5 years": 24, "5 years and more": 60}
#: Placements from this number on are one group.
LAST_NUMBER = 4
#: Columns of the placements that enter as they are.
AS_THEY_ARE = ("kind", "age_band", "need", "uasc", "sex", "provider")
BAND = "month"
LINKS = {"cloglog": links.cloglog, "logit": links.logit}
#: Fewer such moves than this cannot tell so many groups apart.
FEWEST_MOVES = 50
COLUMNS = ("covariate", "level", "placements", "months", "asked_or_forced", "ratio", "low", "high", "note")
Z = 1.959963984540054


class Months(NamedTuple):
    """Placements that saw at least one month in full: levels (n,) of each covariate, months and moves by band.

    months, asked_or_forced:  shape (n, bands); months at risk, and moves asked for or forced
    cluster:                  number of each placement's child, (n,)
    placement:                number of each row's placement: one has several rows if returns are missing between
    """

    covariates: dict[str, pd.Categorical]
    months: np.ndarray
    asked_or_forced: np.ndarray
    cluster: np.ndarray
    placement: np.ndarray


def asked_or_forced_hazard_model(
    placements: pd.DataFrame, *, first_day: Day, last_day: Day, link: str = "cloglog", unseen: Unseen = NONE
) -> pd.DataFrame:
    """Ratios of the monthly hazard of a move asked for or forced, each group against its covariate's largest.

    returns:  one row per covariate and level: placements, months at risk and such moves seen; ratio with its 95 %
              interval (low, high); note: "reference", or why there is no ratio.
              attrs: link, placements, children, months, asked_or_forced, left_out, why (if there is no model at all)
    """
    return hazard_model_of(observed(placements, first_day, last_day, unseen), link)


def hazard_model_of(seen: Observed, link: str = "cloglog") -> pd.DataFrame:
    """As `asked_or_forced_hazard_model`, of placements already chosen."""
    about = months_of(seen)
    placements = len(np.unique(about.placement))
    counts = _counts(about)
    counts.attrs = {
        "link": link,
        "placements": placements,
        "children": int(about.cluster.max(initial=-1)) + 1,
        "months": int(about.months.sum()),
        "asked_or_forced": int(about.asked_or_forced.sum()),
        "left_out": seen.left_out + seen.placements.index.nunique() - placements,
    }
    if counts.attrs["asked_or_forced"] < FEWEST_MOVES:
        counts.attrs["why"] = f"fewer than {FEWEST_MOVES} moves asked for or forced"
        return counts.iloc[:0][list(COLUMNS)]
    return _fitted(about, counts, link)[list(COLUMNS)]


def months_of(seen: Observed) -> Months:
    """Months at risk, and moves asked for or forced, of each placement by band.

    Month j is the days ((j-1) m, j m] of the placement, m = 365.25/12. It counts from the first that began under
    observation to the one in which the placement ended, and only if it was over by the last day: a month cut short by
    the calendar would show too few moves.
    """
    first = np.ceil(seen.entry / MONTH).astype(int) + 1
    last_whole = np.floor(seen.follow_up / MONTH).astype(int)
    end_month = np.ceil(seen.time / MONTH).astype(int)
    last = np.minimum(end_month, last_whole)
    is_such = (seen.end == 1 + ENDS.index("asked_or_forced")) & (end_month >= first) & (end_month <= last_whole)

    upper = np.array(list(MONTHS.values()))
    lower = np.concatenate(([1], upper[:-1] + 1))
    months = np.minimum(last[:, None], upper) - np.maximum(first[:, None], lower) + 1
    months = np.maximum(months, 0)
    moves = is_such[:, None] & (end_month[:, None] >= lower) & (end_month[:, None] <= upper)

    counts = (months.sum(axis=1) > 0) & _groups_known(seen.placements)
    placements = seen.placements[counts]
    whose = [name for name in ("scenario", "la", "child") if name in placements]
    cluster = placements.groupby(whose, sort=False, observed=True).ngroup().to_numpy()
    hits = moves[counts].astype(int)
    return Months(_covariates(placements), months[counts], hits, cluster, placements.index.to_numpy())


def _groups_known(placements: pd.DataFrame) -> np.ndarray:
    """Are time in care and number of each placement known, though its period may have begun before the first return?"""
    if "entered_known" not in placements:
        return np.ones(len(placements), dtype=bool)
    longest = _months_in_care(placements) >= max(TIME_IN_CARE.values())
    highest = placements["placement_number"].to_numpy() >= LAST_NUMBER
    return placements["entered_known"].to_numpy(dtype=bool) | (longest & highest)


def _months_in_care(placements: pd.DataFrame) -> np.ndarray:
    """Whole months from the first day of the period, or the first known, to that of the placement."""
    return months_between(placements["entered"].to_numpy(), placements["began"].to_numpy())


def _covariates(placements: pd.DataFrame) -> dict[str, pd.Categorical]:
    number = np.minimum(placements["placement_number"].to_numpy(), LAST_NUMBER)
    in_care = np.searchsorted(list(TIME_IN_CARE.values()), _months_in_care(placements), side="right") - 1
    covariates = {name: _as_words(placements[name]) for name in AS_THEY_ARE}
    covariates["placement_number"] = pd.Categorical.from_codes(number - 1, ["1", "2", "3", "4 and later"])
    covariates["time_in_care"] = pd.Categorical.from_codes(in_care, list(TIME_IN_CARE))
    return covariates


def _as_words(column: pd.Series) -> pd.Categorical:
    """Truth as yes and no, a blank as none."""
    levels = pd.Categorical(column)
    said = {"True": "yes", "False": "no", "": "none"}
    return levels.rename_categories([said.get(str(level), str(level)) for level in levels.categories])


def _counts(about: Months) -> pd.DataFrame:
    """Every covariate's levels with what was seen of each; `position` is the level's among its categories."""
    months, moves = about.months.sum(axis=1), about.asked_or_forced.sum(axis=1)
    of_placement = pd.DataFrame(about.months > 0).groupby(about.placement).any()
    bands = [of_placement.sum().to_numpy(), about.months.sum(axis=0), about.asked_or_forced.sum(axis=0)]
    seen = [(BAND, list(MONTHS), bands)]
    first = ~pd.Series(about.placement).duplicated().to_numpy()
    for name, levels in about.covariates.items():
        size = len(levels.categories)
        counted = [np.bincount(levels.codes, weights, size) for weights in (first, months, moves)]
        seen.append((name, list(levels.categories), counted))
    rows = [
        (name, level, position, int(placements), int(at_risk), int(hits))
        for name, levels, counted in seen
        for position, (level, placements, at_risk, hits) in enumerate(zip(levels, *counted))
        if at_risk
    ]
    table = pd.DataFrame(rows, columns=["covariate", "level", "position", "placements", "months", "asked_or_forced"])
    return table.assign(ratio=np.nan, low=np.nan, high=np.nan, note="")


def _fitted(about: Months, counts: pd.DataFrame, link: str) -> pd.DataFrame:
    """The table with ratios: fits the binomial counts of like months, then clusters by child."""
    table = counts.copy()
    never = table["asked_or_forced"] == 0
    table.loc[never, ["ratio", "note"]] = [0.0, "no such move"]
    most = table[~never].groupby("covariate", sort=False)["months"].idxmax()
    table.loc[most, ["ratio", "note"]] = [1.0, "reference"]

    about = _without(about, table[never])
    pattern, example = _patterns(about)
    months, hits = (_by_pattern(pattern, cells, len(example)) for cells in (about.months, about.asked_or_forced))
    which, band = np.nonzero(months)
    design = _design(table, about, example[which], band)
    free = _independent(design, months[which, band])
    table.loc[_coefficients(table)[~free[1:]], "note"] = "not told apart from the other groups"
    design = design[:, free]

    n, y = months[which, band], hits[which, band]
    coefficients, converged = _regression(design, n, y, link)
    curve = LINKS[link]()
    chance = curve.inverse(design @ coefficients)
    slope = curve.inverse_deriv(design @ coefficients) / (chance * (1 - chance))
    bread = np.linalg.inv(design.T @ (design * (n * slope**2 * chance * (1 - chance))[:, None]))

    chances, slopes = np.zeros(months.shape), np.zeros(months.shape)
    chances[which, band], slopes[which, band] = chance, slope
    score = (about.asked_or_forced - about.months * chances[pattern]) * slopes[pattern]
    covariance = bread @ _spread(score, table, about) @ bread
    error = np.sqrt(np.diag(covariance))[1:]
    rows, coefficient = _coefficients(table), coefficients[1:]
    table.loc[rows, "ratio"] = np.exp(coefficient)
    table.loc[rows, "low"], table.loc[rows, "high"] = np.exp(coefficient - Z * error), np.exp(coefficient + Z * error)
    if not converged:
        table.attrs["why"] = "the fit did not converge: the ratios are not to be relied on"
    return table


def _regression(design: np.ndarray, n: np.ndarray, y: np.ndarray, link: str) -> tuple[np.ndarray, bool]:
    """Coefficients of y moves in n months a row, and whether the fit converged.

    As ones and zeros with weights: given shares, statsmodels mistakes a model that fits each of them for perfect
    separation.
    """
    ones, zeros = np.flatnonzero(y > 0), np.flatnonzero(y < n)
    happened = np.concatenate((np.ones(len(ones)), np.zeros(len(zeros))))
    weights = np.concatenate((y[ones], (n - y)[zeros]))
    rows = np.concatenate((ones, zeros))
    fit = GLM(happened, design[rows], family=Binomial(link=LINKS[link]()), freq_weights=weights).fit()
    return np.asarray(fit.params), bool(fit.converged)


def _coefficients(table: pd.DataFrame) -> pd.Index:
    """The rows that have a coefficient, in the order of the design's columns after the constant."""
    return table.index[table["note"] == ""]


def _without(about: Months, never: pd.DataFrame) -> Months:
    """Leaves out the groups in which no such move was seen: they would only drive a coefficient to minus infinity."""
    kept = np.ones(len(about.months), dtype=bool)
    bands = np.ones(len(MONTHS), dtype=bool)
    for name, position in zip(never["covariate"], never["position"]):
        if name == BAND:
            bands[position] = False
        else:
            kept &= about.covariates[name].codes != position
    covariates = {name: levels[kept] for name, levels in about.covariates.items()}
    months, moves = about.months[kept] * bands, about.asked_or_forced[kept] * bands
    return Months(covariates, months, moves, about.cluster[kept], about.placement[kept])


def _patterns(about: Months) -> tuple[np.ndarray, np.ndarray]:
    """The number of each placement's combination of levels, and one placement of each combination."""
    mixed = np.zeros(len(about.months), dtype=np.int64)
    for levels in about.covariates.values():
        mixed = mixed * len(levels.categories) + levels.codes
    _, example, pattern = np.unique(mixed, return_index=True, return_inverse=True)
    return pattern, example


def _by_pattern(pattern: np.ndarray, cells: np.ndarray, size: int) -> np.ndarray:
    """Months or moves by combination of levels and band, shape (size, bands)."""
    return np.stack([np.bincount(pattern, column, size) for column in cells.T], axis=1)


def _design(table: pd.DataFrame, about: Months, placement: np.ndarray, band: np.ndarray) -> np.ndarray:
    """A constant, then a column of 0 and 1 for each coefficient; a row for each combination and band."""
    rows = table.loc[_coefficients(table)]
    design = np.ones((len(placement), len(rows) + 1))
    for column, (name, position) in enumerate(zip(rows["covariate"], rows["position"]), start=1):
        design[:, column] = (band if name == BAND else about.covariates[name].codes[placement]) == position
    return design


def _independent(design: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Which columns are no combination of those before them? (Living with parents and their provider PR0 are one.)"""
    gram = design.T @ (design * weights[:, None])
    scale = 1 / np.sqrt(np.maximum(np.diag(gram), 1e-300))
    gram = gram * np.outer(scale, scale)
    free = np.zeros(len(gram), dtype=bool)
    for column in range(len(gram)):
        cross = gram[free, column]
        explained = cross @ np.linalg.solve(gram[np.ix_(free, free)], cross) if free.any() else 0.0
        free[column] = gram[column, column] - explained > 1e-8
    return free


def _spread(score: np.ndarray, table: pd.DataFrame, about: Months) -> np.ndarray:
    """Sum over children of the outer product of each child's score, times c / (c - 1) of c children.

    score: (moved - P) d eta summed over the months of each band, shape (n, bands).
    """
    children, number = np.unique(about.cluster, return_inverse=True)
    of_placement = score.sum(axis=1)
    rows = table.loc[_coefficients(table)]
    by_child = np.empty((len(children), len(rows) + 1))
    by_child[:, 0] = np.bincount(number, of_placement, len(children))
    for column, (name, position) in enumerate(zip(rows["covariate"], rows["position"]), start=1):
        own = score[:, position] if name == BAND else of_placement * (about.covariates[name].codes == position)
        by_child[:, column] = np.bincount(number, own, len(children))
    return by_child.T @ by_child * len(children) / max(len(children) - 1, 1)
