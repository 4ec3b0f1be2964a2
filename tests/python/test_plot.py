"""results.plot: its numbers are the panel's, its words the file's, and what is not in the file is refused."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import h5py
import numpy as np
import pytest

import hearth
from hearth.line_data import line_data
from hearth.line_figure import _caption, apart


@pytest.fixture(scope="module")
def compared(program: str, tmp_path_factory: pytest.TempPathFactory) -> hearth.Results:
    """Three replicates of the made-up county, with and without its agency."""
    file = tmp_path_factory.mktemp("plot") / "compare.h5"
    words = ["--scenario", "agency_closes", "--start", "2021-04", "--replicates", "3", "--months", "36", "-q", "-o", str(file)]
    subprocess.run([program, "compare", "tiny", *words], check=True)
    return hearth.open(file)


@pytest.fixture(scope="module")
def part(program: str, tmp_path_factory: pytest.TempPathFactory) -> hearth.Results:
    """One authority of the North East."""
    file = tmp_path_factory.mktemp("plot") / "part.h5"
    words = ["--areas", "Hartlepool", "--months", "12", "-q", "-o", str(file)]
    subprocess.run([program, "run", "england", *words], check=True)
    return hearth.open(file)


def test_lines_are_medians_of_the_panel_with_a_band(compared: hearth.Results) -> None:
    data = line_data(compared, "foster_households", area="Ashby")
    cells = compared.panel.foster_households.sel(area="T06000001")
    for scenario in ("baseline", "agency_closes"):
        line = data.frame[data.frame.scenario == scenario]
        assert np.array_equal(line["median"], cells.sel(scenario=scenario).median("replicate"))
        assert np.allclose(line.p05, cells.sel(scenario=scenario).quantile(0.05, "replicate"))
        assert np.array_equal(line.time, compared.panel.month)
    assert (data.title, data.area, data.unit) == ("Mainstream foster households", "Ashby", "households")


def test_a_share_is_made_in_each_replicate_and_says_of_what(compared: hearth.Results) -> None:
    data = line_data(compared, "in_childrens_homes_percent", scenario="baseline")
    panel = compared.panel.sel(scenario="baseline", area="T92000001")
    expected = (100 * panel.in_childrens_homes / panel.looked_after).median("replicate")
    assert np.allclose(data.frame["median"], expected)
    assert (data.title, data.unit) == ("In children's homes", "% of children looked after")


def test_groups_have_a_line_each_and_years_their_31_march(compared: hearth.Results) -> None:
    data = line_data(compared, "looked_after_by_placement", scenario="baseline")
    assert list(data.frame.group.unique()) == list(compared.panel.placement.values)
    assert {f"{day:%d %m}" for day in data.frame.time} == {"31 03"}
    one = line_data(compared, "looked_after_by_placement", group="childrens_home")
    assert one.title == "Children looked after by placement: children's home" and one.frame.scenario.nunique() == 2


@pytest.mark.parametrize("words, said", [
    ({"measure": "loked_after"}, "has no measure 'loked_after'. Did you mean 'looked_after'"),
    ({"measure": "looked_after", "area": "Ashbey"}, "no area is called 'Ashbey'. Did you mean 'Ashby'"),
    ({"measure": "looked_after", "scenario": "base"}, "has no scenario 'base'. Did you mean 'baseline'"),
    ({"measure": "looked_after", "group": "foster"}, "looked_after has no groups. Leave out group='foster'"),
    ({"measure": "looked_after_by_placement"}, "too many lines for one picture. Name a group or a scenario"),
    ({"measure": "looked_after_by_placement", "group": "fostr"}, "Did you mean 'foster'"),
])
def test_what_is_not_in_the_file_is_refused_with_the_nearest(compared: hearth.Results, words: dict, said: str) -> None:
    with pytest.raises(hearth.ResultsError, match="compare.h5") as error:
        compared.plot(**words)
    assert said in str(error.value)


def test_an_area_that_was_not_simulated_is_refused_and_a_part_is_called_a_part(part: hearth.Results) -> None:
    for named in ("london", "North East"):
        with pytest.raises(hearth.ResultsError, match=f"no area is called '{named}'. It has Selected areas of North East"):
            part.plot("looked_after", area=named)
    assert line_data(part, "looked_after", area="selected areas of north east").area == "Selected areas of North East"
    assert {line_data(part, "looked_after", area=area).area for area in (None, "E06000001")} == {"Hartlepool"}


def test_the_picture_names_its_lines_its_unit_and_its_source(compared: hearth.Results, tmp_path: Path) -> None:
    picture = compared.plot("looked_after")
    axes = picture.figure.axes[0]
    written = [text.get_text() for text in [*axes.texts, *picture.figure.texts]]
    assert {"baseline", "agency closes", "Children looked after, Tinyshire"} <= set(written)
    assert axes.get_title(loc="left") == "children"
    assert any("median of 3 replicates" in text and "compare.h5" in text for text in written)
    assert picture.save(tmp_path / "picture.png").stat().st_size > 10_000
    assert picture._repr_png_()[:4] == b"\x89PNG"


def test_names_at_the_ends_keep_apart_and_near_their_lines() -> None:
    assert np.allclose(apart(np.array([0.5, 0.5]), 0.1), [0.45, 0.55])
    assert np.allclose(apart(np.array([0.1, 0.5, 0.9]), 0.1), [0.1, 0.5, 0.9])
    assert (np.diff(apart(np.array([0.2, 0.21, 0.22, 0.4]), 0.1)) > 0.0999).all()


def test_panels_of_scenarios_can_be_subtracted(compared: hearth.Results) -> None:
    panel = compared.panel
    change = panel.sel(scenario="agency_closes") - panel.sel(scenario="baseline")
    expected = panel.homes.values[1] - panel.homes.values[0]
    assert np.array_equal(change.homes.values, expected)
    assert all(np.issubdtype(variable.dtype, np.number) for variable in panel.values())


def test_results_say_what_is_in_them(compared: hearth.Results, part: hearth.Results) -> None:
    said = repr(compared)
    for words in ("baseline, agency_closes", "36, 2019-04 to 2022-03", "Ashby, Brookfield, Carrow", "looked_after"):
        assert words in said
    assert "areas       Hartlepool\n" in repr(part)
    page = compared._repr_html_()
    assert all(f"<code>{measure}</code>" in page for measure in compared.measures)
    assert "Children looked after [children]" in page


def test_a_ratio_that_has_no_value_anywhere_is_refused(compared: hearth.Results, tmp_path: Path) -> None:
    file = Path(shutil.copy(compared.path, tmp_path / "nobody.h5"))
    with h5py.File(file, "r+") as changed:
        changed["looked_after"][...] = 0
    with pytest.raises(hearth.ResultsError, match="in_childrens_homes_percent has no value in Ashby at any time"):
        hearth.open(file).plot("in_childrens_homes_percent", area="Ashby")


def test_a_band_of_drawn_numbers_is_not_called_chance_alone(compared: hearth.Results) -> None:
    data = line_data(compared, "looked_after")
    assert not data.is_drawn and "percentile, which is chance within the model." in " ".join(_caption(data, True))
    of_draws = " ".join(_caption(replace(data, is_drawn=True), True))
    assert "chance within the model and the uncertain numbers, drawn for each replicate, together" in of_draws
