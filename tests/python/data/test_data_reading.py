"""What is read of the folder of published figures: boundaries of 2023, releases, suppressed cells, and what is refused."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import REPOSITORY
from small_reference import ASHBY, AUTHORITIES, BIRCH, CEDAR, EAST_OLDSHIRE, FOLDER, WEST_OLDSHIRE, altered, small

import reference as reading  # noqa: E402  small_reference says where it is

SCRIPTS = REPOSITORY / "scripts" / "data"
STOCK = "CLA at 31 March by characteristics"


def test_authorities_are_sorted_by_code_whatever_the_order_of_the_file() -> None:
    assert small().la_codes() == list(AUTHORITIES)


def test_former_councils_are_added_up_or_split_by_their_share_of_children() -> None:
    panel = small().panel("LACnum", 2019)
    assert panel == {ASHBY: (100, False), BIRCH: (60 + 20, False), EAST_OLDSHIRE: (60, True), WEST_OLDSHIRE: (20, True),
                     CEDAR: (40, False)}


def test_a_council_that_changed_its_code_only_is_counted_once() -> None:
    assert small().panel("LACnum", 2021)[BIRCH] == (90, False)  # two codes, one number


def test_suppressed_cells_and_regions_are_no_authorities() -> None:
    found = small().panel("Unacc_Asylmn_Seek_Childn", 2019)
    assert CEDAR not in found and found[BIRCH] == (5, False)
    assert set(found) < set(AUTHORITIES)


def test_parts_of_a_county_have_its_percentage_and_not_a_part_of_it() -> None:
    shares = small().panel_shares("UASC_%_Starting", 2020)
    assert shares == {ASHBY: 10, BIRCH: 10, EAST_OLDSHIRE: 5, WEST_OLDSHIRE: 5, CEDAR: 30}


def test_england_is_as_published_and_not_the_sum() -> None:
    assert small().panel_england("LACnum", 2019) == 300


def test_the_later_release_wins_and_percentages_are_no_counts() -> None:
    facts = small().facts(STOCK)
    assert facts["Age group; Under 1 year", 2021] == 20  # 25 in the release before
    assert facts["Age group; Under 1 year", 2019] == 20  # and 7 percent


def test_a_label_that_is_not_published_is_named_with_its_measure_and_year() -> None:
    with pytest.raises(KeyError, match="no 'Age group; Under 1 yeer' of 'CLA at 31 March by characteristics' in 2019"):
        small().facts(STOCK)["Age group; Under 1 yeer", 2019]
    assert ("Age group; Under 1 yeer", 2019) not in small().facts(STOCK)


def test_a_measure_that_is_not_published_is_named() -> None:
    with pytest.raises(KeyError, match="care_facts.csv: no figures called 'CLA at Easter'"):
        small().facts("CLA at Easter")


def test_an_authority_that_nobody_knows_is_named(tmp_path: Path) -> None:
    changed = altered(tmp_path / "copy", "la_panel", "LACnum,2019,Ashby,901", "LACnum,2019,Ashby,911")
    with pytest.raises(KeyError, match=r"la_crosswalk.csv: no authority has the number 911 \(Ashby in la_panel.csv\)"):
        changed.panel("LACnum", 2019)


def test_a_figure_of_supply_may_be_quoted_twice_but_not_differ() -> None:
    assert small().supply("All approved fostering places at 31 March", "2019") == 250
    with pytest.raises(ValueError, match="2 values for 'Applications received' of England in 2021-22"):
        small().supply("Applications received", "2021-22")
    with pytest.raises(ValueError, match="0 values for 'Applications received' of England in 1999-00"):
        small().supply("Applications received", "1999-00")


def test_a_number_beside_a_figure_is_read_or_missed_by_name() -> None:
    measure = "Applications received"
    assert small().supply_note(measure, "2020-21", r"(\d+) by independent") == 80
    with pytest.raises(ValueError, match="no .* beside 'Applications received' in 2020-21: '80 by independent agencies'"):
        small().supply_note(measure, "2020-21", r"(\d+) by councils")


def test_files_that_lack_are_named_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "la_panel.csv").write_text("measure\n")
    command = [sys.executable, str(SCRIPTS / "build.py"), str(tmp_path), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2 and "lacks adults_by_la_and_age_band.csv, care_facts.csv" in done.stderr
    assert "la_panel.csv" not in done.stderr and "scripts/data/README.md" in done.stderr and done.stdout == ""
    assert small().lacking() == []


def test_the_list_of_files_is_what_the_scripts_read_and_what_the_readme_describes() -> None:
    code = "".join(file.read_text(encoding="utf-8") for file in SCRIPTS.glob("*.py"))
    # areas.py names two of them in a loop.
    read = set(re.findall(r'\.table\("(\w+)"\)', code)) | {"ethnicity_by_la_census2021", "adults_by_la_and_age_band"}
    described = re.findall(r"^\| `(\w+)\.csv` \|", (SCRIPTS / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(read) == sorted(described) == sorted(reading.FILES)
    assert sorted(file.stem for file in FOLDER.glob("*.csv")) == sorted(reading.FILES)
