"""What the parameters of a sweep do to its outputs: `hearth sweep analyse DIR`.

    >>> from hearth import sweep
    >>> plan = sweep.read("sweeps/hub")                           # written by `hearth sweep plan`
    >>> outputs = sweep.from_csv(plan, "outputs.csv")             # column id, and one for each output
    >>> sweep.figures_of(plan, outputs)                           # a pandas DataFrame, each figure with its interval

    plan            the design: parameters, points, runs
    reading         plan.json and plan.csv
    seal            that neither was altered
    plan_checks     that plan.csv and plan.json are of one design
    outputs         outputs made outside, by run; every run of the plan has one, or nothing is analysed
    export          the merged results as a table
    merged          outputs out of the merged results of a sweep
    distributions   values of parameters on the unit cube
    variance_based  first, second and total order of a saltelli design
    elementary      elementary effects of a morris design
    regression      linear regression and rank correlations, of all other designs
    replicates      what of an output's variance is noise between replicates
    bootstrap       intervals over base points or trajectories
    tables          all figures of a sweep
"""

from .merged import from_results, is_merged, open_merged, outputs_of
from .outputs import from_csv
from .plan import BadSweep, Plan
from .reading import read
from .tables import figures_of

__all__ = ["BadSweep", "Plan", "figures_of", "from_csv", "from_results", "is_merged", "open_merged", "outputs_of", "read"]
