"""Opening results files: what is refused, and what a good one gives."""

from __future__ import annotations

import shutil
import subprocess
import warnings
from pathlib import Path

import h5py
import numpy as np
import pandas as pd
import pytest
import xarray as xr

import hearth
from conftest import REPOSITORY

ENGINES = ("netcdf4", "h5netcdf")
LEVELS = ("nation", "region", "la")


def made_by_hand(path: Path, **attributes: object) -> Path:
    """An HDF5 file with the attributes of a complete results file, changed; None leaves one out."""
    usual: dict[str, object] = {
        "format": "hearth-results",
        "format_version": np.int32(2),
        "hearth_version": "0.1.0",
        "complete": np.int32(1),
    }
    with h5py.File(path, "w") as file:
        for name, value in (usual | attributes).items():
            if value is not None:
                file.attrs[name] = value
    return path


# What is refused: each with its own words, and what to do.


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(hearth.ResultsError, match="No such file.*Is the path right"):
        hearth.open(tmp_path / "missing.h5")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(hearth.ResultsError, match="Is a directory"):
        hearth.open(tmp_path)


@pytest.mark.parametrize("content", [b"", b"scenario,year\n"])
def test_what_is_not_hdf5_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "notes.h5").write_bytes(content)
    with pytest.raises(hearth.ResultsError, match="not HDF5.*Give the file"):
        hearth.open(tmp_path / "notes.h5")


@pytest.mark.parametrize("name", [None, "openmc-statepoint", 7])
def test_a_foreign_file_is_refused(tmp_path: Path, name: object) -> None:
    with pytest.raises(hearth.ResultsError, match="no results file of Hearth"):
        hearth.open(made_by_hand(tmp_path / "foreign.h5", format=name))


def test_a_merged_sweep_is_refused_with_what_opens_it(tmp_path: Path) -> None:
    with pytest.raises(hearth.ResultsError, match="is a merged sweep.*hearth.sweep.open_merged"):
        hearth.open(made_by_hand(tmp_path / "study.h5", format="hearth-sweep"))


@pytest.mark.parametrize("version", [None, np.int32(0), np.int32(3)])
def test_another_format_version_is_refused(tmp_path: Path, version: object) -> None:
    with pytest.raises(hearth.ResultsError, match=r"this package reads 2\).*Install the package of Hearth 0.1.0"):
        hearth.open(made_by_hand(tmp_path / "newer.h5", format_version=version))


@pytest.mark.parametrize("complete", [None, np.int32(0)])
def test_an_incomplete_file_is_refused(tmp_path: Path, complete: object) -> None:
    with pytest.raises(hearth.ResultsError, match="is incomplete.*Run again"):
        hearth.open(made_by_hand(tmp_path / "incomplete.h5", complete=complete))


def test_a_file_cut_short_is_refused(tmp_path: Path) -> None:
    file = made_by_hand(tmp_path / "cut.h5")
    file.write_bytes(file.read_bytes()[:-100])
    with pytest.raises(hearth.ResultsError, match="cut short.*Copy it again"):
        hearth.open(file)


def test_a_file_with_a_missing_piece_is_refused(run_file: Path, tmp_path: Path) -> None:
    file = Path(shutil.copy(run_file, tmp_path / "piece.h5"))
    with h5py.File(file, "r+") as opened:
        del opened["area_name"]
    with pytest.raises(hearth.ResultsError, match="is damaged .area_name: is missing.*Copy it again"):
        hearth.open(file)


def test_a_replaced_file_is_noticed(run_file: Path, tmp_path: Path) -> None:
    file = Path(shutil.copy(run_file, tmp_path / "run.h5"))
    results = hearth.open(file)
    with h5py.File(file, "r+") as opened:
        opened.attrs["digest"] = "after"
    with pytest.raises(hearth.ResultsError, match="has been replaced.*Open it again"):
        results.panel


# What a good one gives.


def test_the_panel_is_labelled(run_file: Path) -> None:
    panel = hearth.open(run_file).panel
    assert panel.looked_after.dims == ("scenario", "replicate", "month", "area")
    assert panel.looked_after.dtype == np.int32
    assert panel.looked_after.attrs["units"] == "children"
    assert panel.looked_after.attrs["definition"]
    assert np.issubdtype(panel.month.dtype, np.datetime64)
    months = pd.DatetimeIndex(panel.month.values)
    assert months.is_month_end.all() and months.is_monotonic_increasing
    assert list(panel.looked_after.coords["area_kind"].values).count("nation") == 1
    assert "placement" in panel.looked_after_by_placement.dims
    for name, variable in panel.data_vars.items():
        if variable.dtype == np.int32:
            assert (variable >= 0).all(), f"{name} has a value that was never written"


def test_the_nation_is_the_sum_of_its_authorities(run_file: Path) -> None:
    stock = hearth.open(run_file).panel.looked_after
    authorities = stock.where(stock.area_kind == "la", drop=True).sum("area")
    nation = stock.where(stock.area_kind == "nation", drop=True).squeeze("area")
    assert (authorities == nation).all()


@pytest.mark.parametrize("engine", ENGINES)
def test_xarray_opens_the_file_as_it_stands(run_file: Path, engine: str) -> None:
    with warnings.catch_warnings():
        warnings.filterwarnings("error", module="xarray")
        with xr.open_dataset(run_file, engine=engine) as plain:
            xr.testing.assert_equal(plain.load(), hearth.open(run_file).panel)
            assert {name: array.dtype for name, array in plain.items()} == {
                name: array.dtype for name, array in hearth.open(run_file).panel.items()
            }


