"""What both forms of `hearth campaign` show and write."""

from __future__ import annotations

import argparse


def add_report_options(parser: argparse.ArgumentParser) -> None:
    """The options of the report: its areas, and where figures go."""
    parser.add_argument("--by", choices=["region", "la"], help="a row for each region or local authority")
    parser.add_argument("--area", metavar="NAME", help="a region or authority by name or code (default: the nation)")
    parser.add_argument("--monthly", action="store_true", help="show the months, too")
    parser.add_argument("--csv", metavar="FILE", help="write every figure as a row, with interval, unit and note")
    parser.add_argument("--json", metavar="FILE", help="write everything as JSON")
    parser.add_argument("--figures", metavar="DIR", help="draw the figures as PNG and SVG")
