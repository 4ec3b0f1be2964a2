"""`python -m hearth.sweep`, which `hearth sweep analyse` runs."""

import sys

from .command import main

sys.exit(main())
