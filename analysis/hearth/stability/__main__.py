"""`python -m hearth.stability`, which `hearth stability` runs."""

import sys

from .command import main

sys.exit(main())
