"""What the figures of campaigns have in common: colours, and what their feet say."""

from __future__ import annotations

import pandas as pd

from ..present import style
from .comparison import Comparison

EDGES = ("value", "low", "high")


def colours_of(comparison: Comparison) -> dict[str, str]:
    """A scenario has the same colour in every figure; more than there are colours share them."""
    return {name: style.PALETTE[place % len(style.PALETTE)] for place, name in enumerate(comparison.scenarios)}


def chunks(names: list[str], most: int) -> list[list[str]]:
    """Pages of no more than so many, as even as they can be."""
    pages = -(-len(names) // most)
    return [names[len(names) * page // pages:len(names) * (page + 1) // pages] for page in range(pages)]


def means(comparison: Comparison) -> str:
    drawn = "" if comparison.uncertain is None else ", in each of which what is not known of policies was drawn"
    return f"mean of {comparison.replicates} pairs of runs on common random numbers{drawn}"


def source(comparison: Comparison) -> str:
    return f"Source: Hearth comparison {comparison.path.name}, {comparison.months[0]} to {comparison.months[-1]}."


def area_of(figures: pd.DataFrame) -> str:
    return str(figures["area_name"].iloc[0])
