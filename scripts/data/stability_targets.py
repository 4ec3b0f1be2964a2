"""The national figures of placement stability: number of placements, the same carer, durations, moves.

Percentages are computed from the published counts. Small groups are suppressed in some years and then have no row.
"""

from __future__ import annotations

import published_labels as labels
from national_target import ALL_AGES, CEASES_BY_NUMBER, CHANGES, DURATIONS, PLACEMENTS, SAME_CARER
from national_target import Count, NationalTarget, one
from reference import AGE_BANDS

MEASURES = {"one": "placements_one", "two": "placements_two", "three_or_more": "three_or_more_placements"}
NUMBERS = {"one": "1 placement", "two": "2 placements", "three_or_more": "3 or more placements"}
#: Years -> the children counted, the words for the time, and what is added to the measure's name.
TIMES = {
    1: ("CLA on 31 March", "the year", ""),
    2: ("CLA 2 years on 31 March", "the previous 2 years", "_in_two_years"),
}
ASYLUM = "Unaccompanied asylum-seeking children"
UASC = {"yes": ASYLUM, "no": f"Non-{ASYLUM[0].lower()}{ASYLUM[1:]}"}
SAME = "Living with the same carer for at least 2 years"
SAME_OR_ADOPTERS = (
    f"{SAME}, or are placed for adoption and their adoptive placement together with their previous placement, last for "
    "at least 2 years"
)
NUMBER_OF = {"periods": "Number of periods of care", "placements": "Number of placements"}


def stability_details() -> list[NationalTarget]:
    """What the tables of `hearth stability` are held against, beyond the headlines."""
    return [*placements_in_time(), *same_carer(), *durations(), *moves(), *leavers()]


def percent(measure: str, breakdown: str, part: Count, base: Count) -> NationalTarget:
    return NationalTarget(measure, breakdown, "percent", part, share_of=base, may_be_suppressed=True)


def moved(breakdown: str, changes: Count, status_only: Count) -> NationalTarget:
    return NationalTarget("placement_moves", breakdown, "placements", changes, status_only, may_be_suppressed=True)


def only_status(breakdown: str, changes: Count) -> NationalTarget:
    return NationalTarget("status_only_changes", breakdown, "placements", changes, may_be_suppressed=True)


def placements_in_time() -> list[NationalTarget]:
    """1, 2, 3 or more placements in the year and in two years: splits that the headlines lack."""
    found: list[NationalTarget] = []
    for years, (children, time, suffix) in TIMES.items():
        first_status, first_placement = (f"First {what} during {time}" for what in ("legal status", "placement"))
        splits = {"": ("Age group", (ALL_AGES,))} | {
            f"age={age}": ("Age group", (label,)) for age, label in AGE_BANDS.items() if years > 1 and age != "under_1"
        }
        splits |= {f"sex={sex}": ("Gender", (label,)) for sex, label in labels.SEXES.items()}
        splits |= {f"uasc={answer}": (ASYLUM, (label,)) for answer, label in UASC.items()}
        for status, label in labels.LEGAL_STATUSES.items():
            splits[f"first_legal_status={status}"] = first_status, (label,)
        for group, kinds in labels.STABILITY_GROUPS.items():
            splits[f"first_placement={group}"] = first_placement, kinds
        for number, words in NUMBERS.items():
            for breakdown, (group, parts) in splits.items():
                if breakdown == "" and (years == 1 or number == "three_or_more"):
                    continue  # a headline
                part, base = (
                    Count(PLACEMENTS, (tuple(f"{children}; {group}; {label}; {what}" for label in parts),))
                    for what in (f"With {words} during {time}", ALL_AGES)
                )
                found.append(percent(f"{MEASURES[number]}{suffix}_percent", breakdown, part, base))
    return found


