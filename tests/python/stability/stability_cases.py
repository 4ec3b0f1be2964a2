"""Lives in care with known answers, written from the definitions of the published tables before the code was.

A life is a day of birth and one line per episode, `-` for blank:
DECOM DEC RNE LS PLACE PLACE_PROVIDER CARER REC REASON_PLACE_CHANGE

Answers are cells of the tables of one year: `table measure value`, or `table breakdown=group measure value`. The
returns are those of 2019, 2020 and 2021 unless a case says otherwise.
"""

from __future__ import annotations

from typing import NamedTuple


class Life(NamedTuple):
    born: str
    episodes: str
    facts: dict = {}


class Case(NamedTuple):
    lives: list[Life]
    cells: str
    year: int = 2021
    years: tuple[int, ...] = (2019, 2020, 2021)


def case(born: str, episodes: str, cells: str, **more) -> Case:
    facts = {name: more.pop(name) for name in ("SEX", "ETHNIC", "CIN", "UASC", "DUC") if name in more}
    return Case([Life(born, episodes, facts)], cells, **more)


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
           periods started 0
           left out placements counted from the first day known, as they began before the episodes do 1""",
    ),
    "two years back need two returns": case(
        "2010-02-02",
        "2019-05-01 - S C2 U6 PR1 fay - -",
        "placements_in_two_years children -",
        year=2019,
        years=(2019, 2020),
    ),
}