@pytest.mark.parametrize("engine", ENGINES)
def test_xarray_opens_each_group(run_file: Path, engine: str) -> None:
    results = hearth.open(run_file)
    with xr.open_dataset(run_file, engine=engine, group="provenance") as provenance:
        assert list(provenance.config.values) == list(results.configs.values())
    with xr.open_dataset(run_file, engine=engine, group="diary") as diary:
        assert set(diary.attrs) == set(results.diary)
    for table in results.event_tables:
        with warnings.catch_warnings():  # xarray 2023.01 warns of its own way of making NaT with numpy 1.24
            warnings.filterwarnings("ignore", "invalid value encountered in cast", RuntimeWarning)
            with xr.open_dataset(run_file, engine=engine, group=table) as events:
                assert dict(events.sizes) == {"row": len(results.events(table))}
                assert set(events.data_vars) == set(results.events(table).columns)


def test_episodes_are_categories_and_dates(run_file: Path) -> None:
    results = hearth.open(run_file)
    if "episodes" not in results.event_tables:
        with pytest.raises(hearth.ResultsError, match="--events episodes"):
            results.episodes
        pytest.skip("this run kept no events")
    episodes = results.episodes
    assert results.episodes is episodes
    assert list(episodes.scenario.cat.categories) == list(results.panel.scenario.values)
    assert set(episodes.replicate) <= set(results.panel.replicate.values)
    assert list(episodes.area.cat.categories) == list(results.panel.area.values)
    kinds = results.panel.area_kind.to_series()
    assert set(kinds[episodes.area.astype(str)]) == {"la"}
    flagged = [name for name, unit in episodes.attrs["units"].items() if not unit]
    assert flagged and all(isinstance(episodes[name].dtype, pd.CategoricalDtype) for name in flagged)
    assert all(episodes[name].notna().all() for name in flagged)
    dated = [name for name, unit in episodes.attrs["units"].items() if unit.startswith("days since")]
    assert dated and all(np.issubdtype(episodes[name].dtype, np.datetime64) for name in dated)
    assert episodes.dec.isna().any() and episodes.dec.notna().any()


def test_provenance_says_how_to_make_the_file_again(run_file: Path) -> None:
    results = hearth.open(run_file)
    assert {"hearth_version", "commit", "config_name", "seed", "start", "months", "digest"} <= set(results.provenance)
    assert results.provenance["complete"] == 1
    assert results.config.strip()
    assert results.diary
    assert str(run_file) in repr(results)


@pytest.mark.parametrize("level", LEVELS)
def test_the_summary_is_the_programs_number_for_number(run_file: Path, program_summary, level: str) -> None:
    expected = program_summary(level)
    found = hearth.open(run_file).summary(level)
    assert len(found) == len(expected)
    if len(expected):
        pd.testing.assert_frame_equal(found, expected, check_exact=True, check_dtype=False)


def test_a_misspelt_level_is_refused(run_file: Path) -> None:
    with pytest.raises(ValueError, match="choose one of nation, region, la"):
        hearth.open(run_file).summary("county")


def test_the_document_names_everything_in_the_file(run_file: Path) -> None:
    document = Path(__file__).resolve().parents[2] / "docs" / "results.md"
    if not document.exists():
        pytest.skip("docs/results.md has not been generated yet")
    text = document.read_text(encoding="utf-8")
    with h5py.File(run_file, "r") as file:
        names = list(file.attrs) + [name for name, member in file.items() if isinstance(member, h5py.Dataset)]
        for table in hearth.open(run_file).event_tables:
            names += [name for name in file[table] if name != "row"]
    assert [name for name in names if f"| `{name}` |" not in text] == []


def test_one_measure_is_read_without_the_others(run_file: Path) -> None:
    results = hearth.open(run_file)
    whole = hearth.open(run_file).panel
    for measure in ("looked_after", "looked_after_by_age"):
        assert results.measures[measure] == whole[measure].dims
        assert np.array_equal(results.cells(measure), whole[measure].values)
    assert set(results.measures) == set(whole.data_vars) - {"digest"}
    assert list(results.coordinates["area_name"]) == list(whole["area_name"].values)
    assert np.array_equal(results.coordinates["month"], whole["month"].values)


def test_a_comparison_has_a_configuration_for_each_scenario(program: str, tmp_path: Path) -> None:
    file = tmp_path / "compare.h5"
    (tmp_path / "best.yaml").write_text(
        "scenario: best\ndescription: a test\nshared:\n  search_terms: {strategy: best_match}\n"
    )
    command = [program, "compare", str(REPOSITORY / "configs" / "tiny.yaml"), "--scenario", str(tmp_path / "best.yaml")]
    options = ["--replicates", "2", "--months", "12", "--events", "episodes", "-q", "-o", str(file)]
    subprocess.run([*command, *options], check=True)
    results = hearth.open(file)
    assert list(results.configs) == ["baseline", "best"] == list(results.panel.scenario.values)
    assert results.config == results.configs["baseline"]
    assert "strategy: best_match" in results.configs["best"]
    assert "best_match" not in results.config
    for engine in ENGINES:
        with xr.open_dataset(file, engine=engine, group="provenance") as provenance:
            assert list(provenance.config.values) == list(results.configs.values())
    assert set(results.episodes.groupby(["scenario", "replicate"]).size().index) == {
        (scenario, replicate) for scenario in results.configs for replicate in range(2)
    }
    assert set(results.summary().scenario) == set(results.configs)


@pytest.mark.parametrize("read", [hearth.Results.measure, hearth.Results.cells])
def test_a_misspelt_measure_is_refused_with_the_nearest(run_file: Path, read) -> None:
    with pytest.raises(hearth.ResultsError, match="has no measure 'loked_after'. Did you mean 'looked_after'"):
        read(hearth.open(run_file), "loked_after")
    with pytest.raises(hearth.ResultsError, match="has no measure 'area_name'"):
        read(hearth.open(run_file), "area_name")
