"""A figure is there if the returns at hand can know it, and only then."""

from __future__ import annotations

import random

import lives
import numpy as np
import pandas as pd
import pytest
from lives import Case, Life
from stability_cases_of_pasts import CASES_OF_PASTS

from hearth import stability
from hearth.stability import screen
from hearth.stability.tables import TABLES

SPLITS = {"total", "time_in_care", "years_in_care", "placement", "first_placement"}
KEYS = ["table", "scenario", "year", "breakdown", "group", "measure"]


def at_hand(episodes: pd.DataFrame, years: tuple[int, ...]) -> pd.DataFrame:
    """The episodes that the returns of these years hold, as they were at the end of the last that has them."""
    seen = []
    for year in years:
        first, last = pd.Timestamp(f"{year - 1}-04-01"), pd.Timestamp(f"{year}-03-31")
        rows = episodes[(episodes.DECOM <= last) & ~(episodes.DEC < first)]
        later = rows.DEC > last
        ends = {name: rows[name].mask(later) for name in ("DEC", "REC", "REASON_PLACE_CHANGE")}
        seen.append(rows.assign(KNOWN_UNTIL=last, **ends))
    return pd.concat(seen).drop_duplicates(["LA", "CHILD", "DECOM"], keep="last")


def care(of_lives: list[Life], years: tuple[int, ...]) -> stability.Care:
    return stability.Care(at_hand(lives.episodes(of_lives), years), years, "lives written by hand")


def row(case: Case, line: str) -> pd.Series | None:
    """The row of a table that a line of a case is about; None if nobody is or may be in the group."""
    name, *split, measure, _ = line.split()
    breakdown, group = split[0].split("=") if split else ("total", "all")
    table = stability.tabulate(care(case.lives, case.years), name, [case.year], {breakdown})
    found = table[(table.breakdown == breakdown) & (table.group == group) & (table.measure == measure)]
    assert measure in set(table.measure)
    return found.iloc[0] if len(found) else None


@pytest.mark.parametrize("name", CASES_OF_PASTS)
def test_what_the_returns_can_know_is_there_and_nothing_else(name: str) -> None:
    for line in CASES_OF_PASTS[name].cells.strip().splitlines():
        found, expected = row(CASES_OF_PASTS[name], line), line.split()[-1]
        if expected == "-":
            assert found is not None and np.isnan(found.value) and found.lowest < found.highest, line
        else:
            value = 0.0 if found is None else found.value
            assert value == pytest.approx(float(expected)), line


@pytest.mark.parametrize("name", CASES_OF_PASTS)
def test_what_really_was_lies_between_the_bounds(name: str) -> None:
    case = CASES_OF_PASTS[name]
    told, true = care(case.lives, case.years), lives.care(case.lives)
    agrees(*(stability.tables(one, [case.year], SPLITS) for one in (told, true)))


def agrees(told: dict[str, pd.DataFrame], true: dict[str, pd.DataFrame]) -> int:
    """Every value that is told is true, and the truth lies between the bounds; returns how many are not told."""
    unknown = 0
    for name, table in told.items():
        both = table.merge(true[name], on=KEYS, how="outer", suffixes=("", "_true"), indicator=True)
        both = both[both.year.isin(set(table.year))]
        absent = both["_merge"] == "right_only"
        assert not absent.any(), both[absent]
        counts = both.measure.isin(TABLES[name].counts())
        value = both.value_true.where(both.value_true.notna() | ~counts, 0.0)  # a group that nobody was in
        told_ = both.value.notna()
        wrong = both[told_ & (both.value != value)]
        assert np.allclose(both.value[told_], value[told_], rtol=1e-12, equal_nan=True), wrong
        between = (both.lowest <= value + 1e-9) & (value <= both.highest + 1e-9)
        assert (between | value.isna()).all(), both[~between & value.notna()]
        unknown += int((both.value.isna() & both.lowest.notna()).sum())
    return unknown


PLACES = ("U6", "U4", "U3", "K2", "A5", "A6", "P1", "H5", "R1", "T1")


def random_life(draw: random.Random, born: pd.Timestamp, end: pd.Timestamp) -> Life:
    """A life of several periods of care, of episodes of any kind that may follow one another."""
    lines, day = [], born + pd.Timedelta(days=draw.randrange(1, 1500))
    while day < end - pd.Timedelta(days=30):
        rne, legal, place, carer = "S", "V2", draw.choice(PLACES[:-1]), f"c{draw.randrange(10**6)}"
        home = place, carer
        while True:
            until = day + pd.Timedelta(days=int(draw.expovariate(1 / 200)) + 1)
            begins, ends = f"{day:%Y-%m-%d}", f"{until:%Y-%m-%d}"
            provider = "-" if place == "T1" else "PR1"
            if until >= end:
                lines.append(f"{begins} - {rne} {legal} {place} {provider} {carer} - -")
                return Life(f"{born:%Y-%m-%d}", "\n".join(lines))
            what = draw.choice(["leave", "L", "L", "P", "B", "T", "away"])
            if place == "T1" and (what in ("T", "away", "L") or draw.random() < 0.5):
                what = "home"
            reason = {"P": "CARPL", "B": "CREQB", "T": "PLACE"}.get(what, "-")
            ended = "E4A -" if what == "leave" else f"X1 {reason}"
            lines.append(f"{begins} {ends} {rne} {legal} {place} {provider} {carer} {ended}")
            day = until
            if what == "leave":
                break
            rne = {"home": "P", "away": "P"}.get(what, what)
            if what in ("L", "B"):
                legal = "C2" if legal == "V2" else "V2"
            if what in ("P", "B"):
                home = draw.choice(PLACES[:-1]), f"c{draw.randrange(10**6)}"
            if what == "T":
                home = {"U6": "U4", "U4": "A5", "U3": "A5"}.get(place, place), carer
            place, carer = ("T1", "ward") if what == "away" else home
        day += pd.Timedelta(days=draw.randrange(1, 400))
    return Life(f"{born:%Y-%m-%d}", "\n".join(lines))


