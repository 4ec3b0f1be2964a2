"""Lives in care with known answers, written from the definitions of the published tables before the code was.

Answers are cells of the tables of one year: `table measure value`, or `table breakdown=group measure value`. The
returns are those of 2019, 2020 and 2021 unless a case says otherwise. Here: what a placement is, and how many a child
has in a year. In `stability_cases_of_children`: how long, how old, and who is counted.
"""

from __future__ import annotations

from lives import case
from stability_cases_of_children import CASES_OF_CHILDREN

CASES = {
    # Placements in the year
    "one placement all year": case(
        "2012-05-05",
        "2019-05-01 - S C2 U6 PR1 fay - -",
        """placements_in_year children 1
           placements_in_year one 1
           placements_in_year one_percent 100
           placements_in_year age=5_to_9 one 1
           placements_in_year time_in_care=12_months_or_more one 1
           moves moves 0
           moves child_days 365""",
    ),
    "a change of legal status is no placement": case(
        "2012-05-05",
        """2020-05-01 2020-05-04 S L1 U6 PR1 fay X1 -
           2020-05-04 2020-06-01 L C1 U6 PR1 fay X1 -
           2020-06-01 -          L C2 U6 PR1 fay - -""",
        """placements_in_year one 1
           placements_in_year legal_status=care_order one 1
           placements_in_year first_legal_status=child_protection one 1
           moves moves 0
           moves status_only 0
           placements_ceased placements 0""",
    ),
    "a move is a second placement": case(
        "2012-05-05",
        """2019-05-01 2020-07-01 S C2 U6 PR1 fay X1 CREQB
           2020-07-01 -          P C2 K2 PR4 oaks - -""",
        """placements_in_year two 1
           placements_in_year placement=childrens_home two 1
           placements_in_year first_placement=foster two 1
           moves moves 1
           moves carer_behaviour 1
           placements_ended placements 1
           placements_ended placement=foster placements 1
           placements_ended from_1_to_2_years 1
           placements_ended mean_days 427""",
    ),
    "three placements": case(
        "2006-05-05",
        """2019-05-01 2020-07-01 S C2 U6 PR1 fay  X1 CREQB
           2020-07-01 2020-07-08 P C2 K2 PR4 oaks X1 CLOSE
           2020-07-08 -          P C2 U6 PR4 gus  - -""",
        """placements_in_year three_or_more 1
           placements_in_year three_or_more_percent 100
           placements_in_year age=10_to_15 three_or_more 1
           placements_ended from_1_to_7_days 1
           placements_ended median_days 217""",
    ),
    "a placement that ends on the first day of the year was open in it": case(
        "2012-05-05",
        """2019-05-01 2020-04-01 S C2 U6 PR1 fay X1 CARPL
           2020-04-01 -          P C2 U6 PR1 gus - -""",
        "placements_in_year two 1",
    ),
    "a placement that ended on the eve of the year was not": case(
        "2012-05-05",
        """2019-05-01 2020-03-31 S C2 U6 PR1 fay X1 CARPL
           2020-03-31 -          P C2 U6 PR1 gus - -""",
        """placements_in_year one 1
           placements_in_two_years two 1
           moves moves 0""",
    ),
    "a move on the last day counts": case(
        "2012-05-05",
        """2019-05-01 2021-03-31 S C2 U6 PR1 fay X1 CARPL
           2021-03-31 -          P C2 U6 PR1 gus - -""",
        """placements_in_year two 1
           moves moves 1
           moves care_plan 1""",
    ),
    "order and move on the same day are one move": case(
        "2012-05-05",
        """2019-05-01 2020-07-01 S V2 U6 PR1 fay X1 STAND
           2020-07-01 -          B C1 U6 PR1 gus - -""",
        """placements_in_year two 1
           moves moves 1
           moves standards 1
           moves legal_status=voluntary moves 1""",
    ),
    "two moves on two days in a row": case(
        "2012-05-05",
        """2019-05-01 2020-07-01 S V2 U6 PR1 fay X1 ALLEG
           2020-07-01 2020-07-02 P V2 U6 PR1 gus X1 OTHER
           2020-07-02 -          P V2 U6 PR4 hal - -""",
        """placements_in_year three_or_more 1
           moves allegation 1
           moves other 1
           placements_ended from_1_to_7_days 1""",
    ),
    "re-entry: placements of all the year's periods count": case(
        "2012-05-05",
        """2020-05-01 2020-06-01 S V2 U6 PR1 fay E4A -
           2020-09-01 2020-10-01 S V2 U6 PR1 gus X1 CARPL
           2020-10-01 -          P V2 U3 PR1 nan - -""",
        """placements_in_year three_or_more 1
           placements_in_year time_in_care=under_12_months three_or_more 1
           moves moves 1
           placements_ended placements 2
           periods started 2
           periods children_started 1
           periods ceased 1
           periods children_ceased 1
           periods from_1_to_3_months 1""",
    ),
    "gone on 31 March: in no table of that day": case(
        "2012-05-05",
        """2020-05-01 2020-06-01 S V2 U6 PR1 fay X1 CREQO
           2020-06-01 2021-03-31 P V2 U6 PR1 gus E4B -""",
        """placements_in_year children 0
           moves moves 1
           placements_ended placements 2
           periods ceased 1
           periods mean_days 334""",
    ),
    # Temporary placements
    "hospital and holiday are no placements": case(
        "2010-02-02",
        """2020-03-03 2020-05-05 S C2 U6 PR4 fay X1 -
           2020-05-05 2020-06-16 P C2 T1 -   ward X1 -
           2020-06-16 2020-08-01 P C2 U6 PR4 fay X1 -
           2020-08-01 2020-08-22 P C2 T3 -   gus X1 -
           2020-08-22 -          P C2 U6 PR4 fay - -""",
        """placements_in_year one 1
           placements_in_year placement=foster one 1
           moves moves 0
           moves not_given 0
           placements_ended placements 0
           placements_ceased placements 0""",
    ),
    "away on 31 March: still in the placement one comes from": case(
        "2010-02-02",
        """2020-03-03 2021-03-20 S C2 K2 PR4 oaks X1 -
           2021-03-20 -          P C2 T1 -   ward - -""",
        """placements_in_year one 1
           placements_in_year placement=childrens_home one 1""",
    ),
    "not coming back: one move, when the next placement begins": case(
        "2010-02-02",
        """2020-05-01 2020-06-01 S C2 U6 PR4 fay X1 -
           2020-06-01 2020-06-21 P C2 T1 -   ward X1 -
           2020-06-21 -          P C2 K2 PR4 oaks - -""",
        """placements_in_year two 1
           moves moves 1
           moves not_given 1
           placements_ended mean_days 51""",
    ),
    "a temporary stay keeps two years with the same carer": case(
        "2010-02-02",
        """2018-04-02 2020-07-01 S C2 U6 PR4 fay X1 -
           2020-07-01 2020-07-08 P C2 T4 -   gus X1 -
           2020-07-08 -          P C2 U6 PR4 fay - -""",
        """same_carer children 1
           same_carer same_carer 1
           same_carer same_carer_percent 100""",
    ),
    # Status of the placement only
    "the foster carer becomes long-term: no move": case(
        "2010-02-02",
        """2018-05-01 2020-07-01 S C2 U6 PR4 fay X1 PLACE
           2020-07-01 -          T C2 U4 PR4 fay - -""",
        """placements_in_year one 1
           moves moves 0
           moves status_only 1
           placements_ended placements 0
           placements_ceased placements 1
           same_carer same_carer 1""",
    ),
    "long-term, then moved: two placements ceased as published, one ended": case(
        "2010-02-02",
        """2019-05-01 2020-06-01 S C2 U6 PR4 fay  X1 PLACE
           2020-06-01 2020-12-01 T C2 U4 PR4 fay  X1 CREQB
           2020-12-01 -          P C2 K2 PR4 oaks - -""",
        """placements_ended placements 1
           placements_ended from_1_to_2_years 1
           placements_ended mean_days 580
           placements_ceased placements 2
           placements_ceased placement_group=foster placements 2
           placements_ceased from_1_to_2_years 1
           placements_ceased from_6_to_12_months 1
           placements_ceased mean_days 290""",
    ),
    "the status changed before the year: what ceases in it began then": case(
        "2010-02-02",
        """2017-05-01 2020-03-01 S C2 U6 PR4 fay  X1 PLACE
           2020-03-01 2020-05-05 U C2 U4 PR4 fay  X1 -
           2020-05-05 2020-05-20 P C2 T1 -   ward X1 -
           2020-05-20 2020-06-01 P C2 U4 PR4 fay  X1 -
           2020-06-01 2020-06-15 L V2 U4 PR4 fay  E4A -""",
        """placements_ended 5_years_or_more 0
           placements_ended from_2_to_5_years 1
           placements_ceased placements 1
           placements_ceased from_3_to_6_months 1
           placements_ceased mean_days 106""",
    ),
    "PLACE is no move, whatever RNE says": case(
        "2010-02-02",
        """2020-05-01 2020-07-01 S C2 U6 PR1 fay X1 PLACE
           2020-07-01 -          P C2 U6 PR4 fay - -""",
        """placements_in_year one 1
           moves moves 0
           moves status_only 1""",
    ),
    "order and status on the same day: same carer": case(
        "2010-02-02",
        """2020-05-01 2020-07-01 S C1 U6 PR1 fay X1 PLACE
           2020-07-01 -          U C2 U4 PR1 fay - -""",
        """placements_in_year one 1
           moves status_only 1""",
    ),
    **CASES_OF_CHILDREN,
}
