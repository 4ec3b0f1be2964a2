"""Figures of placement stability, as PNG and SVG, each with its definition, numbers and source in the foot.

    >>> from hearth import figures, stability
    >>> figures.draw(stability.care_of(hearth.open("results.h5")), "figures")

Of several scenarios the first is drawn. Of several replicates the figures are means with the interval of the mean;
survival is that of the first replicate (see `hearth.survival`).
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Callable, Mapping

import pandas as pd

from .present.figure import drawing
from .stability import Care
from .stability.figure_data import Shown
from .stability.placement_figures import (
    durations,
    placements_by_year,
    reasons_for_change,
    same_carer_by_year,
    three_or_more_by_group,
)
from .stability.survival_figures import ends_by_kind, survival_by_kind

#: Each writes one figure as PNG and SVG, or nothing if the years do not allow it.
FIGURES: tuple[Callable[[Shown, Path], list[Path]], ...] = (
    placements_by_year,
    three_or_more_by_group,
    same_carer_by_year,
    survival_by_kind,
    ends_by_kind,
    reasons_for_change,
    durations,
)
#: Every step of these is one placement's end: they cannot hide small counts.
OF_SINGLE_CHILDREN = (survival_by_kind, ends_by_kind)


def draw(
    care: Care, folder: str | os.PathLike[str], hidden: Mapping[str, pd.DataFrame] | None = None
) -> list[Path]:
    """Writes every figure that the years allow into `folder` (made if need be); returns the files, PNG and SVG each.

    hidden: the tables with small counts hidden (`stability.suppression.suppress_all`); what is hidden in them is a gap.
            Survival is not drawn then: each step of a curve tells of single children.
    """
    shown = Shown(care, hidden)
    written = []
    with drawing(folder) as to:
        for figure in FIGURES:
            if hidden is not None and figure in OF_SINGLE_CHILDREN:
                continue
            written += figure(shown, to / figure.__name__)
    return written
