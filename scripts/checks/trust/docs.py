"""What the project says of itself is true, and results in Python are what people take them for."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
from functools import cache
from pathlib import Path

import numpy as np

import hearth as package

from .rows import HEARTH, REPOSITORY, Missed, folder, hold, made, row, scratch, tiny_run

#: By which a share in a document may differ from that of a run: another build moves a few children.
POINTS = 2
#: Of england.yaml, and those before the branch of README's comparison.
MONTHS, BEFORE_BRANCH = 120, 12


@cache
def _compared() -> package.Results:
    """Three replicates of the made-up county, with and without its agency."""
    file = scratch() / "docs_compare.h5"
    made("compare", "tiny", "--scenario", "agency_closes", "--start", "2021-04", "--replicates", "3", "--months", "36",
         "-q", "-o", file)
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


def _outside(areas: str) -> list[float]:
    """The share of Gateshead's children who are placed outside it, on each 31 March of a run of these areas [%]."""
    file = scratch() / f"outside_{areas.replace(' ', '_')}.h5"
    made("run", "england", "--areas", areas, "--events", "none", "-q", "-o", file)
    panel = package.open(file).panel.isel(scenario=0, replicate=0)
    own = panel.isel(area=int((panel.area_name.values == "Gateshead").argmax()))
    march = own.sel(month=own.month.dt.month == 3)
    return list((100 * march.outside_authority / march.looked_after).values)


@row("2.8", "docs that run one authority say that it is not the authority inside England, and by how much")
def one_authority_is_not_itself() -> str:
    text = _text("docs/returns.md")
    shown = re.search(r"^hearth run england --areas \w+ ", text, re.MULTILINE)
    said = re.search(r"alone has (\d+)% to (\d+)% of .* its region (\d+)% to (\d+)%, in one of England (\d+)% to (\d+)%",
                     " ".join(text.split()))
    hold(shown is None and said is not None, "returns.md runs one authority, or does not say by how much it differs")
    alone, region, nation = (_outside(areas) for areas in ("Gateshead", "North East", "England"))
    found = [edge for shares in (alone, region, nation) for edge in (min(shares), max(shares))]
    is_lower = all(one < min(others) for one, *others in zip(alone, region, nation))
    is_said = all(abs(share - int(figure)) < POINTS for share, figure in zip(found, said.groups()))
    ranges = [f"{low:.0f}% to {high:.0f}%" for low, high in zip(found[::2], found[1::2])]
    return hold(is_lower and is_said, f"outside: alone {ranges[0]}, with its region {ranges[1]}, in England {ranges[2]}; "
                f"returns.md says {', '.join(said.groups())}")


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
    files = [file for place, kind in (("analysis", "py"), ("scripts", "py"), ("scripts", "sh"), ("docs", "md"))
             for file in (REPOSITORY / place).rglob(f"*.{kind}") if file != Path(__file__)]
    source = "".join(file.read_text(encoding="utf-8") for file in files)
    once = ("replicate(s)", "scenario(s)", "it last spends in", "draws with more", "draws that gain some")
    odd_words = [word for word in once if word in source + said]
    glossary = len(re.findall(r"^\| [a-z]", _text("docs/words.md"), re.MULTILINE)) - 1
    linked = "docs/words.md" in _text("README.md")
    came = f"{glossary} words in docs/words.md; still odd: {odd_words or 'none'}"
    return hold(not odd_words and glossary >= 10 and linked, came)


def _seconds_of_england(months: int) -> float:
    """Seconds of processor time that a run of so many months of England takes, all threads together."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    made("run", "england", "--months", months, "--events", "none", "-q", "-o", scratch() / "england.h5")
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    return now.ru_utime + now.ru_stime - spent.ru_utime - spent.ru_stime


@row("4.8", "README says how long its commands take: within a factor of two of a run, and of its months")
def times() -> str:
    said = re.search(r"`run england` takes some (\d+) seconds of processor time, `compare england` above .* some (\d+):",
                     " ".join(_text("README.md").split()))
    hold(said is not None, "README has no two figures")
    third, run = (_seconds_of_england(months) for months in (MONTHS // 3, MONTHS))
    month = (run - third) / (MONTHS - MONTHS // 3)
    # The first day once; of each replicate the months before the branch once, those after it for baseline and scenarios.
    compare = run - MONTHS * month + 10 * (BEFORE_BRANCH + 3 * (MONTHS - BEFORE_BRANCH)) * month
    ratios = [took / int(figure) for took, figure in zip((run, compare), said.groups())]
    return hold(all(0.5 <= ratio <= 2 for ratio in ratios), f"run: said {said[1]} s, measured {run:.0f}; compare: said {said[2]} s, "
                f"measured {compare:.0f}")


@row("docs", "the commands of README run as they are written, England being small")
def commands_of_readme() -> str:
    return _pytest("tests/python/test_documents.py", "-k", "README")
