"""An England of three authorities: the made-up county's tables under names of England's, for commands as they stand.

They have the county's rows of 31 March 2019 as those of 2023 too, so that both `england` and `england_2019` start there.

`hearth run england --areas Hartlepool` then runs as it stands in a document, in a fraction of a second.
"""

from __future__ import annotations

import csv
import re
import shutil
from pathlib import Path

from conftest import REPOSITORY

#: Tables whose rows are of the first day, or of a year of entries that its hazards come from.
DATED = ("children", "looked_after", "looked_after_profile", "foster_places", "homes", "care_starts")
#: What the made-up county's names become. All three lie in the North East.
NAMES = {
    "T06000001": "E06000001", "Ashby on Tiny": "Hartlepool UA", "Ashby": "Hartlepool",
    "T06000002": "E08000035", "Brookfield, City of": "Leeds, City of", "Brookfield": "Leeds",
    "T06000003": "E08000032", "Carrow": "Bradford",
    "T12000001": "E12000001", "Tinyshire": "North East",
}


def made(folder: Path) -> Path:
    """A copy of configs in `folder` in which England's tables are small; to be named by HEARTH_CONFIGS."""
    configs = folder / "configs"
    shutil.copytree(REPOSITORY / "configs", configs)
    for table in (configs / "data" / "tiny").glob("*.csv"):
        text = table.read_text(encoding="utf-8")
        for old, new in NAMES.items():
            text = text.replace(old, new)
        (configs / "data" / table.name).write_text(text, encoding="utf-8")
    for year in ("2021", "2023"):
        shutil.copy(configs / "data" / "local_practice.csv", configs / "data" / f"local_practice_{year}.csv")
    for name in DATED:
        repeat(configs / "data" / f"{name}.csv", "2023")
    for fit in (configs / "calibration").glob("*.yaml"):  # a fit of one round shows that it can be done
        text = re.sub(r"^(method|replicates): .*\n", "", fit.read_text(encoding="utf-8"), flags=re.MULTILINE)
        fit.write_text(text + "\nmethod: {rounds: 1}\nreplicates: 2\n", encoding="utf-8")
    return configs


def repeat(table: Path, year: str) -> None:
    """All rows of a table once more, as those of another year."""
    with table.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    with table.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows([*rows, *(row | {"year": year} for row in rows)])
