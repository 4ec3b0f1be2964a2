"""Compares runs with the record of each authority: errors against "as it was", local practice that lasts, and intervals.

usage: PYTHONPATH=analysis /usr/bin/python3 scripts/checks/authorities.py build/release/hearth [--short]

1. A run from April 2021 that knows nothing of later years, eight replicates: how far children looked after in each authority
   are off one and two years on, beside who says "as in 2021"; whether it tells where they grow and where they become fewer; and
   whether shares in homes, in foster care and of own provision stay where they are high, as far as those of the record did.
2. Twenty replicates from April 2019 with levels that go on by chance: how many authorities' figures of 2022 and 2023 are
   within the 5th and 95th percentile; and how many with levels that stay, which is what chance alone is.

Prints each figure with its bound and held or MISSED; exits 1 if any is missed. --short: 1 only.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

YEARS = (2022, 2023)
#: Share of the children looked after: the figure of the summary, and what splits it.
SHARES = {
    "in children's homes": ("in_childrens_homes_percent", ""),
    "in foster care": ("in_foster_care_percent", ""),
    "in own provision": ("looked_after", "provider=own"),
}
COVERED = ("starts", "ceases", "looked_after", "uasc", "in_foster_care_percent", "in_childrens_homes_percent",
           "in_supported_accommodation_percent", "three_or_more_placements_percent")
LEAST_CORRELATION = 0.3  # of changes, with the record's
LOST = 0.1  # of the record's own correlation with itself
LEAST, MOST = 80, 97  # percent of figures within the interval


def figures(program: str, folder: Path, *settings: str) -> pd.DataFrame:
    """Figures of authorities beside the published ones, of a run with these settings."""
    file = folder / f"{len(list(folder.iterdir()))}.h5"
    words = [word for setting in settings for word in ("--set", setting)]
    subprocess.run([program, "run", "england_2019", "-q", "--events", "none", "-o", str(file), *words], check=True,
                   stderr=subprocess.DEVNULL)
    said = subprocess.run([program, "summary", str(file), "--published", "--by", "la", "--json"], check=True,
                          capture_output=True, text=True).stdout
    found = pd.DataFrame(json.loads(said)).fillna({"breakdown": ""})
    return found[found["published"].notna()]


def published(year: int) -> pd.DataFrame:
    """The same columns of a year before the run."""
    targets = Path(__file__).resolve().parents[2] / "configs" / "targets"
    names = ("fit", "local_practice", "by_area")
    rows = pd.concat(pd.read_csv(targets / f"{name}.csv", keep_default_na=False) for name in names)
    return rows[rows["year"] == year].rename(columns={"value": "published"})


def by_area(rows: pd.DataFrame, measure: str, breakdown: str, column: str, year: int) -> pd.Series:
    found = rows[(rows["measure"] == measure) & (rows["breakdown"] == breakdown) & (rows["year"] == year)]
    return found.set_index("area")[column].astype(float)


def share(rows: pd.DataFrame, measure: str, breakdown: str, column: str, year: int) -> pd.Series:
    """Of a count with a breakdown the percentage of all."""
    part = by_area(rows, measure, breakdown, column, year)
    return 100 * part / by_area(rows, measure, "", column, year) if breakdown else part


def correlation(one: pd.Series, other: pd.Series) -> float:
    both = pd.concat([one, other], axis=1).dropna()
    return float(np.corrcoef(both.T.values)[0, 1])


class Rows:
    """Prints a row, and counts those that are missed."""

    def __init__(self) -> None:
        self.missed = 0

    def say(self, what: str, value: str, bound: str, held: bool) -> None:
        self.missed += not held
        print(f"  {what:<66}{value:>16}  {bound:<24} {'held' if held else 'MISSED'}")


def one_and_two_years_on(rows: Rows, program: str, folder: Path) -> None:
    print("1  from April 2021, levels staying as they were")
    run, before = figures(program, folder, "start=2021-04", "months=24", "replicates=8", "levels.walk=false"), published(2021)
    was = by_area(before, "looked_after", "", "published", 2021)
    for year in YEARS:
        model, record = (by_area(run, "looked_after", "", column, year) for column in ("model", "published"))
        off, last = (model - record).abs().median(), (was - record).abs().median()
        rows.say(f"children looked after {year}, off by (median of authorities)", f"{off:.1f}", f"at most {last:.1f}, 'as in 2021'",
                 off <= last)
        found = correlation(model - was, record - was)
        rows.say(f"change of children looked after since 2021, {year}: correlation", f"{found:.2f}", f"at least {LEAST_CORRELATION}",
                 found >= LEAST_CORRELATION)
    for what, (measure, breakdown) in SHARES.items():
        in_2021 = share(before, measure, breakdown, "published", 2021)
        model, record = (share(run, measure, breakdown, column, 2023) for column in ("model", "published"))
        found, own = correlation(model, record), correlation(in_2021, record)
        rows.say(f"share {what} 2023: correlation with the record", f"{found:.2f}", f"at least {own - LOST:.2f}", found >= own - LOST)


def within_intervals(rows: Rows, program: str, folder: Path) -> None:
    for walk in ("true", "false"):
        judged = walk == "true"
        print("2  twenty replicates from April 2019, " + ("levels by chance" if judged else "levels staying: not judged"))
        run = figures(program, folder, "months=48", "replicates=20", f"levels.walk={walk}")
        inside = (run["published"] >= run["p05"]) & (run["published"] <= run["p95"])
        for measure in COVERED:
            for year in YEARS:
                percent = 100 * inside[(run["measure"] == measure) & (run["breakdown"] == "") & (run["year"] == year)].mean()
                what = f"{measure} {year}: authorities within the interval"
                if judged:
                    rows.say(what, f"{percent:.0f}%", f"{LEAST} to {MOST}%", LEAST <= percent <= MOST)
                else:
                    print(f"  {what:<66}{percent:>15.0f}%")


def main() -> None:
    if len(sys.argv) not in (2, 3) or sys.argv[2:] not in ([], ["--short"]):
        sys.exit(__doc__)
    rows = Rows()
    with tempfile.TemporaryDirectory() as folder:
        one_and_two_years_on(rows, sys.argv[1], Path(folder))
        if not sys.argv[2:]:
            within_intervals(rows, sys.argv[1], Path(folder))
    sys.exit(rows.missed > 0)


if __name__ == "__main__":
    main()
