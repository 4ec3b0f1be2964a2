"""The written returns, read back as a stranger would: every rule of a chain holds, and every rule between two years."""

from __future__ import annotations

import dataclasses
import subprocess
from pathlib import Path

import pandas as pd
import pytest

import hearth
from hearth import episodes as command
from hearth import ssda903, stability, survival
from hearth.stability.returns import read_returns
from hearth.stability.tables import tabulate

YEARS = range(2020, 2026)
UNCHANGED = ["RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "URN", "PL_POST"]  # [503]
CHILD, EPISODE = ["LA", "CHILD"], ["LA", "CHILD", "DECOM"]


@pytest.fixture(scope="module")
def folder(run_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The returns of all councils of the tiny county."""
    to = tmp_path_factory.mktemp("returns") / "all"
    assert command.main([str(run_file), "--ssda903", str(to)]) == 0
    return to


def read(folder: Path, table: str) -> pd.DataFrame:
    """One table of all councils and years, blank cells as NaN."""
    tables = []
    for file in sorted(folder.glob(f"*/*/{table}.csv")):
        one = pd.read_csv(file, dtype=str)
        tables.append(one.assign(LA=file.parent.parent.name, YEAR=int(file.parent.name)))
    return pd.concat(tables, ignore_index=True)


@pytest.fixture(scope="module")
def episodes(folder: Path) -> pd.DataFrame:
    table = read(folder, "episodes")
    for name in ("DECOM", "DEC"):
        table[name] = pd.to_datetime(table[name], format="%d/%m/%Y")
    return table


@pytest.fixture(scope="module")
def newest(folder: Path, episodes: pd.DataFrame) -> pd.DataFrame:
    """Each episode once, as the last return that has it tells it, with its child's SEX and DOB."""
    last = episodes.sort_values("YEAR", kind="stable").drop_duplicates(EPISODE, keep="last")
    header = read(folder, "header").drop_duplicates(CHILD, keep="last")[[*CHILD, "SEX", "DOB"]]
    header["DOB"] = pd.to_datetime(header["DOB"], format="%d/%m/%Y")
    carer = last.PL_POST + last.URN.fillna("")
    return last.assign(CARER=carer).merge(header, on=CHILD, how="left", validate="many_to_one")


def violations(newest: pd.DataFrame) -> pd.DataFrame:
    return ssda903.check_episodes(newest, first_day="2019-04-01", last_day="2025-03-31")


def test_no_rule_of_a_chain_is_broken(newest: pd.DataFrame) -> None:
    found = violations(newest)
    assert found.empty, ssda903.violations_by_rule(found).to_string()


def test_a_wrong_date_in_the_returns_is_found(newest: pd.DataFrame) -> None:
    broken = newest.copy()
    broken.loc[broken.index[broken.REC == "X1"][5], "DEC"] += pd.Timedelta(days=1)
    assert not violations(broken).empty


def test_nothing_is_lost_or_added(run_file: Path, newest: pd.DataFrame) -> None:
    told = ssda903.episodes_of(hearth.open(run_file))
    assert len(newest) == len(told)
    assert newest.groupby(CHILD).ngroups == told.groupby(["LA", "CHILD"], observed=True).ngroups
    for name in ("LS", "PLACE", "REC", "REASON_PLACE_CHANGE", "DECOM", "DEC"):
        counts = [table[name].astype(object).value_counts().to_dict() for table in (newest, told)]
        assert counts[0] == counts[1], name


@pytest.mark.parametrize("year", list(YEARS)[1:])
def test_what_was_open_on_31_march_goes_on_unchanged(episodes: pd.DataFrame, year: int) -> None:
    before, after = episodes[episodes.YEAR == year - 1], episodes[episodes.YEAR == year]
    was_open = before[before.DEC.isna()]
    assert len(was_open) > 50
    both = was_open.merge(after, on=EPISODE, suffixes=("", "_after"))
    assert len(both) == len(was_open)  # [502]
    for name in UNCHANGED:
        assert both[name].fillna("").equals(both[f"{name}_after"].fillna("")), name  # [503]
    began_before = after[after.DECOM < f"{year - 1}-04-01"]
    assert len(began_before) == len(was_open)  # [562, NoE]: no older episode that last year's return had not


def test_every_child_is_in_the_header_once_with_one_birthday(folder: Path, episodes: pd.DataFrame) -> None:
    header, uasc = read(folder, "header"), read(folder, "uasc")
    assert not header.duplicated([*CHILD, "YEAR"]).any()
    assert (header.groupby(CHILD)[["DOB", "ETHNIC"]].nunique() == 1).all(axis=None)
    in_header = set(header[[*CHILD, "YEAR"]].itertuples(index=False, name=None))
    assert in_header == set(episodes[[*CHILD, "YEAR"]].itertuples(index=False, name=None))  # [INT01-09]
    joined = uasc.merge(header, on=[*CHILD, "YEAR"], suffixes=("", "_header"))
    assert len(joined) == len(uasc) > 10
    assert (joined.SEX == joined.SEX_header).all() and (joined.DOB == joined.DOB_header).all()  # [INT11-21]


def test_one_council_alone_is_the_same_files(run_file: Path, folder: Path, tmp_path: Path) -> None:
    assert command.main([str(run_file), "--ssda903", str(tmp_path / "one"), "--la", "ashby"]) == 0
    alone, among_all = tmp_path / "one", folder / "T06000001"
    names = sorted(file.relative_to(alone).as_posix() for file in alone.rglob("*.csv"))
    assert names == sorted(f"{year}/{table}.csv" for year in YEARS for table in ("episodes", "header", "uasc"))
    for name in names:
        assert (alone / name).read_bytes() == (among_all / name).read_bytes()


def test_a_folder_that_is_not_empty_is_left_alone(run_file: Path, tmp_path: Path, capsys) -> None:
    words = [str(run_file), "--ssda903", str(tmp_path / "returns"), "--la", "T06000002"]
    (tmp_path / "returns").mkdir()
    assert command.main(words) == 0  # empty is as good as new
    assert command.main(words) == 2
    assert "not empty" in capsys.readouterr().err
    assert command.main([*words, "--force"]) == 0
    (tmp_path / "returns" / "2020" / "notes.txt").write_text("mine")
    assert command.main([*words, "--force"]) == 2
    assert "2020/notes.txt" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["returns"]


@pytest.mark.parametrize(
    "trouble, code, saying",
    [(OSError(28, "No space left on device"), 1, "No space left"), (KeyboardInterrupt(), 130, "interrupted")],
)
def test_a_full_disk_or_ctrl_c_leaves_nothing(
    run_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys, trouble: BaseException, code: int,
    saying: str,
) -> None:
    def happen(*_: object) -> None:
        raise trouble

    monkeypatch.setattr("os.fsync", happen)
    assert command.main([str(run_file), "--ssda903", str(tmp_path / "returns")]) == code
    assert saying in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "words, saying",
    [
        (["--la", "Ashbi"], "Did you mean 'Ashby'?"),
        (["--replicate", "1"], "has no replicate 1. Choose one from 0 to 0"),
        (["--scenario", "baselin"], "Did you mean 'baseline'?"),
    ],
)
def test_what_the_run_does_not_have_is_refused(
    run_file: Path, tmp_path: Path, capsys, words: list, saying: str
) -> None:
    assert command.main([str(run_file), "--ssda903", str(tmp_path / "returns"), *words]) == 2
    assert saying in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_run_without_a_whole_year_is_refused(program: str, tmp_path: Path, capsys) -> None:
    file = tmp_path / "short.h5"
    subprocess.run([program, "run", "tiny", "--months", "11", "-q", "-o", str(file)], check=True)
    assert command.main([str(file), "--ssda903", str(tmp_path / "returns")]) == 2
    assert "no whole reporting year" in capsys.readouterr().err


# Stability of the returns and of the run they were made from


@pytest.fixture(scope="module")
def of_run(run_file: Path) -> stability.Care:
    """One council of the run."""
    care = stability.care_of(hearth.open(run_file))
    care.episodes = care.episodes[(care.episodes.LA == "Ashby").to_numpy()].reset_index(drop=True)
    return care


@pytest.fixture(scope="module")
def of_returns(run_file: Path, tmp_path_factory: pytest.TempPathFactory) -> stability.Care:
    """The same council from its returns; the folder's name says which council it is."""
    folder = tmp_path_factory.mktemp("council") / "T06000001"
    assert command.main([str(run_file), "--ssda903", str(folder), "--la", "T06000001"]) == 0
    return read_returns(folder)


def without_starts(care: stability.Care) -> stability.Care:
    """As the returns tell it: not when the children of the first day came into care, if that was some episodes ago."""
    return dataclasses.replace(care, episodes=care.episodes.assign(ENTERED=pd.NaT))


def figures(table: pd.DataFrame) -> pd.DataFrame:
    return table.drop(columns="scenario").sort_values(["year", "breakdown", "group", "measure"], ignore_index=True)


@pytest.mark.parametrize("name", list(stability.TABLES))
def test_the_tables_are_the_same_to_the_child(of_run: stability.Care, of_returns: stability.Care, name: str) -> None:
    ours, theirs = (figures(tabulate(care, name, care.years)) for care in (without_starts(of_run), of_returns))
    assert len(ours) > 100
    pd.testing.assert_frame_equal(ours, theirs, check_dtype=False)


@pytest.mark.parametrize("name", ["placements_in_year", "placements_in_two_years", "placements_ended", "moves"])
def test_what_needs_no_time_in_care_is_the_same_with_all_that_the_run_knows(
    of_run: stability.Care, of_returns: stability.Care, name: str
) -> None:
    def all_but_time_in_care(care: stability.Care) -> pd.DataFrame:
        table = tabulate(care, name, care.years)
        return figures(table[~table.breakdown.isin(["time_in_care", "years_in_care"])])

    pd.testing.assert_frame_equal(all_but_time_in_care(of_run), all_but_time_in_care(of_returns), check_dtype=False)


def test_survival_is_the_same(of_run: stability.Care, of_returns: stability.Care) -> None:
    ours, theirs = (
        survival.tables(stability.placements(care), care.first_day, care.last_day)
        for care in (without_starts(of_run), of_returns)
    )
    assert list(ours) == list(theirs) and len(ours["placement_survival"]) > 20
    for name in ours:
        pd.testing.assert_frame_equal(ours[name], theirs[name])


def test_a_child_left_out_of_the_returns_is_noticed(of_run: stability.Care, of_returns: stability.Care) -> None:
    child = of_returns.episodes.CHILD[of_returns.episodes.DEC.isna()].iloc[0]  # looked after on the last 31 March
    fewer = dataclasses.replace(of_returns, episodes=of_returns.episodes[of_returns.episodes.CHILD != child])
    cares = (without_starts(of_run), fewer)
    ours, theirs = (figures(tabulate(care, "placements_in_year", care.years)) for care in cares)
    assert not ours.equals(theirs)


def test_the_folder_of_all_councils_is_the_whole_run(run_file: Path, folder: Path) -> None:
    ours, theirs = without_starts(stability.care_of(hearth.open(run_file))), read_returns(folder)
    for name in stability.TABLES:
        pd.testing.assert_frame_equal(
            *(figures(tabulate(care, name, care.years, ["total", "la", "age"])) for care in (ours, theirs)),
            check_dtype=False,
        )
