"""`python -m hearth.campaign`, which `hearth campaign` runs."""

from ..writing import run
from .command import main

run(main)
