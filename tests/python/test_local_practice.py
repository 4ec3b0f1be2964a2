"""scripts/fit_local_practice.py: what is drawn to what, and which published figures it may open."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from conftest import REPOSITORY

sys.path.insert(0, str(REPOSITORY / "scripts"))

import fit_local_practice as fit  # noqa: E402  (a script beside the package)

CODES = pd.read_csv(REPOSITORY / "configs/data/areas.csv")["la_code"].tolist()
HOMES = fit.Told("childrens_home", "looked_after", "placement=childrens_home", chance=1.0)


def test_counts_that_differ_by_chance_alone_are_drawn_to_what_was_expected() -> None:
    expected = np.full(200, 50.0)
    by_chance = np.random.default_rng(1).poisson(expected).astype(float)
    assert np.std(fit.shrunk(by_chance, expected, 1.0)) < 0.35 * np.std(by_chance)


def test_counts_that_differ_far_beyond_chance_stay_where_they_are() -> None:
    expected = np.full(200, 50.0)
    far_apart = expected * np.random.default_rng(1).choice([0.4, 1.6], 200)
    assert np.allclose(fit.shrunk(far_apart, expected, 1.0), far_apart, rtol=0.1)


def test_regions_are_drawn_to_the_nation_and_the_suppressed_are_like_their_region() -> None:
    regions = pd.Series(["north"] * 20 + ["south"] * 20)
    expected = pd.Series(100.0, regions.index)
    counts = pd.Series([150.0] * 20 + [50.0] * 20)
    counts[0] = np.nan
    found = fit.wanted(HOMES, counts, expected, regions)
    assert found[0] == pytest.approx(found[1], rel=0.05) and 130 < found[1] * 100 / found.mean() < 151
    assert found[regions == "south"].max() < 75


def test_a_level_that_is_settled_stays_that_of_the_run_and_another_becomes_the_published() -> None:
    regions, expected = pd.Series(["north"] * 10), pd.Series(100.0, range(10))
    counts = pd.Series(np.linspace(120, 160, 10))
    assert fit.wanted(HOMES, counts, expected, regions).sum() == pytest.approx(counts.sum(), rel=0.01)
    settled = HOMES.__class__("childrens_home", "looked_after", chance=1.0, settled=True)
    assert fit.wanted(settled, counts, expected, regions).sum() == pytest.approx(1000, rel=0.01)


@pytest.mark.parametrize("which", [fit.PAST, fit.PRESENT])
def test_every_authority_has_a_figure_or_a_suppressed_one_of_each_practice(which: fit.Fit) -> None:
    counts = fit.published(which, CODES)
    assert list(counts.columns) == [one.practice for one in fit.TOLD]
    assert (counts.notna().mean() > 0.85).all() and (counts.sum() > 1000).all()


def test_the_fit_of_the_past_opens_nothing_that_is_later() -> None:
    for name in fit.PAST.files:
        assert pd.read_csv(REPOSITORY / f"configs/targets/{name}.csv")["year"].max() <= 2021
    assert pd.read_csv(REPOSITORY / "configs/targets/present.csv")["year"].min() >= 2022


def test_no_other_fit_opens_the_figures_of_the_present() -> None:
    named = {file.name for folder in ("scripts", "analysis", "configs/calibration") for file in (REPOSITORY / folder).rglob("*")
             if file.suffix in (".py", ".sh", ".yaml") and "present.csv" in file.read_text(encoding="utf-8")}
    assert named == {"fit_local_practice.py", "area_targets.py"}


def test_what_is_fitted_to_the_present_never_reaches_the_model_of_the_past(program: str, tmp_path: Path) -> None:
    table = REPOSITORY / "configs/data/local_practice_2023.csv"
    done = subprocess.run([program, "run", "england_2019", "--months", "1", "--set", f"files.local_practice={table}",
                           "-o", str(tmp_path / "run.h5")], capture_output=True, text=True, check=False)
    assert done.returncode == 2 and not (tmp_path / "run.h5").exists()
    assert "local_practice_2023.csv" in done.stderr and "fitted to years until 2023" in done.stderr
    text = (REPOSITORY / "configs/england_2019.yaml").read_text(encoding="utf-8")
    assert "local_practice: data/local_practice_2021.csv" in text
