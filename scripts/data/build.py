"""Rebuilds every table under configs/data and configs/targets from a folder of published figures.

    python3 scripts/data/build.py REFERENCE_FOLDER           writes the tables
    python3 scripts/data/build.py REFERENCE_FOLDER --check   only reports where they differ

The same folder always gives the same bytes. No random numbers, no network. README.md beside this file lists the files of the
folder, and where their figures are published.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import adults
import area_targets
import areas
import births
import care_ceases
import care_starts
import care_starts_history
import care_starts_profile
import children
import entry_mix
import ethnicity
import foster_places
import fostering_history
import history
import homes
import level_spread
import looked_after
import looked_after_age_by
import looked_after_profile
import migration
import missing
import population
import prices
import spending
import targets
import time_in_care
import tiny
import tiny_profiles
import uasc
import uasc_placements
from reference import Reference
from tables import Table

CONFIGS = Path(__file__).resolve().parents[2] / "configs"
README = "scripts/data/README.md"


def all_tables(reference: Reference) -> list[Table]:
    """Every table, in the order the README describes them."""
    people = (areas, children, births, migration, population, ethnicity, adults)
    stock = (looked_after, looked_after_profile, looked_after_age_by, time_in_care)
    flows = (care_starts, care_starts_history, care_starts_profile, entry_mix, uasc, uasc_placements, care_ceases, history,
             level_spread)
    supply = (foster_places, fostering_history, homes, prices, spending)
    tables = [module.build(reference) for module in (*people, *stock, *flows, *supply, missing)]
    return tables + [*targets.build(reference), *area_targets.build(reference)] + tiny.build() + tiny_profiles.build()


def print_totals(tables: list[Table]) -> None:
    """File by file: rows, and each total beside the published figure."""
    print(f"{'file':<30}{'rows':>7}  {'what':<28}{'total':>14}{'published':>14}{'residual %':>12}")
    for table in tables:
        print(f"{table.path:<30}{len(table.rows):>7}")
        for total in table.totals:
            figures = f"{total.total:>14,.2f}{total.published:>14,.2f}{total.residual_percent:>12.3f}"
            print(f"{'':<39}{total.what:<28}{figures}")


def main() -> int:
    layout = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=layout)
    parser.add_argument("reference", type=Path, help="folder of published figures (la_panel.csv, ...)")
    parser.add_argument("--check", action="store_true", help="compare with the files and write nothing")
    arguments = parser.parse_args()
    reference = Reference(arguments.reference)
    if lacking := reference.lacking():
        print(f"{arguments.reference} lacks {', '.join(lacking)}. {README} says where they come from.", file=sys.stderr)
        return 2
    tables = all_tables(reference)
    for table in tables:
        table.check()
    if arguments.check:
        differences = [line for table in tables for line in table.differences(CONFIGS)]
        print("\n".join(differences) if differences else f"{len(tables)} tables are as the sources give them")
        return 1 if differences else 0
    for table in tables:
        table.write(CONFIGS)
    print_totals(tables)
    return 0


if __name__ == "__main__":
    sys.exit(main())
