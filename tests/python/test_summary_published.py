"""`hearth summary --published` on runs as the program makes them: the same pairs as in `hearth.targets`, and clear refusals."""

from __future__ import annotations

import io
import json
import os
import subprocess
from pathlib import Path

import pandas as pd
import pytest

import hearth
import small_england
from conftest import REPOSITORY
from hearth.targets import ModelFigures

TARGETS = REPOSITORY / "configs" / "targets"
#: Over the children of another day than in `hearth.targets`.
RATE = "looked_after_rate"


def run(program: str, file: Path, *options: str) -> Path:
    command = [program, "run", "england_2019", *options, "-q", "-o", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return file


@pytest.fixture(scope="module")
def two(program: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two councils of the North East, three reporting years."""
    return run(program, tmp_path_factory.mktemp("two") / "two.h5", "--areas", "Gateshead,Sunderland", "--months", "36")


@pytest.fixture(scope="module")
def region(program: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole region, six replicates of two years."""
    options = ("--areas", "North East", "--months", "24", "--replicates", "6")
    return run(program, tmp_path_factory.mktemp("region") / "region.h5", *options)


def summary(program: str, file: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([program, "summary", str(file), "--published", *options], capture_output=True, text=True, check=False)


def records(program: str, file: Path, *options: str) -> pd.DataFrame:
    done = summary(program, file, "--json", *options)
    assert done.returncode == 0, done.stderr
    return pd.DataFrame(json.loads(done.stdout))


def published() -> pd.DataFrame:
    """All published figures, with the names of the summary."""
    return pd.concat(pd.read_csv(TARGETS / name, keep_default_na=False)
                     for name in ("fit.csv", "backtest.csv", "local_practice.csv", "present.csv", "by_area.csv"))


def test_two_councils_are_set_beside_their_own_figures(program: str, two: Path) -> None:
    found = records(program, two, "--by", "la")
    assert set(found["area_name"]) == {"Gateshead", "Sunderland"} and set(found["year"]) == {2020, 2021, 2022}
    for measure in ("looked_after", "starts", "ceases", "in_foster_care_percent", "three_or_more_placements_percent", "uasc",
                    "spending_looked_after", "in_supported_accommodation_percent", "children"):
        assert measure in set(found["measure"]), measure
    table = published()
    known = table[table["area"].isin(found["area"])]
    for row in found[found["published"].notna()].itertuples():
        name, breakdown = row.measure, row.breakdown
        values = known[(known["measure"] == name) & (known["breakdown"] == breakdown) & (known["area"] == row.area)
                       & (known["year"] == row.year)]
        assert list(values["value"]) == [row.published] and list(values["source"]) == [row.source]
        assert row.difference == pytest.approx(row.model - row.published, abs=1e-6)
    use = {(row.measure, row.year): row.use for row in found.itertuples() if not row.breakdown}
    assert use["looked_after", 2021] == "fit" and use["looked_after", 2022] == "backtest"
    assert use["uasc", 2022] == "backtest" and use["uasc_starts", 2022] == "input"


def test_what_was_suppressed_is_there_and_has_no_number(program: str, two: Path) -> None:
    found = records(program, two, "--by", "la")
    table = published()
    hidden = found[found["published"].isna()]
    assert len(hidden) > 0
    for row in hidden.itertuples():
        same = table[(table["measure"] == row.measure) & (table["breakdown"] == row.breakdown) & (table["year"] == row.year)]
        assert row.area not in set(same["area"]) and len(same) > 0
        assert row.missed is None and row.source is None and row.use is None


def test_csv_has_what_json_has(program: str, two: Path) -> None:
    done = summary(program, two, "--csv", "--by", "la")
    of_csv, of_json = pd.read_csv(io.StringIO(done.stdout)), records(program, two, "--by", "la")
    assert list(of_csv.columns) == list(of_json.columns) and len(of_csv) == len(of_json)
    assert of_csv["published"].tolist() == pytest.approx(of_json["published"].tolist(), nan_ok=True)
    assert of_csv["missed"].map({"yes": True, "no": False}).tolist() == pytest.approx(
        of_json["missed"].map({True: True, False: False}).tolist(), nan_ok=True)


def test_a_region_that_is_whole_is_compared_and_is_as_the_targets_have_it(program: str, region: Path) -> None:
    """The values of the model are those of `hearth.targets`, which pairs figures by itself."""
    found = records(program, region, "--by", "region")
    assert set(found["area"]) == {"North East"}
    results = hearth.open(region)
    model, checked = ModelFigures(results), 0
    for row in found[found["measure"] != RATE].itertuples():
        assert row.model == pytest.approx(model(row.measure, row.year, row.breakdown, "North East").mean(), rel=1e-9)
        checked += 1
    assert checked > 10
    by_itself = results.summary("region")
    stock = by_itself[(by_itself["measure"] == "uasc") & (by_itself["year"] == 2020)].iloc[0]
    beside = found[(found["measure"] == "uasc") & (found["year"] == 2020)].iloc[0]
    assert (beside["p05"], beside["p95"]) == pytest.approx((stock["p05"], stock["p95"]))


def test_figures_of_england_are_paired_as_the_targets_have_them(program: str, tmp_path: Path) -> None:
    """In an England of three councils, whose numbers are far from those of England: legal statuses and reasons, too."""
    environment = {**os.environ, "HEARTH_CONFIGS": str(small_england.made(tmp_path))}
    file = tmp_path / "england.h5"
    command = [program, "run", "england_2019", "--months", "24", "--replicates", "2", "-q", "-o", str(file)]
    subprocess.run(command, capture_output=True, check=True, env=environment)
    found = records(program, file)
    assert set(found["area"]) == {"England"} and found["missed"].any()
    model = ModelFigures(hearth.open(file))
    splits = set()
    for row in found[found["measure"] != RATE].itertuples():
        expected = model(row.measure, row.year, row.breakdown)
        if not pd.isna(expected).any():  # a ratio has no value where there is nobody
            assert row.model == pytest.approx(expected.mean(), rel=1e-9), (row.measure, row.breakdown)
            splits.add(row.breakdown.partition("=")[0])
    assert splits == {"", "age", "legal_status", "placement", "provider", "reason", "time_in_care"}


def test_splits_are_paired_as_the_targets_have_them(program: str, region: Path) -> None:
    """Of the region's authorities together: published by age, legal status, placement and provider."""
    found = records(program, region, "--by", "la")
    splits = found[(found["breakdown"] != "") & (found["year"] == 2021)]
    assert {text.partition("=")[0] for text in splits["breakdown"]} == {"age", "legal_status", "placement", "provider"}
    model = ModelFigures(hearth.open(region))
    for row in splits[splits["area_name"] == "Sunderland"].itertuples():
        assert row.model == pytest.approx(model(row.measure, row.year, row.breakdown, row.area).mean())


def test_a_miss_is_marked_on_the_screen_and_a_hit_is_not(program: str, region: Path, tmp_path: Path) -> None:
    found = records(program, region, "--by", "la")
    totals = found[(found["breakdown"] == "") & found["missed"].notna()]
    missed, hit = totals[totals["missed"].astype(bool)], totals[~totals["missed"].astype(bool)]
    assert len(missed) > 0 and len(hit) > 0
    for row in missed.itertuples():
        assert abs(row.difference) > row.allowed
    for row in hit.itertuples():
        assert abs(row.difference) <= row.allowed
    screen = summary(program, region, "--by", "la").stdout
    of_table = screen.partition("Published figures")[0]
    splits_missed = found[(found["breakdown"] != "") & (found["missed"] == True)]  # noqa: E712  None is neither
    assert sum(line.endswith("*") for line in of_table.splitlines()) == len(missed) + len(splits_missed)
    assert all(len(line) <= 100 for line in screen.splitlines())


@pytest.mark.parametrize(("options", "said"), [
    ((), "covers some authorities only (Sunderland, Gateshead), whose numbers are not those of England"),
    (("--by", "region"), "not those of a whole region. Compare with --by la?"),
])
def test_a_part_is_not_compared_as_if_it_were_the_whole(
    program: str, two: Path, options: tuple[str, ...], said: str
) -> None:
    done = summary(program, two, *options)
    assert done.returncode == 2 and done.stdout == ""
    assert said in done.stderr and done.stderr.count("\n") == 1


def test_a_region_alone_is_not_england(program: str, region: Path) -> None:
    done = summary(program, region)
    assert done.returncode == 2 and "--by region or --by la" in done.stderr


@pytest.mark.parametrize("level", ["nation", "region", "la"])
def test_a_county_that_is_made_up_has_nothing_to_be_set_beside(program: str, run_file: Path, level: str) -> None:
    done = summary(program, run_file, "--by", level)
    assert done.returncode == 2 and done.stdout == ""
    assert "is of Tinyshire, for which no figures are published" in done.stderr and done.stderr.count("\n") == 1


def test_a_run_without_a_published_year_says_so(program: str, tmp_path: Path) -> None:
    later = run(program, tmp_path / "later.h5", "--areas", "Gateshead", "--set", "start=2023-04", "--months", "12")
    done = summary(program, later, "--by", "la")
    assert done.returncode == 2 and "its whole years: 2024; published here: 2019 to 2023" in done.stderr
