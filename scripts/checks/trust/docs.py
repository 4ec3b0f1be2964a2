"""What the project says of itself is true, and results in Python are what people take them for."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from functools import cache

import numpy as np

import hearth as package

from .rows import HEARTH, REPOSITORY, Missed, folder, hold, made, row, scratch, tiny_run

DOCS = REPOSITORY / "docs"


@cache
def _compared() -> package.Results:
    """Three replicates of the made-up county, with and without its agency."""
    file = scratch() / "docs_compare.h5"
    made("compare", "tiny", "--scenario", "agency_closes", "--replicates", "3", "--months", "36", "-q", "-o", file)
    return package.open(file)


def _text(name: str) -> str:
    return (REPOSITORY / name).read_text(encoding="utf-8")


def _pytest(*words: str) -> str:
    """The last line of a run of tests; raises `Missed` if one fails."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=REPOSITORY,
                          env=os.environ | {"HEARTH_BINARY": HEARTH, "OMP_NUM_THREADS": "1"})
    said = done.stdout.strip().splitlines()[-1]
    return hold(done.returncode == 0, said)


@row("2.8", "docs that run one authority say that it is not the authority inside England")
def one_authority_is_not_itself() -> str:
    text = _text("docs/returns.md")
    shown = re.search(r"^hearth run england --areas \w+ ", text, re.MULTILINE)
    said = re.search(r"Gateshead run alone has 16% to 20%.*37% to 45%", text, re.DOTALL)
    return hold(shown is None and said is not None, "returns.md runs the region, and says 16-20% outside against 37-45%")


@row("3.3", "hearth.open of a merged sweep opens, or says what to use")
def open_a_sweep() -> str:
    study = folder("docs_sweep")
    (study / "study.yaml").write_text(
        'sweep: study\nconfig: tiny\nset: ["months=6"]\ndesign: lhs\npoints: 2\nreplicates: 1\n'
        "parameters:\n  peer_support.strength: {uniform: [0, 1]}\nmeasures: [looked_after]\n")
    made("sweep", "run", "study.yaml", "-o", "study", cwd=study)
    made("sweep", "merge", "study", "-o", "study.h5", cwd=study)
    try:
        package.open(study / "study.h5")
    except package.ResultsError as error:
        from hearth.sweep import open_merged

        opened = open_merged(study / "study.h5")
        return hold("hearth.sweep.open_merged" in str(error) and "looked_after" in opened, f"... {str(error)[-70:]}")
    return "it opens"


@row("3.4", "a panel less the panel of the baseline is a Dataset of differences")
def difference_of_panels() -> str:
    import xarray

    results = _compared()
    for panel in (results.panel, xarray.open_dataset(results.path, engine="h5netcdf")):
        change = panel.sel(scenario="agency_closes") - panel.sel(scenario="baseline")
        expected = results.cells("foster_households")[1] - results.cells("foster_households")[0]
        if not np.array_equal(change.foster_households.values, expected):
            raise Missed("other differences than those of the cells")
    return f"{len(change.data_vars)} measures subtracted, with the package and with xarray alone"


@row("3.5", "README's plot of ten replicates is a line with a band, labelled, and takes a name")
def readme_plot() -> str:
    shown = re.search(r"results\.plot\(.*?\)", _text("README.md"))
    picture = _compared().plot("looked_after", area="Ashby")
    axes = picture.figure.axes[0]
    file = picture.save(scratch() / "looked_after.png")
    words = [text.get_text() for text in [*axes.texts, *picture.figure.texts]]
    is_line = len(axes.lines) == 2 and len(axes.collections) == 2 and not axes.images and "baseline" in words
    return hold(bool(shown) and is_line and file.stat().st_size > 10_000, f"{shown and shown[0]}: {words[-2]}")


@row("3.13", "a page for the Python package, a notebook for each journey, results that show themselves")
def notebooks() -> str:
    page = _compared()._repr_html_()
    hold("agency_closes" in page and "looked_after" in page, page[:60])
    return _pytest("tests/python/test_notebooks.py", "tests/python/test_documents.py", "-k", "notebook or description")


@row("4.4", "what ODD.md says is in the model, and what not, is so")
def odd() -> str:
    return _pytest("tests/python/test_odd.py")


@row("4.7", "plain words: 1 replicate; a glossary")
def words() -> str:
    said = made("calibrate", "--help") + made("describe", "tiny") + repr(package.open(tiny_run()))
    source = "".join(file.read_text(encoding="utf-8") for file in (REPOSITORY / "analysis").rglob("*.py"))
    once = ("replicate(s)", "scenario(s)", "it last spends in", "draws with more")
    odd_words = [word for word in once if word in source + said]
    glossary = len(re.findall(r"^\| [a-z]", _text("docs/words.md"), re.MULTILINE)) - 1
    linked = "docs/words.md" in _text("README.md")
    came = f"{glossary} words in docs/words.md; still odd: {odd_words or 'none'}"
    return hold(not odd_words and glossary >= 10 and linked, came)


@row("4.8", "README says how long its commands take")
def times() -> str:
    said = re.search(r"takes? some [^.]*\.", _text("README.md"))
    return hold(said is not None and "compare" in _text("README.md"), " ".join(said[0].split()) if said else "no word of it")


@row("docs", "the commands of README run as they are written, England being small")
def commands_of_readme() -> str:
    return _pytest("tests/python/test_documents.py", "-k", "README")
