"""How long placements last: Kaplan-Meier curves, cumulative incidence of each end, and what predicts a
move that is asked for or forced.

    >>> from hearth import stability, survival
    >>> placements = stability.placements(care)
    >>> survival.kaplan_meier(placements, "kind", first_day=care.first_day, last_day=care.last_day)

Time runs in days of a placement. A placement that began before the first day was seen only because it had lasted until
then: it counts from its age on that day on (left truncation, delayed entry). One that is open on the last day counts up
to its age on that day (right censoring). One whose first day is not known cannot count, and `Observed.left_out` says
how many. In years of which a return is missing nothing is at risk; what lasts beyond them is at risk again after them.

Intervals are pointwise, 95 %, and speak of chance within one country or council: of several replicates only the first
is used, as more of them would make intervals narrow without knowing more.
"""

from __future__ import annotations

from typing import Callable, Sequence, Union

import numpy as np
import pandas as pd
from statsmodels.duration.survfunc import SurvfuncRight

from .asked_or_forced_hazard import asked_or_forced_hazard_model, hazard_model_of
from .survival_times import ENDS, NONE, OPEN, Day, Observed, Unseen, observed

__all__ = ["Observed", "cumulative_incidence", "asked_or_forced_hazard_model", "kaplan_meier", "observed", "tables"]

By = Union[str, Sequence[str]]

#: Half-width of a 95 % interval in standard errors.
Z = 1.959963984540054
#: What rounding leaves of a share of zero is smaller.
SMALLEST = 1e-12
#: exp() of more overflows; the limits are 0 and 1 by then.
LARGEST_WIDTH = 700.0
#: Horizons of the tables -> days.
HORIZONS = {"30 days": 30, "92 days": 92, "183 days": 183, "1 year": 365, "2 years": 730, "5 years": 1826}
INCIDENCE_HORIZONS = ("1 year", "2 years")
GROUPINGS = ("kind", "age_band", "provider")
#: A curve of fewer placements than this says nothing.
FEWEST = 20


def kaplan_meier(
    placements: pd.DataFrame, by: By = (), *, first_day: Day, last_day: Day, unseen: Unseen = NONE
) -> pd.DataFrame:
    """Share of placements that last longer than so many days, whatever ends them.

    S(t) = product over days s <= t of (1 - d_s / n_s), n_s at risk and d_s ended at age s; Greenwood's variance;
    interval S ** exp(+-z se / (S ln S)), which stays inside [0, 1].

    by:       column or columns of the placements; a curve for each combination of at least `FEWEST` placements
    unseen:   authority -> reporting years without a return of it, see `observed`
    returns:  one row per day on which any ended: `by`, days, at_risk, ended [placements], survival, low, high [1]
    source:   Kaplan & Meier (1958) J. Am. Stat. Assoc. 53; Kalbfleisch & Prentice (2002), 1.4, for the interval
    """
    return curves(observed(placements, first_day, last_day, unseen), by, survival_curve)


def cumulative_incidence(
    placements: pd.DataFrame, by: By = (), *, first_day: Day, last_day: Day, unseen: Unseen = NONE
) -> pd.DataFrame:
    """Share of placements that have ended in each way by so many days, the ways competing (Aalen-Johansen).

    F_k(t) = sum over s <= t of S(s-) d_ks / n_s. Moves asked for or forced, other moves and exits add up to 1 - S(t).

    by:       as in `kaplan_meier`
    returns:  for each end one row per day on which any placement ended: `by`, end, days, at_risk, ended [placements,
              of that end], incidence, low, high [1]
    source:   Aalen & Johansen (1978) Scand. J. Stat. 5; variance: Dinse & Larson (1986) Biometrika 73
    """
    return curves(observed(placements, first_day, last_day, unseen), by, incidence_curves)


def survival_curve(time: np.ndarray, end: np.ndarray, entry: np.ndarray) -> pd.DataFrame:
    """Kaplan-Meier of one group; shapes (n,), ages in days, end 0 if open."""
    if not (end != OPEN).any():
        return pd.DataFrame({name: np.zeros(0) for name in ("days", "at_risk", "ended", "survival", "low", "high")})
    fitted = SurvfuncRight(time, (end != OPEN).astype(int), entry=entry)
    low, high = log_log_interval(fitted.surv_prob, fitted.surv_prob_se)
    return pd.DataFrame(
        {
            "days": fitted.surv_times.astype(int),
            "at_risk": fitted.n_risk.astype(int),
            "ended": fitted.n_events.astype(int),
            "survival": fitted.surv_prob,
            "low": low,
            "high": high,
        }
    )


