"""What is in a results file, for whoever prints it or looks at it in a notebook."""

from __future__ import annotations

import textwrap
from html import escape
from typing import TYPE_CHECKING, Mapping

import pandas as pd

from . import areas
from .present.table import WIDTH, Table

if TYPE_CHECKING:
    from .results import Results

FEW = 3  # areas that are named; more are counted


def as_text(results: Results) -> str:
    """The facts, one a line, and the names of some measures of each kind."""
    lines = [f"Results of Hearth, {results.path}"]
    lines += [f"  {line}" for line in Table.of(["", ""], list(facts(results).items()), words=2).lines()]
    for group, names in measures_by_group(results).items():
        listed = textwrap.shorten(f"  {len(names):>3} {group}: {', '.join(names)}", WIDTH, placeholder=" ...")
        lines.append(f"  {listed}")
    return "\n".join([*lines, "  results.meanings says what each measure counts"])


def as_html(results: Results) -> str:
    """The same for Jupyter: a table of facts; below it the measures, folded, each with its unit and meaning."""
    left = "style='text-align:left'"
    rows = "".join(f"<tr><th {left}>{escape(name)}</th><td {left}>{escape(text)}</td></tr>"
                   for name, text in facts(results).items())
    parts = [f"<b>Results of Hearth</b> <code>{escape(str(results.path))}</code><table>{rows}</table>"]
    meanings = results.meanings
    for group, names in measures_by_group(results).items():
        listed = "".join(f"<li><code>{escape(name)}</code> {escape(meanings[name])}</li>" for name in names)
        parts.append(f"<details><summary>{escape(group)} ({len(names)})</summary><ul>{listed}</ul></details>")
    return "".join(parts)


def facts(results: Results) -> Mapping[str, str]:
    """What was run, and what for, in words."""
    about, labels = results.provenance, results.coordinates
    months = pd.PeriodIndex(labels["month"], freq="M")
    return {
        "config": f"{about['config_name']}, seed {about['seed']}, digest {about['digest']}",
        "scenarios": ", ".join(map(str, labels["scenario"])),
        "replicates": f"{len(labels['replicate'])}",
        "months": f"{len(months)}, {months[0]} to {months[-1]}",
        "areas": _areas(results),
        "events": ", ".join(results.event_tables) or "none (hearth run --events all keeps them)",
    }


def _areas(results: Results) -> str:
    """The authorities that were simulated, and the name of all together."""
    labels = results.coordinates
    names = labels["area_name"][labels["area_kind"] == "la"].astype(str)
    together = areas.name_of(results, areas.row_of(results))
    if len(names) <= FEW:
        return ", ".join(names)
    return f"{together}: {len(names)} local authorities"


def measures_by_group(results: Results) -> dict[str, list[str]]:
    """Names of the measures by how often they are counted and what they are split by."""
    groups: dict[str, list[str]] = {}
    for name, dimensions in results.measures.items():
        often = "each month" if "month" in dimensions else "each reporting year"
        split = f", by {dimensions[-1].replace('_', ' ')}" if dimensions[-1] != "area" else ""
        groups.setdefault(often + split, []).append(name)
    return groups
