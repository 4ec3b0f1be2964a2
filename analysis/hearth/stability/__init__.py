"""Placement stability: how often children in care move, from simulated episodes and from councils' returns alike.

    >>> import hearth
    >>> from hearth import stability
    >>> care = stability.care_of(hearth.open("results.h5"))     # or stability.read_returns("returns/")
    >>> stability.tables(care)["placements_in_year"]    # one row per year, group and measure
    >>> stability.placements(care)                      # one row per placement

Definitions, codes and worked examples: docs/stability.md.
"""

from .care import Care, LeftOut, care_of
from .faults import BadReturns
from .placements import placements
from .returns import read_returns
from .tables import TABLES, tables, tabulate

__all__ = ["TABLES", "BadReturns", "Care", "LeftOut", "care_of", "placements", "read_returns", "tables", "tabulate"]
