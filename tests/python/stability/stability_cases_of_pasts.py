"""What returns can know and what they cannot: a life, the years of the returns at hand, and cells; `-`: not known.

The returns hold what was open in their years. Of every table there is a life that they tell, and one that they do not.
"""

from __future__ import annotations

from lives import Case, case

ONE = {"years": (2021,)}
TWO = {"years": (2020, 2021)}
CASES_OF_PASTS: dict[str, Case] = {
    # Placements in the year and in two years
    "placements of the year are in its return": case(
        "2012-05-05",
        """2017-05-01 2020-03-01 S C1 K2 PR1 oaks X1 CARPL
           2020-03-01 2020-09-01 P C1 U6 PR1 fay  X1 CARPL
           2020-09-01 -          P C2 U6 PR1 gus  -  -""",
        """placements_in_year two 1
           placements_in_year two_percent 100
           placements_in_year age=5_to_9 two 1
           placements_in_year time_in_care=12_months_or_more two 1
           placements_in_year first_placement=foster two 1
           placements_in_year first_legal_status=care_order two 1
           placements_in_year years_in_care=from_1_to_2_years two -
           placements_in_year years_in_care=5_years_or_more two -
           placements_in_year years_in_care=under_6_months two 0""",
        **ONE,
    ),
    "a period that starts in the returns is known": case(
        "2012-05-05",
        "2019-03-01 - S C2 U6 PR1 fay - -",
        """placements_in_year years_in_care=from_2_to_3_years one 1
           placements_in_year years_in_care=5_years_or_more one 0
           same_carer children 0
           moves years_in_care=from_1_to_2_years child_days 333""",
        **ONE,
    ),
    "a child born two years ago is not in care for longer": case(
        "2018-11-05",
        """2018-12-01 2019-02-01 S C1 U6 PR1 fay X1 -
           2019-02-01 -          L C2 U6 PR1 fay - -""",
        """placements_in_year years_in_care=from_2_to_3_years one 1
           same_carer children 0""",
        **ONE,
    ),
    "away when the returns begin: back to the same home, or to another": case(
        "2012-05-05",
        """2019-05-01 2020-03-25 S C2 U6 PR1 fay  X1 -
           2020-03-25 2020-04-05 P C2 T1 -   ward X1 -
           2020-04-05 -          P C2 U6 PR1 fay  -  -""",
        """placements_in_year children 1
           placements_in_year one -
           placements_in_year three_or_more 0
           placements_in_year first_placement=foster one -
           moves moves -
           placements_ended placements -""",
        **ONE,
    ),
    "two years need two returns, and are known then": case(
        "2012-05-05",
        """2017-05-01 2019-03-01 S C1 K2 PR1 oaks X1 CARPL
           2019-03-01 2019-09-01 P C1 U6 PR1 fay  X1 CARPL
           2019-09-01 -          P C2 U6 PR1 gus  -  -""",
        """placements_in_two_years two 1
           placements_in_two_years two_percent 100
           placements_in_two_years years_in_care=from_2_to_3_years two -""",
        **TWO,
    ),
    # The same carer for two years
    "in care and with the carer for longer than is asked": case(
        "2012-05-05",
        """2017-05-01 2018-09-01 S C1 U6 PR1 fay X1 -
           2018-09-01 -          L C2 U6 PR1 fay - -""",
        """same_carer children 1
           same_carer same_carer 1
           same_carer same_carer_percent 100""",
        **ONE,
    ),
    "the order of half a year ago does not tell how long the child is in care": case(
        "2012-05-05",
        """2017-05-01 2019-09-01 S C1 U6 PR1 fay X1 -
           2019-09-01 -          L C2 U6 PR1 fay - -""",
        """same_carer children -
           same_carer same_carer -
           same_carer same_carer_percent -
           same_carer age=10_to_15 children 0""",
        **ONE,
    ),
    "in care long enough, but since when with the carer?": case(
        "2012-05-05",
        """2017-05-01 2018-09-01 S C1 U6 PR1 fay X1 -
           2018-09-01 2019-06-01 L C2 U6 PR1 fay X1 PLACE
           2019-06-01 -          T C2 U4 PR1 fay - -""",
        """same_carer children -
           same_carer other -""",
        **ONE,
    ),
    "with two returns a carer of the first day is one of two years": case(
        "2012-05-05",
        """2016-05-01 2018-09-01 S C1 U6 PR1 fay X1 CARPL
           2018-09-01 2019-06-01 P C2 U6 PR1 gus X1 PLACE
           2019-06-01 -          T C2 U4 PR1 gus - -""",
        """same_carer children 1
           same_carer same_carer 1""",
        **TWO,
    ),
    "new adopters: the placement before is not at hand": case(
        "2017-08-20",
        """2018-05-01 2020-02-01 S E1 U6 PR1 fay X1 CARPL
           2020-02-01 -          P E1 A6 PR1 ada - -""",
        """same_carer children -
           same_carer same_carer -""",
        **ONE,
    ),
    # Lengths
    "a placement that began with the period, before the year": case(
        "2012-05-05",
        "2018-05-01 2020-07-01 S C1 U6 PR1 fay E4A -",
        """placements_ended mean_days 792
           placements_ended from_2_to_5_years 1
           placements_ended time_in_care=12_months_or_more placements 1
           placements_ceased median_days 792
           periods mean_days 792""",
        **ONE,
    ),
    "a placement that goes on from before": case(
        "2012-05-05",
        """2017-05-01 2019-09-01 S C1 U6 PR1 fay X1 -
           2019-09-01 2020-07-01 L C2 U6 PR1 fay X1 CARPL
           2020-07-01 -          P C2 U6 PR1 gus - -""",
        """placements_ended placements 1
           placements_ended placement=foster placements 1
           placements_ended from_1_to_7_days 0
           placements_ended from_3_to_6_months_percent 0
           placements_ended from_6_to_12_months -
           placements_ended mean_days -
           placements_ended median_days -
           placements_ceased mean_days -
           placements_ended years_in_care=under_6_months placements 0
           placements_ended years_in_care=from_1_to_2_years placements -
           moves moves 1
           moves care_plan 1
           moves years_in_care=5_years_or_more moves -""",
        **ONE,
    ),
    "of a child born a month before, the band is known and the days are not": case(
        "2020-03-01",
        """2020-03-02 2020-03-20 S L2 U6 PR1 fay X1 -
           2020-03-20 2020-05-20 L C1 U6 PR1 fay E4A -""",
        """placements_ended from_1_to_3_months 1
           placements_ended mean_days -
           periods from_1_to_3_months 1
           periods mean_days -
           periods children_ceased 1
           periods time_in_care=under_12_months children_ceased 1""",
        **ONE,
    ),
    "another status with the same carer begins a published placement, and goes on in one of ours": case(
        "2012-05-05",
        """2017-05-01 2020-01-01 S C2 U6 PR1 fay X1 PLACE
           2020-01-01 2020-07-01 T C2 U4 PR1 fay X1 CARPL
           2020-07-01 -          P C2 U6 PR1 gus - -""",
        """placements_ceased mean_days 182
           placements_ceased from_3_to_6_months 0
           placements_ceased from_6_to_12_months 1
           placements_ended mean_days -""",
        **ONE,
    ),
    "a carer who adopts may have fostered before": case(
        "2017-08-20",
        """2018-05-01 2019-09-01 S E1 U5 PR1 ada X1 PLACE
           2019-09-01 2020-02-01 T E1 A5 PR1 ada X1 -
           2020-02-01 2020-07-01 L V2 A5 PR1 ada E11 -""",
        """placements_ended placements 1
           placements_ended placement_group=foster placements -
           placements_ended placement_group=homes placements 0
           placements_ceased placement_group=adoption placements 1""",
        **ONE,
    ),
    # Moves and periods
    "days in care are known, by how long they were not": case(
        "2012-05-05",
        """2017-05-01 2019-12-01 S C1 U6 PR1 fay X1 -
           2019-12-01 -          L C2 U6 PR1 fay - -""",
        """moves child_days 365
           moves moves_per_child_year 0
           moves status_only 0
           moves placement=foster child_days 365
           moves time_in_care=12_months_or_more child_days -
           moves years_in_care=5_years_or_more child_days -""",
        **ONE,
    ),
    "starts and ends are known, how long the period was is not": case(
        "2012-05-05",
        """2017-05-01 2020-02-01 S C1 U6 PR1 fay X1 -
           2020-02-01 2020-06-01 L C2 U6 PR1 fay E4A -
           2020-09-01 -          S V2 U6 PR1 gus - -""",
        """periods started 1
           periods children_started 1
           periods ceased 1
           periods children_ceased 1
           periods from_1_to_7_days 0
           periods from_2_to_5_years -
           periods mean_days -
           periods median_days -
           periods time_in_care=under_12_months children_ceased -
           periods time_in_care=under_12_months children_started 1""",
        **ONE,
    ),
    # A year without a return
    "a year is missing: did the period go on?": case(
        "2012-05-05",
        """2018-06-01 2019-09-01 S C1 U6 PR1 fay X1 CARPL
           2019-09-01 -          P C2 U6 PR1 gus - -""",
        """placements_in_year one 1
           placements_in_year years_in_care=from_2_to_3_years one -
           placements_in_year years_in_care=from_3_to_5_years one 0
           same_carer children -
           moves moves 0""",
        years=(2019, 2021),
    ),
    "a year is missing, in which the child came into care": case(
        "2012-05-05",
        """2019-06-01 2019-09-01 S C1 U6 PR1 fay X1 CARPL
           2019-09-01 -          P C2 U6 PR1 gus - -""",
        """placements_in_year years_in_care=from_1_to_2_years one -
           placements_in_year years_in_care=from_2_to_3_years one -
           placements_in_year years_in_care=from_3_to_5_years one 0
           placements_in_year time_in_care=12_months_or_more one 1
           same_carer children 0""",
        years=(2019, 2021),
    ),
}
