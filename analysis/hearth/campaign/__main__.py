"""`python -m hearth.campaign`, which `hearth campaign` runs."""

import sys

from .command import main

sys.exit(main())
