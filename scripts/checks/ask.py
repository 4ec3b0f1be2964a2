#!/usr/bin/python3
"""Questions that program.sh asks of runs and results files: prints one line, and fails on a no.

    ask.py QUESTION ARGUMENT...        the functions below, by name
"""

from __future__ import annotations

import json
import os
import subprocess
import sys

import h5py
import numpy as np
import pandas as pd
import xarray as xr

FIRST_DAY = np.datetime64("2019-04-01")


def whole_england(file: str) -> bool:
    """153 authorities, and 11.8 million children at the end of the first month?"""
    with xr.open_dataset(file) as panel:
        authorities = int((panel.area_kind == "la").sum())
        nation = (panel.area_kind == "nation").values
        children = int(panel.children.values[0, 0, 0, nation].sum())
    print(f"{authorities} authorities, {children:,} children")
    return authorities == 153 and round(children / 1e6, 1) == 11.8


def near_target(year: str, percent: str, targets: str, *summary: str) -> bool:
    """Are the children looked after on 31 March of `year`, by `hearth summary --json`, so near to the published number?"""
    published = pd.read_csv(targets)
    published = published[(published.measure == "looked_after") & published.breakdown.isna()]
    published = published[(published.area_name == "England") & (published.year == int(year))].value.item()
    records = pd.DataFrame(json.loads(subprocess.run(summary, capture_output=True, text=True, check=True).stdout))
    records = records[(records.measure == "looked_after") & (records.breakdown == "")]
    simulated = records[(records.area_name == "England") & (records.year == int(year))]["median"].item()
    off = 100 * (simulated / published - 1)
    print(f"{simulated:,.0f} against {published:,.0f}: {off:+.1f}%")
    return abs(off) <= float(percent)


def first_day(file: str, area: str) -> pd.DataFrame:
    """Placements of one authority's children that were open on the first day, without what the market decides."""
    with h5py.File(file) as opened:
        codes = opened["area"].asstr()[:]
    episodes = xr.open_dataset(file, group="episodes").to_dataframe()
    here = episodes[codes[episodes.area.to_numpy()] == area]
    here = here[(here.decom < FIRST_DAY) & ~(here.dec < FIRST_DAY)]
    facts = here[["child", "sex", "born", "ethnicity", "cin", "entered", "decom", "ls", "placement"]]
    return facts.sort_values("child").reset_index(drop=True)


def same_first_day(alone: str, together: str, area: str) -> bool:
    """Has an authority the same children in care on the first day, alone and with others, key by key and fact by fact?"""
    one, other = first_day(alone, area), first_day(together, area)
    common = len(one.merge(other))
    print(f"{common} of {len(one)} children equal, {len(other)} together")
    return len(one) > 0 and one.equals(other)


def beginning_of(short: str, long: str) -> bool:
    """Does the longer run begin with the shorter one, in every measure?"""
    with xr.open_dataset(short) as first, xr.open_dataset(long) as whole:
        names = [name for name in first if first[name].dtype.kind in "iu"]
        beginning = whole.sel(month=first.month, year=first.year)
        differing = [name for name in names if not np.array_equal(first[name], beginning[name])]
        months = first.sizes["month"]
    print(f"{len(names)} measures, {months} months: {len(differing)} differ")
    print(*differing, file=sys.stderr)
    return len(names) > 0 and not differing


def labelled(file: str, engine: str) -> bool:
    """Does xarray open the file with a coordinate for each dimension, dates for months, and units for measures?"""
    with xr.open_dataset(file, engine=engine) as panel:
        bare = [dim for dim in panel.dims if dim not in panel.coords]
        measures = [name for name in panel if panel[name].dtype.kind in "iuf"]
        unitless = [name for name in measures if not panel[name].attrs.get("units")]
        dated = panel.month.dtype.kind == "M"
    print(f"{len(measures)} measures, {len(unitless)} without units, " + ("dated" if dated else "NOT dated"))
    print("without coordinate:", bare, "without units:", unitless, file=sys.stderr)
    return len(measures) > 0 and dated and not bare and not unitless


def changes_libm(tunables: str) -> bool:
    """Do these GLIBC_TUNABLES change the last bits of the C library's exp, log or pow on this machine?"""
    script = "import math; print([(math.exp(x / 7e3), math.log(x), math.pow(x, 1.7)) for x in range(1, 99999)])"
    run = [sys.executable, "-c", script]
    usual = subprocess.run(run, capture_output=True, check=True).stdout
    tuned = subprocess.run(run, capture_output=True, check=True, env=os.environ | {"GLIBC_TUNABLES": tunables}).stdout
    print("exp, log or pow change" if usual != tuned else "no change: this CPU or glibc has none to make")
    return usual != tuned


if __name__ == "__main__":
    questions = [whole_england, near_target, same_first_day, beginning_of, labelled, changes_libm]
    question = next(question for question in questions if question.__name__ == sys.argv[1])
    sys.exit(0 if question(*sys.argv[2:]) else 1)
