"""The figures of placement stability: all there, readable, and the same bytes from the same results."""

from __future__ import annotations

import itertools
import subprocess
from pathlib import Path

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

import hearth
from hearth import figures, stability

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
        kept[path.stem] = figure

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
