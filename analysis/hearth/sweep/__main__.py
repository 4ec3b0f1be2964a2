"""`python -m hearth.sweep`, which `hearth sweep analyse` runs."""

from ..writing import run
from .command import main

run(main)
