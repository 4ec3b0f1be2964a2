"""What a council's analyst takes from figures and tables: whose they are, what they hide, what they are set against."""

from __future__ import annotations

import csv
import functools
import re
from pathlib import Path

import h5py
import pandas as pd

from consecutive_returns import pairs
from hearth import open as open_results
from hearth import ssda903, stability
from hearth.stability import explore

from .rows import REPOSITORY, hearth, hold, last_line, made, row, scratch, tiny_run

AREAS = REPOSITORY / "configs" / "data" / "areas.csv"


@functools.cache
def gateshead() -> Path:
    """Results of one authority, to 2023: returns and published figures have years in common."""
    file = scratch() / "gateshead.h5"
    made("run", "england_2019", "--areas", "Gateshead", "--months", "48", "-q", "-o", file)
    return file


@functools.cache
def returns() -> Path:
    folder = scratch() / "Gateshead"
    made("episodes", gateshead(), "--ssda903", folder, "--la", "Gateshead")
    return folder


@functools.cache
def tiny_returns() -> Path:
    folder = scratch() / "tiny_returns"
    made("episodes", tiny_run(), "--ssda903", folder)
    return folder


@row("1.17", "a run of one region or authority has its name in tables and figures, a part of a region not the region's")
def names_of_parts() -> str:
    table = made("summary", gateshead()).splitlines()
    region = next(csv.DictReader(made("summary", gateshead(), "--by", "region", "--csv").splitlines()))["area"]
    folder = scratch() / "titled"
    made("stability", "--ssda903", returns(), "--figures", folder)
    titled = "Gateshead" in _text(folder / "reasons_for_change.svg")
    heading = next(line for line in table if " - baseline" in line)
    return hold(heading.startswith("Gateshead - ") and region == "Selected areas of North East" and titled,
                f"{heading}; --by region: {region}; figures titled: {titled}")


@row("names", "disruptions are causes, asked_or_forced are reasons: of one run, as docs/results.md relates them")
def two_counts() -> str:
    results = open_results(tiny_run())
    panel = results.panel.isel(scenario=0, replicate=0)
    nation = int((panel.area_kind.values == "nation").argmax())
    disruptions, moves = (int(panel[name].isel(area=nation).sum()) for name in ("disruptions", "placement_moves"))
    placements = stability.placements(stability.care_of(results)).query("ended >= '2019-04-01'")
    ends = placements.end.value_counts()
    reasons = placements[placements.end == "other_move"].reason.value_counts()
    asked, custody, other = ends["asked_or_forced"], reasons.get("CUSTOD", 0), reasons.get("OTHER", 0)
    documented = (REPOSITORY / "docs" / "results.md").read_text(encoding="utf-8")
    both = all(f"`{name}` | moves whose" in documented for name in ("disruptions", "asked_or_forced"))
    related = ends["other_move"] + asked == moves and asked + custody <= disruptions <= asked + custody + other
    return hold(both and related, f"of {moves} moves {disruptions} disruptions, {asked} asked for or forced, {custody} "
                f"CUSTOD, {other} OTHER")


@row("2.7", "returns beside published figures: whose is whose, the latest years, --against an area that has some")
def returns_beside_published() -> str:
    text = made("stability", "--ssda903", returns(), "--compare", "published")
    said = all(words in text for words in ("2022: Gateshead", "2023: Gateshead", "England, published", "difference"))
    own = made("stability", "--ssda903", returns(), "--compare", "published", "--against", "Gateshead")
    region = made("stability", "--ssda903", returns(), "--compare", "published", "--against", "North East")
    unknown = hearth("stability", "--ssda903", returns(), "--compare", "published", "--against", "Tyneside")
    against = "Gateshead, published" in own and "North East, published" in region and "differ in size" in region
    return hold(said and "model" not in text.split("* missed")[0] and against and unknown.code == 2,
                f"Gateshead beside England 2022, 2023: {said}; --against Gateshead, North East: {against}; "
                f"{last_line(unknown.err)}")


@row("2.11", "--suppress 5 --figures draws what is not hidden; no hidden figure is in a figure's text or in the CSV")
def figures_of_what_is_not_hidden() -> str:
    folder = scratch() / "hidden"
    words = ("stability", "--ssda903", tiny_returns() / "T06000001", "--suppress", "5")
    made(*words, "--figures", folder, "--csv", folder)
    drawn = sorted(file.stem for file in folder.glob("*.png"))
    captions = all("Gaps (c)" in _text(folder / f"{name}.svg") for name in drawn)
    made("stability", "--ssda903", tiny_returns() / "T06000001", "--csv", folder / "open")
    reasons = _values(folder / "moves.csv"), _values(folder / "open" / "moves.csv")
    shown, hidden = reasons[0][reasons[0] != "c"], reasons[1][reasons[0] == "c"]
    words_told = set(_text(folder / "reasons_for_change.svg").split()) - {_share(value) for value in shown}
    told = [value for value in hidden if _share(value) in words_told]
    return hold(len(drawn) >= 3 and captions and len(hidden) > 0 and not told and "survival_by_kind" not in drawn,
                f"drawn: {', '.join(drawn)}; gaps said: {captions}; of {len(hidden)} hidden shares {len(told)} told")


