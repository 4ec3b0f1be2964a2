"""What a policy did, against the baseline on the same random numbers: `hearth campaign RESULTS.h5`.

    >>> from hearth import campaign
    >>> compared = campaign.read("compared.h5")         # written by `hearth compare`
    >>> campaign.figures_of(compared)                   # a pandas DataFrame, one row per figure, each with its interval

    comparison   the file: scenarios, areas, months, when each policy starts and last spends
    estimates    means, ratios and turning points over paired replicates, with their intervals
    policies     what each scenario changes, and from when
    periods      carers and children by reporting year and by month
    supply       what foster carers are gained in all; when they come, how long they last
    places       what became of the extra places, and why searches found none
    brought      what was only brought forward
    children     what it did for children
    money        what was spent and saved, and what a household or a year costs
    together     two policies together against each alone
    curve        more money: what it buys, where it buys most
    starts       when it is best spent
    sweep        `hearth campaign run`: the same campaign at other spends and starts
    variants     its YAML at these spends and starts
"""

from .comparison import BadComparison, Comparison, read
from .tables import figures_of

__all__ = ["BadComparison", "Comparison", "figures_of", "read"]
