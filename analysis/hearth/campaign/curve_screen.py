"""What more money buys and when it is best spent, as text."""

from __future__ import annotations

from typing import Iterable, Mapping

import pandas as pd

from ..present.table import underlined, wrapped
from .comparison import Comparison
from .curve import Curve, Point, is_same_spending, points_by_policy
from .rows import Row, frame_of
from .tables import TABLES, Heading
from .text import THOUSAND, beside, cell
from .together import joint_scenarios
from .words import money_words, month_words

#: Columns of the tables of spends and starts: measure -> heading, and what it is divided by.
Columns = Mapping[str, tuple[str, float]]
EACH: Columns = {"policy_per_household_years": ("each household-year", THOUSAND)}
EACH_OF_ALL: Columns = {"policy_per_households_at_end": ("each household", THOUSAND), **EACH}
GAINED: Columns = {"approvals": ("approvals", 1), "households_at_end": ("households", 1),
                   "household_years": ("household-years", 1), "policy_per_approvals": ("each approval", THOUSAND),
                   **EACH_OF_ALL}
VERDICTS = ("lowest_", "best_")


def curves_text(comparison: Comparison, curves: list[Curve], starts: list[Row], unshown: str) -> str:
    """Each policy's curve from each start, then starts beside each other, and what they say.

    unshown: what is said of scenarios that are on no curve and have no other start (`unshown_text`).
    """
    is_lopsided = comparison.intervals.are_quantiles(comparison.replicates)
    lines: list[str] = []
    for curve in curves:
        frame = frame_of(curve.rows)
        title = f"{curve.policy}, {frame['area_name'].iloc[0]}, starting in {curve.start}"
        lines += ["", *underlined(title)]
        for table, columns in (("curve", GAINED), ("marginal", EACH_OF_ALL)):
            lines += ["", *_table(frame[frame["table"] == table], columns, is_lopsided, TABLES[table])]
    if starts:
        frame = frame_of(starts)
        heading = TABLES["starts"]._replace(title=f"{TABLES['starts'].title}, {frame['area_name'].iloc[0]}")
        lines += ["", *_table(frame, {"household_years": ("household-years", 1), **EACH}, is_lopsided, heading)]
    lines += [unshown] if unshown else []
    if comparison.uncertain is None:
        lines += ["", wrapped("'Clearly so' is of chance within the model only; what is not known about the policy may "
                              "turn it round, and is drawn with --uncertain.")]
    return "\n".join(lines)


def unshown_text(
    comparison: Comparison, area: int, names: Iterable[str], scenarios: Iterable[str] | None = None
) -> str:
    """Why these scenarios are on no curve and among no starts, a sentence for each reason; '' of none.

    scenarios: those asked for; all if None.
    """
    among, joint = list(comparison.scenarios if scenarios is None else scenarios), joint_scenarios(comparison)
    policies = points_by_policy(comparison, area, among).values()
    of_policy = {point.scenario: points for points in policies for point in points}
    why: dict[str, list[str]] = {}
    for name in names:
        which = comparison.policies[name].which
        if name in joint:
            reason = "made of others"
        elif sum(comparison.policies[other].which == which for other in among if other not in joint) == 1:
            where = "in the file" if scenarios is None else "asked for"
            reason = f"no other scenario of the same policy is {where}"
        else:
            reason = _why_unshown(name, of_policy)
        why.setdefault(reason, []).append(name)
    return "\n".join("\n" + wrapped(f"Not shown, as {reason}: {', '.join(of)}.") for reason, of in why.items())


def _why_unshown(name: str, of_policy: Mapping[str, list[Point]]) -> str:
    """Of one that is not the only one of its policy. of_policy: scenarios that spend -> all of their policy that do."""
    if name not in of_policy:
        return "nothing is spent beyond the baseline"
    own = next(point for point in of_policy[name] if point.scenario == name)
    others = [point for point in of_policy[name] if point is not own]
    if not others:
        return "no other scenario of the same policy spends anything"
    for other in others:
        if is_same_spending(own, other) and other.pair.scenario.first == own.pair.scenario.first:
            return f"{other.scenario} spends as much from the same month"
    return "every other scenario of the same policy spends another sum from another month"


def _table(frame: pd.DataFrame, columns: Columns, is_lopsided: bool, heading: Heading) -> list[str]:
    """Spends down, figures across; below them which is best."""
    are_verdicts = frame["measure"].str.startswith(VERDICTS)
    shown = frame[~are_verdicts].to_dict("records")
    cells = {(row["scenario"], row["measure"]): row for row in shown}
    names = list(dict.fromkeys(row["scenario"] for row in shown))
    verdicts = [wrapped(f"{row['label']}: {row['note']}.") for row in frame[are_verdicts].to_dict("records")]
    return beside(
        ["", *(title for title, _ in columns.values())],
        [[_label(cells[name, "policy"]), *(cell(cells[name, measure], scale, is_lopsided)
                                           for measure, (_, scale) in columns.items())] for name in names],
        notes=verdicts, **heading._asdict())


def _label(spent: dict) -> str:
    """What a scenario spends and when it starts; a step is called by both of its spends."""
    if spent["table"] == "marginal":
        return str(spent["scenario"]).rpartition(": ")[2]
    return f"{money_words(spent['value'])}, {month_words(pd.Period(spent['period'][:7], freq='M'))}"


def shown_in(curves: Iterable[Curve], starts: Iterable[Row]) -> set[str]:
    """Scenarios that are on a curve or among starts."""
    return {row.scenario for curve in curves for row in curve.rows} | {row.scenario for row in starts}