def _share(value: str) -> str:
    """As the figure writes it."""
    return f"{float(value):.1f}%"


def _text(svg: Path) -> str:
    """What an SVG says: matplotlib draws letters as paths, and keeps each text as a comment before them."""
    return " ".join(re.findall(r"<!-- (.*?) -->", svg.read_text(encoding="utf-8"), re.S))


def _values(file: Path) -> pd.Series:
    """Percentages of everyone's moves in the last year."""
    table = pd.read_csv(file, dtype=str)
    last = table[(table.breakdown == "total") & (table.year == table.year.max()) & (table.unit == "%")]
    return last.set_index("measure").value


@row("2.13", "--ees: the columns of Explore Education Statistics, in their order")
def open_data() -> str:
    folder = scratch() / "ees"
    made("stability", gateshead(), "--by", "age", "--csv", folder, "--ees")
    table = pd.read_csv(folder / "placements_in_year.csv", dtype=str)
    first = table.iloc[0]
    place = first.time_period, first.geographic_level, first.new_la_code, first.old_la_code, first.la_name
    return hold(list(table)[:10] == list(explore.TIME_AND_PLACE) and place == ("2020", "Local authority", "E08000037",
                                                                                "390", "Gateshead"), ", ".join(place))


@row("2.14", "groups of few children: hollow points with their interval of chance, said in the caption; others filled")
def small_groups() -> str:
    folder = scratch() / "small"
    made("stability", "--ssda903", tiny_returns(), "--figures", folder)
    made("stability", "--ssda903", tiny_returns(), "--by", "age,years_in_care", "--csv", folder)
    table = pd.read_csv(folder / "placements_in_year.csv").query("breakdown != 'total' and measure == 'children'")
    groups = table.groupby(["breakdown", "group"]).value
    table = table[groups.transform("mean") >= 10]
    few, legend = int((table.value < 50).sum()), table.groupby(["breakdown", "group"]).ngroups
    svg = folder / "three_or_more_by_group.svg"
    said, fills = _text(svg), re.findall(r"<use [^>]*fill: (#\w+)", svg.read_text(encoding="utf-8"))
    hollow = fills.count("#ffffff")
    is_said = "hollow points: fewer than 50" in said and "95% interval of chance (Wilson)" in said
    # Hollow points lie on filled ones; the legend has one of each group.
    return hold(is_said and 0 < hollow == few < len(table) and len(fills) - hollow == len(table) + legend,
                f"{hollow} hollow points of {len(table)}, {few} of fewer than 50; {' '.join(said[said.find('n: '):].split())[:60]}")


@row("P17", "no rule that compares two returns is broken between any two returns of a run; one that is, is found")
def rules_between_returns() -> str:
    found, compared = [], 0
    for pair in pairs(tiny_returns()):
        found += list(ssda903.check_consecutive(pair.before, pair.after, pair.year).rule)
        compared += 1
    pair.before["uasc"]["DUC"], pair.before["header"]["UPN"] = "", "UN4"  # as they were once written
    rules = set(ssda903.check_consecutive(pair.before, pair.after, pair.year).rule)
    return hold(not found and {"205B", "208"} <= rules,
                f"{compared} pairs of returns, {len(found)} violations; as once written: {', '.join(sorted(rules))}")


@row("P18", "every name of an area that summary prints goes back to --areas, alone and in a list")
def names_of_areas() -> str:
    table = pd.read_csv(AREAS, dtype=str)
    regions = list(dict.fromkeys(table.region))
    with_commas = [name for name in table.la_name if "," in name]
    alone = [name for name in with_commas if _authorities(name) == {name}]
    whole = _names(",".join([*table.la_name, *regions, "England"]))
    listed = _authorities(",".join(with_commas))
    return hold(alone == with_commas and listed == set(with_commas) and whole == {*table.la_name, *regions, "England"},
                f"{len(whole)} names in one list; those with commas: {len(alone)} of {len(with_commas)} alone, "
                f"{len(listed)} in a list")


def _names(areas: str) -> set[str]:
    """All areas of a run of these."""
    file = scratch() / "names.h5"
    made("run", "england_2019", "--areas", areas, "--months", "1", "--events", "none", "-q", "-o", file)
    with h5py.File(file) as opened:
        return set(opened["area_name"].asstr()[:])


def _authorities(areas: str) -> set[str]:
    return _names(areas) & set(pd.read_csv(AREAS, dtype=str).la_name)
