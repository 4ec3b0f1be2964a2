"""`python -m hearth.stability`, which `hearth stability` runs."""

from ..writing import run
from .command import main

run(main)