@pytest.mark.parametrize("years", [(2021,), (2020, 2021), (2019, 2021)], ids=str)
def test_no_value_from_some_returns_differs_from_that_of_the_whole_lives(years: tuple[int, ...]) -> None:
    draw = random.Random(str(years))
    end = pd.Timestamp("2021-03-31")
    births = [pd.Timestamp("2004-06-01") + pd.Timedelta(days=draw.randrange(5600)) for _ in range(40)]
    of_lives = [random_life(draw, born, end) for born in births]
    whole = stability.Care(lives.episodes(of_lives), tuple(range(2015, 2022)), "lives by chance")
    told = stability.tables(care(of_lives, years), None, SPLITS)
    unknown = agrees(told, stability.tables(whole, years, SPLITS))
    assert 100 < unknown < 0.7 * sum(map(len, told.values()))


# A past of a single child, day by day: what comes of each is what the bounds say, no more and no less.
BESIDE = "2018-07-01 2020-11-11 S C2 U6 PR1 fay X1 CARPL\n2020-11-11 - P C2 K2 PR1 oaks - -"
AFTER = "2020-03-20 2020-05-30 {rne} C2 U6 PR1 gus X1 CARPL\n2020-05-30 - P C2 U6 PR1 hal - -"


def pasts_day_by_day(born: str, rne: str) -> list[str]:
    """Every past of at most two placements, of which the second goes on when the returns begin, or has ended (P)."""
    days = [f"{day:%Y-%m-%d}" for day in pd.date_range(born, "2020-03-20")]
    eve, last = days[-2:]
    found = [f"{eve} {last} S V4 U6 PR1 gus X1 -"] if rne == "L" else []
    for entered in days[:-1]:
        for moved in days[days.index(entered) :]:
            first = f"{entered} {moved} S C1 K2 PR1 oaks X1 CARPL" if entered != moved else ""
            placed = f"{moved} {{}} {'P' if first else 'S'} C1 U6 PR1 gus X1"
            if rne == "L":
                seconds = [f"{placed.format(last)} -"] if moved < last else []
            else:
                changed = f"{placed.format(last)} PLACE"
                away = f"{placed.format(eve)} -\n{eve} {last} P C1 T1 - ward X1 -"
                seconds = [changed] * (moved < last) + [away] * (moved < eve) + [""] * (moved == last)
            found += ["\n".join(filter(None, [first, second])) for second in seconds]
    return found


@pytest.mark.parametrize(("rne", "born"), [("L", "2020-03-10"), ("P", "2020-03-12")])
def test_the_bounds_are_the_extremes_of_every_past_there_may_have_been(rne: str, born: str) -> None:
    known = AFTER.format(rne=rne)
    pasts = pasts_day_by_day(born, rne)
    tables = [lives.episodes([Life(born, f"{past}\n{known}"), Life("2010-02-02", BESIDE)]) for past in pasts]
    each = pd.concat([table.assign(SCENARIO=str(number)) for number, table in enumerate(tables)], ignore_index=True)
    told = stability.tables(care([Life(born, known), Life("2010-02-02", BESIDE)], (2021,)), None, SPLITS)
    true = stability.tables(stability.Care(each, (2021,), "every past"), None, SPLITS)
    for name in TABLES:
        if true[name].empty:  # needs two years
            continue
        extremes = true[name].groupby(["breakdown", "group", "measure"])["value"].agg(["min", "max", "count"])
        for cell in told[name].itertuples():
            if pd.isna(cell.lowest):
                continue
            least, most, count = extremes.loc[cell.breakdown, cell.group, cell.measure]
            if count == len(pasts):  # else in some pasts nobody is in the group
                assert (cell.lowest, cell.highest) == pytest.approx((least, most)), cell
            elif cell.measure in TABLES[name].counts():
                assert (cell.lowest, cell.highest) == pytest.approx((0, most)), cell


def test_a_run_knows_everything(run_file) -> None:
    import hearth

    for table in stability.tables(stability.care_of(hearth.open(run_file))).values():
        assert (table.value.isna() == table.lowest.isna()).all()
        assert table.lowest.equals(table.highest) and table.value.equals(table.lowest)


def test_the_screen_shows_a_figure_that_is_known_to_the_digit() -> None:
    figure = {"value": np.nan, "low": np.nan, "high": np.nan, "unit": "%"}
    assert screen.written(figure | {"lowest": 12.31, "highest": 12.34}) == "12.3"
    assert screen.written(figure | {"lowest": 12.31, "highest": 12.36}) == "-"
    assert screen.written(figure | {"lowest": 12.31, "highest": 12.36}, bounds=True) == "12.3..12.4"
    assert screen.written(figure | {"lowest": 3.0, "highest": np.inf, "unit": "children"}, bounds=True) == "3.."
    assert screen.written(figure | {"lowest": np.nan, "highest": np.nan}, bounds=True) == "-"
