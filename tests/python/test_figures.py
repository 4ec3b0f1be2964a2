"""The figures of placement stability: all there, readable, and the same bytes from the same results."""

from __future__ import annotations

import itertools
import subprocess
from pathlib import Path
from typing import Mapping

import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

import hearth
from hearth import figures, stability
from hearth.present.words import words
from hearth.stability.figure_data import Shown
from hearth.stability.placement_figures import placements_by_year, same_carer_by_year, with_chance
from hearth.stability.suppression import suppress_all

NAMES = [figure.__name__ for figure in figures.FIGURES]
TOUCH = 1.0  # pixels at 200 dots per inch: two labels side by side may share a border


@pytest.fixture(scope="module")
def care(program: str, tmp_path_factory: pytest.TempPathFactory) -> stability.Care:
    """Three replicates of the tiny county: every figure has intervals."""
    file = tmp_path_factory.mktemp("run") / "run.h5"
    subprocess.run([program, "run", "tiny", "--replicates", "3", "-q", "-o", str(file)], check=True)
    return stability.care_of(hearth.open(file))


@pytest.fixture(scope="module")
def drawn(care: stability.Care, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Figure]]:
    """The folder of all figures, and each as it was when it was written."""
    kept: dict[str, Figure] = {}
    save = Figure.savefig

    def keep(figure: Figure, path: Path, **options: object) -> None:
        save(figure, path, **options)
        kept[path.name.split(".")[0]] = figure

    folder = tmp_path_factory.mktemp("figures") / "new"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Figure, "savefig", keep)
        written = figures.draw(care, folder)
    assert sorted(written) == sorted(folder / f"{name}.{kind}" for name in NAMES for kind in ("png", "svg"))
    return folder, kept


def labels(figure: Figure) -> list[tuple[str, Bbox]]:
    """Every text that is drawn at 1600 pixels, titles, ticks and captions too, and where."""
    found = []
    draw = Text.draw

    def note(text: Text, renderer: object, *more: object, **options: object) -> None:
        if text.get_visible() and text.get_text().strip():
            found.append((text.get_text(), text.get_window_extent(renderer)))
        draw(text, renderer, *more, **options)

    figure.set_dpi(200)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Text, "draw", note)
        FigureCanvasAgg(figure).draw()
    return found


@pytest.mark.parametrize("name", NAMES)
def test_no_label_lies_on_another_or_leaves_the_page(drawn: tuple[Path, dict[str, Figure]], name: str) -> None:
    figure = drawn[1][name]
    boxes = labels(figure)
    assert len(boxes) > 5
    width, height = figure.bbox.width, figure.bbox.height
    for words, box in boxes:
        assert box.x0 >= 0 and box.y0 >= 0 and box.x1 <= width and box.y1 <= height, words
    for (one, first), (other, second) in itertools.combinations(boxes, 2):
        across = min(first.x1, second.x1) - max(first.x0, second.x0)
        along = min(first.y1, second.y1) - max(first.y0, second.y0)
        assert across <= TOUCH or along <= TOUCH, (one, other)


@pytest.mark.parametrize("name", NAMES)
def test_the_foot_states_number_definition_and_source(
    drawn: tuple[Path, dict[str, Figure]], care: stability.Care, name: str
) -> None:
    caption = drawn[1][name].texts[1].get_text().replace("\n", " ")
    assert caption.startswith("n: ") and len(caption) > 150
    assert f"Source: {care.source}" in caption and caption.endswith("1 April 2019 to 31 March 2025.")


@pytest.fixture(scope="module")
def small(care: stability.Care) -> stability.Care:
    """One replicate of one authority, where counts are small."""
    episodes = care.episodes
    return stability.Care(
        episodes[(episodes.LA.astype(str) == "Ashby") & (episodes.REPLICATE == 0)].reset_index(drop=True),
        care.years, care.source, area="Ashby", simulated=True,
    )


def drawn_of(care: stability.Care, folder: Path, hidden: Mapping[str, pd.DataFrame] | None = None) -> dict[str, Figure]:
    """Each figure as it is when it is written, without a file."""
    drawn: dict[str, Figure] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Figure, "savefig", lambda figure, path, **_: drawn.update({path.name.split(".")[0]: figure}))
        figures.draw(care, folder, hidden)
    return drawn


def test_what_is_hidden_is_a_gap_and_survival_is_not_drawn(
    care: stability.Care, small: stability.Care, tmp_path: Path
) -> None:
    """No figure that is hidden is drawn or written."""
    hidden = suppress_all(small, 5)
    drawn = drawn_of(small, tmp_path, hidden)
    assert {"placements_by_year", "three_or_more_by_group", "reasons_for_change"} <= set(drawn)
    assert not {"survival_by_kind", "ends_by_kind"} & set(drawn)
    table = hidden["placements_in_year"].query("breakdown == 'total' and measure == 'two_percent'")
    bars = drawn["placements_by_year"].axes[0].containers[1]
    assert (table.value == "c").any() and not (table.value == "c").all()
    for bar, value in zip(bars, table.value):
        assert bar.get_height() == (0 if value == "c" else pytest.approx(value))
    moves = hidden["moves"].query(f"breakdown == 'total' and year == {care.years[-1]} and unit == '%'")
    widths = sorted(bar.get_width() for bar in drawn["reasons_for_change"].axes[0].patches if bar.get_width() > 0)
    assert widths == pytest.approx(sorted(value for value in moves.value if value != "c" and value > 0))
    for name, figure in drawn.items():
        caption = figure.texts[1].get_text()
        assert "Gaps (c)" in caption and "Ashby, model" in figure.texts[0].get_text(), name


