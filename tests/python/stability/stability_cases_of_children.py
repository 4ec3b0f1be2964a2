"""Lives in care with known answers, as in `stability_cases`: how long and how old children are, and who is counted."""

from __future__ import annotations

from lives import Case, Life, case

CASES_OF_CHILDREN = {
    # The same carer for two years
    "two and a half years to the day, two years to the day": case(
        "2010-02-02",
        """2018-10-01 2019-04-01 S C2 U6 PR1 fay X1 CARPL
           2019-04-01 -          P C2 U6 PR1 gus - -""",
        """same_carer children 1
           same_carer same_carer 1""",
    ),
    "a day short of two and a half years": case(
        "2010-02-02",
        "2018-10-02 - S C2 U6 PR1 fay - -",
        """same_carer children 0
           placements_in_year years_in_care=from_2_to_3_years one 1""",
    ),
    "a day short of two years with the carer": case(
        "2010-02-02",
        """2018-10-01 2019-04-02 S C2 U6 PR1 fay X1 CARPL
           2019-04-02 -          P C2 U6 PR1 gus - -""",
        """same_carer children 1
           same_carer same_carer 0
           same_carer same_carer_percent 0""",
    ),
    "sixteen on 31 March: too old": case(
        "2005-03-31",
        "2018-04-02 - S C2 U6 PR1 fay - -",
        """same_carer children 0
           placements_in_year age=16_to_17 one 1""",
    ),
    "sixteen the day after: in": case(
        "2005-04-01",
        "2018-04-02 - S C2 U6 PR1 fay - -",
        """same_carer age=10_to_15 children 1
           same_carer same_carer 1""",
    ),
    "two and a half years broken by a return home": case(
        "2010-02-02",
        """2018-04-02 2020-06-01 S C2 U6 PR1 fay E4A -
           2020-06-03 -          S C2 U6 PR1 fay - -""",
        """same_carer children 0
           placements_in_year two 1
           placements_in_two_years two 1""",
    ),
    # Adoption
    "placed with new adopters: with the placement before it, two years": case(
        "2017-08-20",
        """2018-05-01 2019-07-01 S C2 U6 PR1 fay X1 -
           2019-07-01 2020-12-01 L E1 U6 PR1 fay X1 CARPL
           2020-12-01 -          P E1 A6 PR1 ada - -""",
        """same_carer children 1
           same_carer same_carer 1
           same_carer placement=adoption same_carer 1
           placements_in_year two 1""",
    ),
    "placed with new adopters after a short placement: not two years": case(
        "2017-08-20",
        """2018-05-01 2020-06-01 S C2 U6 PR1 fay X1 CARPL
           2020-06-01 2020-12-01 P E1 U6 PR1 gus X1 CARPL
           2020-12-01 -          P E1 A6 PR1 ada - -""",
        """same_carer children 1
           same_carer same_carer 0
           placements_in_year three_or_more 1""",
    ),
    "adopted by the foster carer: the same placement": case(
        "2017-08-20",
        """2018-05-01 2020-12-01 S E1 U5 PR1 ada X1 PLACE
           2020-12-01 -          T E1 A5 PR1 ada - -""",
        """same_carer same_carer 1
           same_carer placement=adoption same_carer 1
           placements_in_year one 1
           moves moves 0
           placements_ceased placement=foster placements 1
           placements_ceased placement=adoption placements 0""",
    ),
    "adopted: the placement ends with the period of care": case(
        "2019-05-20",
        """2019-06-01 2020-02-29 S C2 U6 PR1 fay X1 CARPL
           2020-02-29 2021-02-28 P E1 A4 PR1 ada E11 -""",
        """placements_in_year children 0
           placements_ended placement=adoption placements 1
           placements_ended from_6_to_12_months 1
           placements_ended mean_days 365
           moves moves 0
           periods children_ceased 1
           periods age=1_to_4 children_ceased 1""",
    ),
    # Days and birthdays
    "a month from 31 January ends on 1 March": case(
        "2010-02-02",
        """2020-01-31 2020-12-31 S C2 U6 PR1 fay X1 CARPL
           2020-12-31 2021-01-31 P C2 U6 PR1 gus X1 CARPL
           2021-01-31 2021-02-28 P C2 U6 PR1 hal X1 CARPL
           2021-02-28 -          P C2 U6 PR1 ida - -""",
        """placements_ended from_8_days_to_1_month 1
           placements_ended from_1_to_3_months 1
           placements_ended from_6_to_12_months 1
           placements_ended median_days 31""",
    ),
    "a week, and a day more": case(
        "2010-02-02",
        """2020-06-01 2020-06-08 S C2 U6 PR1 fay X1 CARPL
           2020-06-08 2020-06-16 P C2 U6 PR1 gus E4A -""",
        """placements_ended from_1_to_7_days 1
           placements_ended from_8_days_to_1_month 1
           placements_ended mean_days 7.5""",
    ),
    "born on 29 February: a year older on 1 March": case(
        "2016-02-29",
        "2021-02-28 2021-03-01 S V2 U6 PR1 fay E4A -",
        """periods age=1_to_4 children_started 1
           periods age=5_to_9 children_ceased 1""",
    ),
    "five on 31 March": case("2016-03-31", "2020-05-01 - S V2 U6 PR1 fay - -",
        """placements_in_year age=5_to_9 one 1
           moves age=1_to_4 child_days 334
           moves age=5_to_9 child_days 1"""),
    "a leap year has 366 child-days": case(
        "2012-05-05",
        "2019-04-01 - S C2 U6 PR1 fay - -",
        """moves child_days 366
           placements_in_year time_in_care=12_months_or_more one 1""",
        year=2020,
    ),
    "leaving on the 18th birthday": case(
        "2002-09-10",
        """2018-05-01 2020-05-01 S C2 U4 PR1 fay X1 CARPL
           2020-05-01 2020-09-10 P C2 K2 PR1 elms E5 -""",
        """placements_in_year children 0
           periods children_ceased 1
           periods age=18_and_over children_ceased 1
           moves child_days 162
           moves age=16_to_17 child_days 162""",
    ),
    "a year in care on 31 March: began on 1 April": case(
        "2012-05-05",
        "2020-04-01 - S C2 U6 PR1 fay - -",
        """placements_in_year time_in_care=12_months_or_more one 1
           placements_in_two_years children 0""",
    ),
    "two days after it: under twelve months": case(
        "2012-05-05",
        "2020-04-02 - S C2 U6 PR1 fay - -",
        """placements_in_year time_in_care=under_12_months one 1
           moves time_in_care=under_12_months child_days 364""",
    ),
    # Who and what is left out
    "short breaks are left out of everything": Case(
        [
            Life("2012-02-02", "2020-04-10 2020-04-27 S V3 K2 PR1 elms E4A -\n2020-07-10 - S V4 K2 PR1 elms - -"),
            Life("2012-02-02", "2020-05-10 - S V2 K2 PR1 elms - -"),
        ],
        """placements_in_year children 1
           periods started 1
           placements_ended placements 0
           left out episodes of short breaks (V3, V4) 2""",
    ),
    "care between short breaks": case(
        "2012-02-02",
        """2020-04-10 2020-04-27 S V3 K2 PR1 elms E4A -
           2020-05-10 2020-08-27 S V2 K2 PR1 elms X1 CARPL
           2020-08-27 -          P V2 U6 PR1 fay - -
           """,
        """placements_in_year two 1
           periods started 1
           left out episodes of short breaks (V3, V4) 1""",
    ),
    "taken over by another authority: leaves one, starts in the other": Case(
        [
            Life("2010-02-02", "2019-05-01 2020-10-01 S C2 U6 PR1 fay E3 -", {"LA": "Ashby"}),
            Life("2010-02-02", "2020-10-01 - S C2 U6 PR2 fay - -", {"LA": "Carrow"}),
        ],
        """placements_in_year children 1
           placements_in_year la=Carrow one 1
           periods la=Ashby children_ceased 1
           periods la=Carrow children_started 1
           periods started 1
           moves moves 0""",
    ),
    "one number in two authorities is two children": Case(
        [
            Life("2010-02-02", "2019-05-01 - S C2 U6 PR1 fay - -", {"LA": "Ashby", "CHILD": "7"}),
            Life("2011-02-02", "2019-06-01 - S C2 U6 PR2 gus - -", {"LA": "Carrow", "CHILD": "7"}),
        ],
        "placements_in_year one 2",
    ),
    "an unaccompanied child": case(
        "2004-05-01",
        """2020-09-15 2020-10-10 S V2 U6 PR4 fay X1 CARPL
           2020-10-10 -          P V2 H5 PR4 hall - -""",
        """placements_in_year uasc=yes two 1
           placements_in_year uasc=no children 0
           placements_in_year placement=supported two 1
           placements_in_year age=16_to_17 two 1""",
        UASC=True,
    ),
    "no longer an unaccompanied child on 31 March": case(
        "2004-05-01",
        "2020-09-15 - S V2 U6 PR4 fay - -",
        """placements_in_year uasc=no one 1
           periods uasc=yes children_started 1""",
        UASC=True,
        DUC="2021-01-10",
    ),
    "sex, ethnicity and need are counted": case(
        "2010-02-02",
        "2019-05-01 - S J1 K1 PR1 lodge - -",
        """placements_in_year sex=female one 1
           placements_in_year ethnicity=black one 1
           placements_in_year need=N6 one 1
           placements_in_year legal_status=youth_justice one 1""",
        SEX="2",
        ETHNIC="black",
        CIN="N6",
    ),
    # What the returns do not reach
    "already in care when the returns begin": case(
        "2010-02-02",
        "2017-05-01 - L C2 U6 PR1 fay - -",
        """same_carer same_carer 1
           periods started 0""",
    ),
    "two years back need two returns": case(
        "2010-02-02",
        "2019-05-01 - S C2 U6 PR1 fay - -",
        "placements_in_two_years children -",
        year=2019,
        years=(2019, 2020),
    ),
}