def incidence_curves(time: np.ndarray, end: np.ndarray, entry: np.ndarray) -> pd.DataFrame:
    """Aalen-Johansen of one group, all ends below one another; as statsmodels' CumIncidenceRight, with delayed entry.

    Var F_k(t) = sum over s <= t of  (F_k(t) - F_k(s))^2 d_s / (n_s (n_s - d_s))  +  S(s-)^2 d_ks (n_s - d_ks) / n_s^3
                                     - 2 (F_k(t) - F_k(s)) S(s-) d_ks / n_s^2
    The interval is log-log on 1 - F_k: with a single kind of end it is Kaplan-Meier's.
    """
    length = int(time.max(initial=0)) + 1
    at_risk = np.cumsum(np.bincount(entry + 1, minlength=length + 1)[:length] - _shifted(time, length))
    of_end = [np.bincount(time[end == which], minlength=length) for which in range(1, len(ENDS) + 1)]
    days = np.flatnonzero(sum(of_end))
    n, d = at_risk[days].astype(float), sum(of_end)[days].astype(float)
    before = np.concatenate(([1.0], np.cumprod(1 - d / n)[:-1])) if len(days) else np.zeros(0)
    survivors = n * (n - d)
    greenwood = np.divide(d, survivors, out=np.zeros_like(d), where=survivors > 0)
    tables_of_ends = []
    for name, counts in zip(ENDS, of_end):
        d_k = counts[days].astype(float)
        incidence = np.cumsum(before * d_k / n)
        jump = before * d_k / n**2
        variance = (
            incidence**2 * np.cumsum(greenwood)
            - 2 * incidence * np.cumsum(incidence * greenwood + jump)
            + np.cumsum(incidence**2 * greenwood + before**2 * d_k * (n - d_k) / n**3 + 2 * incidence * jump)
        )
        low, high = log_log_interval(1 - incidence, np.sqrt(np.maximum(variance, 0)))
        tables_of_ends.append(
            pd.DataFrame(
                {
                    "end": name,
                    "days": days,
                    "at_risk": n.astype(int),
                    "ended": d_k.astype(int),
                    "incidence": incidence,
                    "low": 1 - high,
                    "high": 1 - low,
                }
            )
        )
    return pd.concat(tables_of_ends, ignore_index=True)


