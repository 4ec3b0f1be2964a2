"""The national figures a run is held against: which published counts make which measure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import published_labels as labels
from national_target import (
    ALL_AGES,
    CEASES,
    CHANGES,
    DISTANCE,
    DURATIONS,
    DURING_YEAR,
    PLACEMENTS,
    PROVIDERS,
    SAME_CARER,
    STARTS,
    STOCK,
    UASC,
    Count,
    NationalTarget,
    one,
)
from reference import AGE_BANDS
from stability_targets import stability_details

TOTAL = Count(STOCK, ((f"Age group; {ALL_AGES}",),))
AGES = {f"age={age}": label for age, label in AGE_BANDS.items()}
LONG_TERM = one(SAME_CARER, f"Age group; {ALL_AGES}; {ALL_AGES}")


def placed(kind: str) -> Count:
    """Children looked after at 31 March in one kind of placement."""
    ways = {**labels.PLACEMENT_KINDS, **labels.PLACEMENT_DETAILS}[kind]
    return Count(STOCK, tuple(tuple(f"Placement; {label}" for label in way) for way in ways))


def each(
    measure: str, table: str, key: str, group: str, names: Mapping[str, str | Iterable[str]]
) -> list[NationalTarget]:
    """One target for each of our `names`, published under '<group>; <label>' (or one of several labels)."""
    found = []
    for name, wording in names.items():
        alternatives = [wording] if isinstance(wording, str) else wording
        count = one(table, *(f"{group}; {label}" for label in alternatives))
        found.append(NationalTarget(measure, f"{key}={name}", "children", count))
    return found


def stock_targets() -> list[NationalTarget]:
    """Children looked after at 31 March and during the year."""
    measure, uasc = "looked_after", one(UASC, "Age group; Total")
    found = [NationalTarget(measure, "", "children", TOTAL)]
    found += each(measure, STOCK, "age", "Age group", AGE_BANDS)
    found += each(measure, STOCK, "sex", "Gender", labels.SEXES)
    found += each(measure, STOCK, "ethnicity", "Ethnicity", labels.ETHNIC_GROUPS)
    found += each(measure, STOCK, "legal_status", "Legal status", labels.LEGAL_STATUSES)
    for kind in labels.PLACEMENT_KINDS:
        found.append(NationalTarget(measure, f"placement={kind}", "children", placed(kind)))
    for kind in labels.PLACEMENT_DETAILS:
        found.append(NationalTarget(measure, f"placement_detail={kind}", "children", placed(kind)))
    found += each(measure, STOCK, "need", "Category of need", labels.NEEDS)
    everywhere = "1. All children looked after at 31 March"
    found += each(measure, PROVIDERS, "provider", everywhere, labels.PROVIDER_KINDS)
    for time, label in labels.TIMES_IN_CARE.items():
        count = one(PLACEMENTS, f"{label}; Age group; {ALL_AGES}; {ALL_AGES}")
        found.append(NationalTarget(measure, f"time_in_care={time}", "children", count))
    found.append(NationalTarget("long_term", "", "children", LONG_TERM))
    found.append(NationalTarget(measure, "uasc=yes", "children", uasc))
    found.append(NationalTarget(measure, "uasc=no", "children", TOTAL, less=uasc))
    measure = "looked_after_during_year"
    group = "All children looked after during the year ending 31 March; Age group"
    found.append(NationalTarget(measure, "", "children", one(DURING_YEAR, f"{group}; {ALL_AGES}")))
    return found + each(measure, DURING_YEAR, "age", group, AGE_BANDS)


def flow_targets() -> list[NationalTarget]:
    """Children starting and ceasing to be looked after."""
    asylum = {
        "yes": "Unaccompanied asylum-seeking children",
        "no": "Non-unaccompanied asylum-seeking children",
    }
    found = [NationalTarget("starts", "", "children", one(STARTS, f"Age on starting; {ALL_AGES}"))]
    found += each("starts", STARTS, "age", "Age on starting", AGE_BANDS)
    found += each("starts", STARTS, "sex", "Gender", labels.SEXES)
    found += each("starts", STARTS, "uasc", asylum["yes"], asylum)
    found.append(NationalTarget("ceases", "", "children", one(CEASES, "Age on ceasing; Total")))
    for age, parts in labels.AGES_OF_LEAVERS.items():
        count = Count(CEASES, (tuple(f"Age on ceasing; {label}" for label in parts),))
        found.append(NationalTarget("ceases", f"age={age}", "children", count))
    found += each("ceases", CEASES, "reason", "Reason episode ceased", labels.REASONS_TO_CEASE)
    home = [labels.REASONS_TO_CEASE[f"returned_home_{how}"] for how in ("planned", "unplanned")]
    count = Count(CEASES, (tuple(f"Reason episode ceased; {label}" for label in home),))
    found.append(NationalTarget("ceases", "reason=returned_home", "children", count))
    birthday = tuple(f"Age on ceasing; {label}" for label in labels.AGES_OF_LEAVERS["18_and_over"])
    found.append(NationalTarget("ceases", "reason=turned_18", "children", Count(CEASES, (birthday,))))
    mean = "Duration of last period of care; Average duration of last period of care (days)"
    return [*found, NationalTarget("mean_care_days", "", "days", one(CEASES, mean))]


def stability_targets() -> list[NationalTarget]:
    """Placements in the year by age and time in care; the same carer for two years."""
    found: list[NationalTarget] = []
    groups = {"": ("CLA on 31 March", ALL_AGES)}
    groups |= {f"time_in_care={time}": (label, ALL_AGES) for time, label in labels.TIMES_IN_CARE.items()}
    groups |= {age: ("CLA on 31 March", label) for age, label in AGES.items()}
    for measure, number in labels.PLACEMENTS_IN_YEAR.items():
        for breakdown, (children, age) in groups.items():
            group = f"{children}; Age group; {age}"
            part = one(PLACEMENTS, f"{group}; {number}")
            found.append(share(measure, breakdown, part, f"{group}; {ALL_AGES}"))
    group = f"CLA 2 years on 31 March; Age group; {ALL_AGES}"
    part = one(PLACEMENTS, f"{group}; With 3 or more placements during the previous 2 years")
    found.append(share("three_or_more_placements_in_two_years_percent", "", part, f"{group}; {ALL_AGES}"))
    same = "Living with the same carer for at least 2 years"
    with_adopters = (
        f"{same}, or are placed for adoption and their adoptive placement together with their previous "
        "placement, last for at least 2 years"
    )
    for breakdown, age in {"": ALL_AGES, **AGES}.items():
        if breakdown not in ("age=under_1", "age=16_to_17"):  # the measure is about ages 2 to 15
            group = f"Age group; {age}"
            part = one(SAME_CARER, f"{group}; {same}", f"{group}; {with_adopters}")
            found.append(share("same_carer_two_years_percent", breakdown, part, f"{group}; {ALL_AGES}"))
    return found


def placement_targets() -> list[NationalTarget]:
    """Durations, reasons for change, and where children are placed."""
    found: list[NationalTarget] = []
    for breakdown, kinds in labels.PLACEMENT_DAYS.items():
        count = one(DURATIONS, *(f"{kind}; Average duration (days)" for kind in kinds))
        found.append(NationalTarget("mean_placement_days", breakdown, "days", count))
    changes = {"": "All Placements"}
    changes |= {f"reason={reason}": label for reason, label in labels.REASONS_TO_CHANGE.items()}
    counts = {breakdown: one(CHANGES, f"Age; Total; {label}") for breakdown, label in changes.items()}
    for breakdown, count in counts.items():
        found.append(NationalTarget("placement_changes", breakdown, "placements", count))
    status_only = counts["reason=status_only"]
    found.append(NationalTarget("placement_moves", "", "placements", counts[""], less=status_only))
    outside = "3. All children placed outside council boundary; All children"
    far = "All children; 2. Over 20 miles"
    shares = {
        "in_foster_care_percent": one(STOCK, "Placement; 1. Total foster placements"),
        "in_childrens_homes_percent": placed("childrens_home"),
        "outside_authority_percent": one(PROVIDERS, outside),
        "over_20_miles_percent": one(DISTANCE, far, far.replace("Over", "over")),
    }
    found += [NationalTarget(name, "", "percent", part, share_of=TOTAL) for name, part in shares.items()]
    return found


def share(measure: str, breakdown: str, part: Count, base: str) -> NationalTarget:
    """A percentage of a count in the same table, from counts rather than printed percentages."""
    return NationalTarget(measure, breakdown, "percent", part, share_of=one(part.table, base))


def national_targets() -> list[NationalTarget]:
    """Every national target, in the order of the files."""
    return stock_targets() + flow_targets() + stability_targets() + placement_targets() + stability_details()