def same_carer() -> list[NationalTarget]:
    """The same carer for two years: splits that the headline lacks."""
    splits = {f"sex={sex}": ("Gender", (label,)) for sex, label in labels.SEXES.items()}
    splits |= {f"uasc={answer}": (ASYLUM, (label,)) for answer, label in UASC.items()}
    for status, label in labels.LEGAL_STATUSES.items():
        splits[f"legal_status={status}"] = "Legal status", (label,)
    for group, kinds in labels.STABILITY_GROUPS.items():
        splits[f"placement_group={group}"] = "Placement", kinds
    found = []
    for breakdown, (group, parts) in splits.items():
        base = Count(SAME_CARER, (tuple(f"{group}; {label}; {ALL_AGES}" for label in parts),))
        ways = tuple(tuple(f"{group}; {label}; {what}" for label in parts) for what in (SAME, SAME_OR_ADOPTERS))
        found.append(percent("same_carer_two_years_percent", breakdown, Count(SAME_CARER, ways), base))
    for age, label in AGE_BANDS.items():
        if age not in ("under_1", "16_to_17"):
            count = one(SAME_CARER, f"Age group; {label}; {ALL_AGES}")
            found.append(NationalTarget("long_term", f"age={age}", "children", count))
    return found


def durations() -> list[NationalTarget]:
    """Placements that ended by duration: shares and medians. Their number is not to be fitted (it cannot be)."""
    found: list[NationalTarget] = []
    for breakdown, wordings in labels.PLACEMENT_DAYS.items():
        if breakdown == "placement_group=residential_school":
            continue  # with other residential settings
        for band, label in labels.DURATION_BANDS.items():
            part, base = (
                one(DURATIONS, *(f"{kind}; {what}" for kind in wordings)) for what in (label, "All placements")
            )
            found.append(percent(f"placements_ended_{band}_percent", breakdown, part, base))
        count = one(DURATIONS, *(f"{kind}; Median duration (days)" for kind in wordings))
        # The medians of 2023 (145 days) contradict their own bands (half under 6 months).
        found.append(NationalTarget("median_placement_days", breakdown, "days", count, None, None, True, (2023,)))
    return found


def moves() -> list[NationalTarget]:
    """Moves (changes but those of status only) by the child's age, sex, need and the kind left, and their reasons."""
    status, everything = labels.REASONS_TO_CHANGE["status_only"], "All Placements"
    splits = {f"age={age}": ("Age", (label,)) for age, label in AGE_BANDS.items()}
    splits |= {f"sex={sex}": ("Gender", (label,)) for sex, label in labels.SEXES.items()}
    splits |= {f"need={need}": ("Category of need", (label,)) for need, label in labels.NEEDS.items()}
    found = []
    for breakdown, (group, parts) in splits.items():
        ways = (tuple(f"{group}; {label}; {what}" for label in parts) for what in (everything, status))
        found.append(moved(breakdown, *(Count(CHANGES, (way,)) for way in ways)))
    for breakdown, wordings in labels.PLACEMENT_DAYS.items():
        if breakdown not in ("", "placement_group=residential_school"):
            ways = (tuple((f"Placement type; {kind}; {what}",) for kind in wordings) for what in (everything, status))
            changes, status_only = (Count(CHANGES, way) for way in ways)
            found += [moved(breakdown, changes, status_only), only_status(breakdown, status_only)]
    reasons = {name: label for name, label in labels.REASONS_TO_CHANGE.items() if name != "status_only"}
    physical = Count(CHANGES, (tuple(f"Age; Total; {label}" for label in reasons.values()),))
    for name, label in reasons.items():
        found.append(percent("moves_percent", f"reason={name}", one(CHANGES, f"Age; Total; {label}"), physical))
    return found


def leavers() -> list[NationalTarget]:
    """Children ceasing by the number of periods of care and of placements that they had had."""
    found = []
    for what, group in NUMBER_OF.items():
        base = one(CEASES_BY_NUMBER, f"{group}; Total; Total")
        for number, label in {"one": "1", "two": "2", "three": "3"}.items():
            part = one(CEASES_BY_NUMBER, f"{group}; Total; {label}")
            found.append(percent(f"leavers_with_{what}_{number}_percent", "", part, base))
    return found
