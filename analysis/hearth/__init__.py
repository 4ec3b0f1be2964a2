"""Results of Hearth, an agent-based simulation of England's children's social care.

    >>> import hearth
    >>> results = hearth.open("results.h5")
    >>> results.panel.looked_after.sel(scenario="baseline", area="E92000001").mean("replicate")
    >>> results.summary()          # the figures of the national statistics, as `hearth summary` prints them
    >>> results.episodes           # one row per placement, if the run kept them

Works from the plain file alone: no network, no configuration, none of the C++.
"""

from .results import FORMAT_VERSION, Results, ResultsError, open

__all__ = ["FORMAT_VERSION", "Results", "ResultsError", "open"]
__version__ = "0.1.0"