def test_points_of_few_children_are_hollow_and_all_others_filled(care: stability.Care, tmp_path: Path) -> None:
    alone = stability.Care(care.episodes[care.episodes.REPLICATE == 0].reset_index(drop=True), care.years, care.source)
    table = stability.tables(alone, breakdowns={"age", "years_in_care"})["placements_in_year"]
    children = table[table.measure == "children"]
    is_few = []
    for axes, by in zip(drawn_of(alone, tmp_path)["three_or_more_by_group"].axes, ("age", "years_in_care")):
        groups = children[children.breakdown == by].groupby("group", sort=False)
        own = {words(group): rows for group, rows in groups if rows.value.mean() >= 10}
        lines, over_them = axes.lines[::2], axes.lines[1::2]
        assert [line.get_label() for line in lines] == list(own) and len(over_them) == len(own)
        for line, hollow in zip(lines, over_them):
            rows = own[line.get_label()]
            few = rows.year[rows.value < 50]
            assert list(np.round(np.asarray(line.get_xdata(), dtype=float))) == list(rows.year)
            assert list(np.round(np.asarray(hollow.get_xdata(), dtype=float))) == list(few)
            assert to_rgb(hollow.get_markerfacecolor()) == (1, 1, 1)
            assert to_rgb(line.get_markerfacecolor()) == to_rgb(line.get_color()) != (1, 1, 1)
            is_few += list(rows.value < 50)
    assert any(is_few) and not all(is_few)


def test_shares_of_few_children_are_marked_and_have_their_interval() -> None:
    """Of 10 children 2: 5.7% to 51.0% (Wilson 1927; Newcombe 1998, Statistics in Medicine 17)."""
    rows = [("children", 10.0), ("three_or_more_percent", 20.0)]
    table = pd.DataFrame([
        {"year": 2020, "group": "all", "measure": name, "value": value, "low": float("nan"), "high": float("nan")}
        for name, value in rows
    ])
    share = with_chance(table, "three_or_more", "children").iloc[1]
    assert (share.low, share.high) == (pytest.approx(5.67, abs=0.01), pytest.approx(50.98, abs=0.01)) and share.few
    table.value = [50.0, 20.0]
    assert not with_chance(table, "three_or_more", "children").iloc[1].few


def test_a_png_is_1600_pixels_wide(drawn: tuple[Path, dict[str, Figure]]) -> None:
    for name in NAMES:
        header = (drawn[0] / f"{name}.png").read_bytes()[:24]
        assert int.from_bytes(header[16:20], "big") == 1600


def test_the_same_results_give_the_same_files(
    drawn: tuple[Path, dict[str, Figure]], care: stability.Care, tmp_path: Path
) -> None:
    for file in figures.draw(care, tmp_path):
        assert file.read_bytes() == (drawn[0] / file.name).read_bytes(), file.name


def test_a_single_year_draws_what_it_can(program: str, tmp_path: Path) -> None:
    file = tmp_path / "year.h5"
    subprocess.run([program, "run", "tiny", "--months", "12", "-q", "-o", str(file)], check=True)
    written = figures.draw(stability.care_of(hearth.open(file)), tmp_path / "figures")
    assert {path.stem for path in written} >= {"placements_by_year", "survival_by_kind", "reasons_for_change"}


def test_what_is_hidden_and_what_is_not_known_have_signs_of_their_own(tmp_path: Path) -> None:
    """Of 2021 small counts are hidden, of 2022 the returns do not tell: neither is called the other."""
    rows = [
        (year, breakdown, group, measure, "%" if measure.endswith("percent") else "children", *cells)
        for year, cells in ((2020, (40.0, 40.0, 40.0)), (2021, ("c", "c", "c")), (2022, (float("nan"), 0.0, 100.0)))
        for breakdown, group in (("total", "all"),)
        for measure in ("children", "same_carer", "same_carer_percent", "one_percent", "two_percent",
                        "three_or_more_percent")
    ]
    table = pd.DataFrame(rows, columns=[
        "year", "breakdown", "group", "measure", "unit", "value", "lowest", "highest"])
    table = table.assign(scenario="", low=float("nan"), high=float("nan"))
    episodes = pd.DataFrame({"REPLICATE": [0], "LA": ["Ashby"]})
    small = stability.Care(episodes, (2020, 2021, 2022), "a test", area="Ashby")
    shown = Shown(small, {name: table for name in ("same_carer", "placements_in_year")})
    drawn: dict[str, Figure] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Figure, "savefig", lambda figure, path, **_: drawn.update({path.name.split(".")[0]: figure}))
        for figure in (same_carer_by_year, placements_by_year):
            figure(shown, tmp_path / figure.__name__)
    for name, figure in drawn.items():
        signs = {text.get_position()[0]: text.get_text() for text in figure.axes[0].texts}
        assert (signs[2021], signs[2022]) == ("c", "-"), name
        caption = figure.texts[1].get_text().replace("\n", " ")
        assert "Not known from the returns at hand: 2022." in caption and "Gaps (c)" in caption, name