def log_log_interval(probability: np.ndarray, error: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """95 % interval of a falling curve from its standard error, by the normal law of ln(-ln S).

    Where S is 1 nothing is known but that; where it has reached 0 the upper limit stays what it was last.
    """
    probability = np.where(probability < SMALLEST, 0.0, probability)
    inside = (probability > 0) & (probability < 1) & np.isfinite(error)
    safe = np.where(inside, probability, 0.5)
    width = np.minimum(np.where(inside, Z * error, 0) / (safe * np.abs(np.log(safe))), LARGEST_WIDTH)
    low = np.where(inside, safe ** np.exp(width), probability)
    high = np.where(inside, safe ** np.exp(-width), probability)
    return low, np.where(probability > 0, high, np.minimum.accumulate(np.where(probability > 0, high, 1.0)))


def tables(
    placements: pd.DataFrame, first_day: Day, last_day: Day, unseen: Unseen = NONE
) -> dict[str, pd.DataFrame]:
    """The tables of the report, of the first scenario; shares in [0, 1], durations in days.

    placement_medians:     by, group, placements, ended, median_days, low, high (NaN: not reached)
    placement_survival:    by, group, after, days, at_risk (that day), survival, low, high
    cumulative_incidence:  by, group, end, after, days, incidence, low, high
    asked_or_forced_hazard:     see `asked_or_forced_hazard_model`

    `attrs["left_out"]` of the first two: placements that could not count, see `Observed`.
    """
    first = placements["scenario"] == placements["scenario"].iloc[0] if len(placements) else slice(None)
    seen = observed(placements[first], first_day, last_day, unseen)
    medians, survivals, incidences = [], [], []
    for by in ((), *GROUPINGS):
        heading = by or "all"
        for group, rows in _groups(seen.placements, by):
            time, end, entry = seen.time[rows], seen.end[rows], seen.entry[rows]
            label = {"by": heading, "group": " ".join(map(str, group)) or "all"}
            curve = survival_curve(time, end, entry)
            placed = seen.placements.index[rows].nunique()
            medians.append(label | {"placements": placed, "ended": int(curve["ended"].sum())} | median(curve))
            last = followed_to(time, end)
            for after, days in HORIZONS.items():
                share = at_day(curve, "survival", days, last, at_risk(time, entry, days))
                survivals.append(label | {"after": after, "days": days} | share)
            of_ends = incidence_curves(time, end, entry)
            for name, one in of_ends.groupby("end", sort=False):
                for after in INCIDENCE_HORIZONS:
                    value = at_day(one, "incidence", HORIZONS[after], last)
                    incidences.append(label | {"end": name, "after": after, "days": HORIZONS[after]} | value)
    found = {"placement_medians": pd.DataFrame(medians), "placement_survival": pd.DataFrame(survivals)}
    for table in found.values():
        table.attrs["left_out"] = seen.left_out
    return found | {
        "cumulative_incidence": pd.DataFrame(incidences),
        "asked_or_forced_hazard": hazard_model_of(seen),
    }


def median(curve: pd.DataFrame) -> dict[str, float]:
    """The first day on which no more than half are left, and those on which its limits say so.

    source: Brookmeyer & Crowley (1982), Biometrics 38
    """

    def first_half(column: str) -> float:
        reached = np.flatnonzero(curve[column].to_numpy() <= 0.5)
        return float(curve["days"].iloc[reached[0]]) if len(reached) else np.nan

    return {"median_days": first_half("survival"), "low": first_half("low"), "high": first_half("high")}


def followed_to(time: np.ndarray, end: np.ndarray) -> float:
    """The age up to which the curves of a group are known [days]: without limit if even its longest placement ended."""
    longest = time.max()
    return np.inf if (end[time == longest] != OPEN).all() else float(longest)


def at_day(curve: pd.DataFrame, column: str, day: int, last: float, risk: int | None = None) -> dict[str, float]:
    """The curve on a day, with its interval; NaN beyond the age that any placement was followed to."""
    start = 1.0 if column == "survival" else 0.0
    row = int(np.searchsorted(curve["days"].to_numpy(), day, side="right")) - 1
    values = {name: start if row < 0 else float(curve[name].iloc[row]) for name in (column, "low", "high")}
    if day > last:
        values = dict.fromkeys(values, np.nan)
    return values if risk is None else {"at_risk": risk} | values


def at_risk(time: np.ndarray, entry: np.ndarray, day: int) -> int:
    """Placements under observation that had lasted so many days."""
    return int(((entry < day) & (time >= day)).sum())


def curves(seen: Observed, by: By, curve: Callable[..., pd.DataFrame]) -> pd.DataFrame:
    """`survival_curve` or `incidence_curves` of each group, one below another, with the group's columns first."""
    found = []
    for group, rows in _groups(seen.placements, by):
        table = curve(seen.time[rows], seen.end[rows], seen.entry[rows])
        for position, (name, value) in enumerate(zip(_names(by), group)):
            table.insert(position, name, value)
        found.append(table)
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame()


def _groups(placements: pd.DataFrame, by: By) -> list[tuple[tuple, np.ndarray]]:
    """Each combination of the columns that is large enough, in the order of the categories, with its row positions."""
    names = _names(by)
    number = np.zeros(len(placements), dtype=np.int64)
    for name in names:
        levels = pd.Categorical(placements[name])
        number = number * (len(levels.categories) + 1) + levels.codes
    order = np.argsort(number, kind="stable")
    cuts = np.flatnonzero(np.diff(number[order])) + 1
    found = []
    for rows in np.split(order, cuts):
        if placements.index[rows].nunique() >= FEWEST:  # one has several rows where returns are missing
            group = tuple(placements[name].iloc[rows[0]] for name in names)
            if all(not pd.isna(value) and str(value) for value in group):  # a blank is no group
                found.append((group, rows))
    return found


def _names(by: By) -> list[str]:
    return ([by] if by else []) if isinstance(by, str) else list(by)


def _shifted(time: np.ndarray, length: int) -> np.ndarray:
    """How many leave the risk set before each day: the day after their last."""
    return np.bincount(time + 1, minlength=length + 1)[:length]
