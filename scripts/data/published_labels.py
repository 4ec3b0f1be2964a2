"""Our words for the categories of the national statistics, and the labels they are published under."""

from __future__ import annotations

Labels = tuple[str, ...]

SEXES = {"female": "Female", "male": "Male"}
ETHNIC_GROUPS = {
    "white": ("1. Total White",),
    "mixed": ("2. Total Mixed or Multiple ethnic groups",),
    "asian": ("3. Total Asian or Asian British",),
    "black": ("4. Total Black, African, Caribbean or Black British",),
    "other": ("5. Total other ethnic group",),
    "unknown": (
        "6. Total refused or information not yet available",
        "6. Total refused of information not yet available",
    ),
}
LEGAL_STATUSES = {
    "care_order": "Care orders",
    "placement_order": "Placement order granted",
    "voluntary": "Voluntary agreements under S20 CA 1989",
    "child_protection": "Detained for child protection",
    "youth_justice": "Youth justice legal statuses",
}
NEEDS = {
    "N1": "N1. Abuse or neglect",
    "N2": "N2. Child's disability",
    "N3": "N3. Parental illness or disability",
    "N4": "N4. Family in acute stress",
    "N5": "N5. Family dysfunction",
    "N6": "N6. Socially unacceptable behaviour",
    "N7": "N7. Low income",
    "N8": "N8. Absent parenting",
}
_HOMES = "Total children's homes subject to children's homes regulations"
_SUPPORTED = "Total independent and semi-independent living arrangements/ supported accommodation"
_SEMI_INDEPENDENT = "Semi-independent living accommodation not subject to children's homes regulations"
_KIN, _OTHER = "council boundary with relative or friend", "council boundary with other foster carer"
_INSIDE, _OUTSIDE = "inside the council boundary", "outside the council boundary"
_SECURE_HOME = (f"4a Secure home placement {_INSIDE}", f"4b Secure home placement {_OUTSIDE}")
_SECURE_UNIT = (f"5a Secure unit placement {_INSIDE}", f"5b Secure unit placement {_OUTSIDE}")
_SCHOOLS = "7. Total residential schools"
# Our kinds of placement: homes with secure homes, other residential settings with residential schools.
PLACEMENT_KINDS: dict[str, tuple[Labels, ...]] = {
    "foster_kin": (
        (f"1a.1 Total foster placements inside {_KIN}", f"1b.1 Total foster placements outside {_KIN}"),
    ),
    "foster": (
        (f"1a.2 Total foster placements inside {_OTHER}", f"1b.2 Total foster placements outside {_OTHER}"),
    ),
    "adoption": (("2. Total placed for adoption",),),
    "parents": (("3. Total placed with parents or other person with parental responsibility",),),
    "childrens_home": ((*_SECURE_HOME, f"4c {_HOMES}"), (*_SECURE_UNIT, f"5c {_HOMES}")),
    "supported": ((f"5. {_SUPPORTED}",), (f"5d {_SEMI_INDEPENDENT}", "4a Living independently")),
    "other_residential": (("6. Total other residential settings", _SCHOOLS),),
    "other": (("8. Total other placements",),),
}
PLACEMENT_DETAILS: dict[str, tuple[Labels, ...]] = {
    "secure_home": (_SECURE_HOME, _SECURE_UNIT),
    "residential_school": ((_SCHOOLS,),),
}
PROVIDER_KINDS = {
    "own": ("Own provision (by the LA)",),
    "other_authority": ("Other LA provision",),
    "private": ("Private provision",),
    "voluntary": ("Voluntary/third sector provision",),
    "other_public": ("Other public provision (e.g., PCT)", "Other public provision (eg by PCT)"),
    "parents": ("Parents or other person with parental responsibility",),
    "none": ("Placement provider not reported",),
}
_HOME_AGAIN = "Returned home to live with parents or other person with parental responsibility which was"
REASONS_TO_CEASE = {
    "adopted": "Adopted",
    "special_guardianship": "Special guardianship order",
    "child_arrangements": "Residence order or child arrangement order granted",
    "returned_home_planned": f"{_HOME_AGAIN} part of the care planning process",
    "returned_home_unplanned": f"{_HOME_AGAIN} not part of the care planning process",
    "to_relatives": (
        "Left care to live with parents, relatives or other person with no parental responsibility"
    ),
    "independent_with_support": "Moved into independent living (with supportive accommodation)",
    "independent_without_support": "Moved into independent living (with no formalised support)",
    "stayed_with_carers_at_18": "Aged 18 (or over) and remained with current carers",
    "adult_residential": "Transferred to residential care funded by adult social services",
    "custody": "Sentenced to custody",
    "remand_ended": "Accommodation on remand ended",
    "age_assessed_as_adult": "Age assessment determined child aged 18 or over",
    "other_authority": "Care taken by another local authority",
    "moved_abroad": "Child moved abroad",
    "died": "Died",
    "any_other": "Care ceased for any other reason",
}
REASONS_TO_CHANGE = {
    "care_plan": "Change to/Implementation of care plan",
    "carer_behaviour": "Carer requests placement ends due to child's behaviour",
    "carer_other": "Carer requests placement end other than due to child's behaviour",
    "child": "Child requests placement to end",
    "authority": "Responsible/Area authority requests placement to end",
    "standards": "Standards of care concern",
    "allegation": "Allegation (s47)",
    "approval_removed": "Approval removed",
    "closure": "Resignation or closure of provision",
    "custody": "Custody",
    "status_only": "Change in the status of a placement only",
    "other": "Other",
}
_PARENTS = "Placed with parents or other"
PLACEMENT_DAYS = {
    "": ("All placements",),
    "placement_group=foster": ("Foster placements",),
    "placement_group=adoption": ("Placed for adoption",),
    "placement_group=parents": (
        f"{_PARENTS} persons with parental responsibility",
        f"{_PARENTS} person with parental responsibility",
    ),
    "placement_group=homes": ("Secure homes and children's homes",),
    "placement_group=supported": (
        "Independent and semi-independent living arrangements/ supported accommodation",
    ),
    "placement_group=other_residential": ("Other residential settings",),
    "placement_group=residential_school": ("Residential schools",),
    "placement_group=other": ("Other placement", "Other placements"),
}
# Published groups of placements in the tables of stability: residential schools with other residential settings.
STABILITY_GROUPS: dict[str, Labels] = {
    "foster": ("Foster placements",),
    "adoption": ("Placed for adoption",),
    "parents": ("Placed with parents or other person with parental responsibility",),
    "homes": ("Secure homes and children's homes",),
    "supported": ("Independent and semi-independent living arrangements/ supported accommodation",),
    "other_residential": ("Other residential settings", "Residential schools"),
    "other": ("Other placements",),
}
DURATION_BANDS = {
    "from_1_to_7_days": "1 to 7 days",
    "from_8_days_to_1_month": "From 8 days to under 1 month",
    "from_1_to_3_months": "From 1 month to under 3 months",
    "from_3_to_6_months": "From 3 months to under 6 months",
    "from_6_to_12_months": "From 6 months to under 1 year",
    "from_1_to_2_years": "From 1 year to under 2 years",
    "from_2_to_5_years": "From 2 years to under 5 years",
    "5_years_or_more": "From 5 years and over",
}
AGES_OF_LEAVERS = {
    "under_1": ("Under 1 year",),
    "1_to_4": ("1 to 4 years",),
    "5_to_9": ("5 to 9 years",),
    "10_to_15": ("10 to 15 years",),
    "16": ("16 years",),
    "17": ("17 years",),
    "18_and_over": ("Ceased on 18th birthday", "Ceased when older than 18th birthday"),
}
TIMES_IN_CARE = {
    "12_months_or_more": "CLA 12 months on 31 March",
    "under_12_months": "CLA less than 12 months on 31 March",
}
PLACEMENTS_IN_YEAR = {
    "placements_one_percent": "With 1 placement during the year",
    "placements_two_percent": "With 2 placements during the year",
    "three_or_more_placements_percent": "With 3 or more placements during the year",
}
