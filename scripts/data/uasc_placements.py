"""uasc_placements.csv: where unaccompanied asylum-seeking children (UASC) in care live on each 31 March, in England."""

from __future__ import annotations

from reference import FIRST_DAYS, Reference
from tables import Table, Total
from uasc import STOCK

#: Groups of the model -> names of the published tables that are added up, from the release for 2024 on and in that for 2023.
PLACEMENTS = {
    "foster": ("1. Foster placements",),
    "childrens_home": ("2. Secure homes and children's homes",),
    "supported": ("3. Independent and semi-independent living arrangements/ supported accommodation",),
    "other": ("4. Other placements",),
}
PLACEMENTS_OF_2019 = {
    "foster": ("1. Foster placements",),
    "childrens_home": ("3. Secure units and children's homes",),
    "supported": ("2. Living independently", "4. Semi-independent living accommodation"),
    "other": ("5. Other placements",),
}
RELEASES = {2019: 2023}  # the release for 2024 goes back to 2020
LATER_RELEASE = 2024


def build(reference: Reference) -> Table:
    """One row per 31 March and group of placements, counts to the nearest ten."""
    facts = reference.facts(STOCK)
    rows: list[list[str | int | float]] = []
    totals = []
    for year in FIRST_DAYS:
        release = RELEASES.get(year, LATER_RELEASE)
        names = PLACEMENTS if release == LATER_RELEASE else PLACEMENTS_OF_2019
        placed = 0
        for group, told in names.items():
            count = int(sum(facts[(f"Placements; {name}", year)] for name in told))
            kind = "measured" if len(told) == 1 else "derived"
            rows.append([year, group, count, "children", f"{kind}: DfE CLA reporting year {release}"])
            placed += count
        totals.append(Total(f"placed {year}", float(placed), facts[("Placements; Total", year)]))
    return Table("data/uasc_placements.csv", ["year", "placement", "children", "unit", "source"], rows, totals)
