"""A fostering analyst asks what a policy did: savings, places, years, dates and areas that can be believed."""

from __future__ import annotations

import functools
import hashlib
import json
import re
from pathlib import Path

import h5py
import numpy as np
import pandas as pd

from .rows import REPOSITORY, folder, hearth, hold, last_line, made, row, scratch

CAMPAIGN = """
scenario: {name}
description: a test
processes:
  - recruitment_campaign:
      strength: {{value: 1, unit: "1", source: "assumed: a test"}}
      start: {start}
      end: {end}
      spending: {{value: {spending}, unit: {unit}, source: "assumed: a test"}}
"""
#: Of the cells of every measure that `hearth run tiny` had before this issue, in the order of their names.
BEFORE = "8ebf5056b53a5096a4fb975a9c44bc012f56559ba19b32cc2b506a10eb3ee53a"
#: What the configuration was changed to by this issue, set back.
SET_BACK = ("homes_market.price_response=0.1", "placement_prices.level.residential={year_2020: 0.9126, year_2021: 0.9844}",
            "placement_prices.other_services={year_2020: 294.8, year_2021: 311.2}")
NEW = ("foster_searches_unmet", "home_searches_unmet", "enquiries_brought_forward", "enquiries_missed",
       "spending_bought_homes", "spending_market_price")


def campaign_file(name: str, spending: float = 20000, start: str = "2020-04", end: str = "2021-03") -> Path:
    file = scratch() / f"{name}.yaml"
    shipped = (REPOSITORY / "configs" / "scenarios" / "national_campaign.yaml").read_text(encoding="utf-8")
    unit = re.search(r"spending: \{value: [0-9.]+, unit: ([^,]+),", shipped)
    file.write_text(CAMPAIGN.format(name=name, spending=spending, start=start, end=end,
                                    unit=unit[1] if unit else "GBP/month"), encoding="utf-8")
    return file


@functools.cache
def compared(*words: str) -> Path:
    """A loud campaign, and whatever else the words say, beside the made-up county."""
    file = folder(f"compared_{len(list(scratch().iterdir()))}") / "compared.h5"
    made("compare", "tiny", "--scenario", campaign_file("loud"), "--replicates", 3, "-q", "-o", file, *words)
    return file


def figures(file: Path, *words: object) -> pd.DataFrame:
    csv = file.with_suffix(".csv")
    made("campaign", file, "--csv", csv, *words)
    return pd.read_csv(csv)


def value(frame: pd.DataFrame, measure: str, table: str, edge: str = "value") -> float:
    found = frame[(frame["measure"] == measure) & (frame["table"] == table)][edge]
    return float(found.iloc[0]) if len(found) else float("nan")


@row("1.4", "savings from fewer nights and from another price apart; net without that price, in text and CSV")
def savings_of_nights_and_prices_apart() -> str:
    follows = compared("--set", "homes_market.price_response=0.1")
    frame, said = figures(follows), " ".join(made("campaign", follows).split())
    whole, nights, price = (value(frame, name, "money") for name in
                            ("residential", "residential_nights", "residential_price"))
    net, same = value(frame, "net", "money"), value(frame, "net_at_same_prices", "money")
    fixed = figures(compared())
    adds_up = abs(whole - nights - price) < 1 and abs(net - price - same) < 1 and price != 0
    is_said = "of the net is another price of places that are still bought in homes" in said
    return hold(adds_up and is_said and value(fixed, "residential_price", "money") == 0,
                f"at 0.1: {whole:,.0f} = {nights:,.0f} of nights + {price:,.0f} of price, net {net:,.0f}, "
                f"{same:,.0f} without; by default price 0")


@row("1.4b", "'compare --uncertain' draws price_response, alike in all scenarios")
def price_response_is_drawn() -> str:
    with h5py.File(compared("--uncertain", "--months", "24")) as file:
        names = list(file["provenance/parameter"].asstr()[()])
        drawn = file["provenance/drawn"][()][:, :, names.index("homes_market.price_response")]
    return hold(bool((drawn[0] == drawn[1]).all() and len(np.unique(drawn)) == 3 and (drawn > 0).all() and (drawn < 0.3).all()),
                f"drawn {', '.join(f'{one:.3f}' for one in drawn[0])} in both")


@row("1.5", "what became of the extra places, and why searches found nobody")
def what_became_of_places() -> str:
    frame = figures(compared())
    places = [value(frame, f"place_years{end}", "places") for end in ("", "_filled", "_vacant", "_not_available")]
    unmet = frame[frame["measure"].str.startswith("foster_searches_unmet")]
    reasons = unmet[unmet["measure"] != "foster_searches_unmet"]
    total = value(frame, "foster_searches_unmet", "places", "baseline")
    said = made("campaign", compared())
    return hold(abs(places[0] - sum(places[1:])) < 1e-6 and abs(total - reasons["baseline"].sum()) < 1e-6 and total > 0
                and "nobody with a vacancy answered" in said,
                f"{places[0]:.1f} place-years = {places[1]:.1f} filled + {places[2]:.1f} vacant + {places[3]:.1f} not "
                f"available; {total:.0f} searches by {len(reasons)} reasons")


@row("1.6", "children in homes, moves, miles, households, places filled by reporting year, with a figure")
def by_reporting_year() -> str:
    drawn = folder("by_year")
    frame = figures(compared(), "--figures", drawn)
    years = frame[frame["table"] == "by_year"]
    has = set(years["measure"])
    wanted = {"in_childrens_homes", "placement_moves", "mean_miles", "foster_households", "foster_places_filled"}
    periods = list(dict.fromkeys(years["period"]))
    return hold(wanted <= has and all(period.endswith("-03") for period in periods) and (drawn / "by_year.png").exists(),
                f"{periods[0]} ... {periods[-1]}; by_year.png")


@row("1.7", "'campaign run' takes --uncertain, --set, --precision and several policies; intervals are then of draws")
def run_takes_what_compare_takes() -> str:
    output = folder("run") / "sweep.h5"
    said = made("campaign", "run", "tiny", "--scenario", campaign_file("loud"), "--scenario", "recruitment_hub", "--start",
                "2020-04", "--spend", "1", "--uncertain", "--set", "months=36", "--replicates", 3, "-o", output, "--start",
                "2020-04,2021-04")
    refused = hearth("campaign", "run", "tiny", "--scenario", "recruitment_hub", "--precision", "looked_after=90%", "--months",
                     24, "--set", "recruitment_hub.nonsense=1", "-o", output.with_name("no.h5"))
    with h5py.File(output) as file:
        scenarios, has_drawn = list(file["scenario"].asstr()[()]), "provenance/drawn" in file
    return hold(has_drawn and len(scenarios) == 5 and "were drawn for each replicate" in " ".join(said.split())
                and refused.code == 2 and "nonsense" in refused.err, f"{', '.join(scenarios)}; drawn for each replicate")


@row("1.8", "the command of docs/campaign.md works as it stands, with the name of a scenario of ours")
def the_command_of_the_docs() -> str:
    text = (REPOSITORY / "docs" / "campaign.md").read_text(encoding="utf-8")
    command = next(line for line in text.splitlines() if line.startswith("hearth campaign run england"))
    words = command.partition("#")[0].replace(" england ", " tiny ").split()[1:]
    output = folder("docs")
    done = hearth(*words, "--replicates", 2, cwd=output)
    return hold(done.code == 0 and "More money: what it buys" in done.out, f"{command}: exit {done.code} {last_line(done.err)}")


@row("1.9", "a start beyond the run is refused before anything runs; labels say money and month, and are not cut")
def starts_beyond_the_run() -> str:
    output = folder("beyond") / "sweep.h5"
    done = hearth("campaign", "run", "tiny", "--scenario", "national_campaign", "--start", "2024-04,2026-04", "-o", output)
    said = made("campaign", "run", "tiny", "--scenario", campaign_file("a_campaign_with_a_long_name"), "--spend", "50,100",
                "--replicates", 2, "--months", 36, "-o", output)
    labels = re.findall(r"^GBP [0-9.,]+m?, April 2020 ", said, flags=re.MULTILINE)
    return hold(done.code == 2 and "after the last month of the run (2025-03)" in done.err and len(set(labels)) == 2,
                f"{last_line(done.err)} Labels: {'; '.join(sorted(set(label.strip() for label in labels)))}")


@row("1.10", "an area that was not simulated is refused, with those that were")
def areas_not_simulated() -> str:
    file = folder("areas") / "ashby.h5"
    made("compare", "tiny", "--areas", "Ashby", "--scenario", campaign_file("loud"), "--months", 18, "--replicates", 2, "-q",
         "-o", file)
    done = hearth("campaign", file, "--area", "Brookfield")
    return hold(done.code == 2 and done.out == "" and ("is not in this run. It has Ashby" in done.err or
                                                       "no area 'Brookfield'" in done.err), last_line(done.err))


@row("1.11", "one curve is of one policy; a file of several policies at one spend has none")
def one_curve_is_of_one_policy() -> str:
    file = folder("mixed") / "mixed.h5"
    words = [word for name in ("recruitment_hub", "foster_allowances") for word in ("--scenario", name)]
    made("compare", "tiny", "--scenario", campaign_file("loud"), *words, "--months", 48, "--replicates", 2, "-q", "-o", file)
    done = hearth("campaign", file, "--curve")
    made("compare", "tiny", "--scenario", campaign_file("loud"), "--scenario", campaign_file("louder", 60000), *words,
         "--months", 48, "--replicates", 2, "-q", "-o", file)
    said = " ".join(made("campaign", file, "--curve").split())
    return hold(done.code == 2 and "no two scenarios of one policy" in done.err
                and "Not shown, as no other scenario of the same policy is in the file: recruitment_hub, foster_allowances." in said,
                last_line(done.err))


@row("1.13", "brought forward is the share that the scenario assumes, as the model counts it; - for no campaign")
def brought_forward() -> str:
    frame = figures(compared("--scenario", "recruitment_hub"))
    of = {name: frame[frame["scenario"] == name] for name in ("loud", "recruitment_hub")}
    share = [value(of["loud"], "brought_forward_percent", "brought_forward", edge) for edge in ("low", "value", "high")]
    none = of["recruitment_hub"]
    return hold(share[0] - 4 <= 40 <= share[2] + 4 and np.isnan(value(none, "brought_forward_percent", "brought_forward")),
                f"assumed 40%, counted {share[1]:.1f}% ({share[0]:.1f} to {share[2]:.1f}); recruitment_hub: -")


@row("1.15", "the cost panel of response.png has ticks that can be read")
def ticks_of_costs() -> str:
    from hearth.campaign.response_figure import ticks_between

    ticks = {(low, high): ticks_between(low, high) for low, high in ((4.5, 60), (6.8, 400), (0.2, 9000))}
    return hold(all(3 <= len(of) <= 10 for of in ticks.values()), f"4.5 to 60: {', '.join(f'{one:g}' for one in ticks[4.5, 60])}")


@row("1.16", "months of spending in a strip of their own; every scenario drawn")
def strips_and_panels() -> str:
    from matplotlib.figure import Figure

    from hearth import campaign
    from hearth.campaign.figures import carers_by_month

    file = folder("five") / "five.h5"
    words = [word for spending in (1e3, 2e3, 4e3, 8e3) for word in
             ("--scenario", campaign_file(f"at_{spending:g}", spending))]
    made("compare", "tiny", "--scenario", campaign_file("loud"), *words, "--months", 30, "--replicates", 2, "-q", "-o", file)
    comparison = campaign.read(file)
    kept: list[Figure] = []
    save, Figure.savefig = Figure.savefig, lambda figure, *_, **__: kept.append(figure)
    try:
        carers_by_month(comparison, campaign.figures_of(comparison), file.with_suffix(""))
    finally:
        Figure.savefig = save
    data = [axes for axes in kept[0].axes if axes.lines]
    strips = [axes for axes in kept[0].axes if axes.patches]
    apart = all(not axes.patches for axes in data) and all(not axes.lines for axes in strips)
    return hold(apart and len(data) == 10 and len(strips) == 10, f"{len(data)} panels of 5 scenarios, {len(strips)} strips")


@row("1.18", "tables of what the policy is about come first; years are reporting years from its start")
def ordered_by_what_it_is_about() -> str:
    file = folder("kinship") / "kinship.h5"
    made("compare", "tiny", "--scenario", "kinship_support", "--scenario", campaign_file("loud"), "--replicates", 2, "-q", "-o",
         file)
    said = made("campaign", file)
    kin, loud = said.split("\nloud, ")
    first_of_kin = kin.index("in children's homes") < kin.index("households")
    first_of_loud = loud.index("households") < loud.index("in children's homes")
    frame = figures(file)
    year = frame[(frame["table"] == "by_year") & (frame["scenario"] == "kinship_support")]["period"].iloc[0]
    return hold(first_of_kin and first_of_loud and year == "2021-04 to 2022-03" and "Brought forward" not in kin,
                f"kinship_support: children first, from {year}")


@row("1.19", "from 40 draws on intervals are their 5% to 95% quantiles")
def quantiles_of_draws() -> str:
    file = folder("draws") / "draws.h5"
    made("compare", "tiny", "--scenario", campaign_file("loud"), "--uncertain", "--months", 30, "--replicates", 40, "-q", "-o",
         file)
    frame = figures(file, "--json", file.with_suffix(".json"))
    with h5py.File(file) as results:
        enquiries = results["enquiries"][:, :, 12:, -1].sum(axis=2)
    draws = np.sort((enquiries[1] - enquiries[0]).astype(float))
    low, high = np.quantile(draws, (0.05, 0.95), method="weibull")
    found = [value(frame, "enquiries", "gained", edge) for edge in ("low", "high")]
    said = json.loads(file.with_suffix(".json").read_text())["interval"]
    return hold(np.allclose(found, (low, high)) and "quantiles" in said, f"{found[0]:.1f} to {found[1]:.1f}; {said}")


@row("#7", "no result of before moves but by the price of homes: with the numbers of before every old measure has its cells")
def nothing_else_moved() -> str:
    file = folder("before") / "tiny.h5"
    made("run", "tiny", "-q", "-o", file, *(word for one in SET_BACK for word in ("--set", one)))
    found = cells_of(file)
    return hold(found == BEFORE, f"cells of all old measures: {found[:12]}")


def cells_of(file: Path) -> str:
    """SHA-256 of all measures that are not new, by name."""
    digest = hashlib.sha256()
    with h5py.File(file) as results:
        for name in sorted(results):
            cells = results[name]
            if isinstance(cells, h5py.Dataset) and cells.ndim > 2 and name not in NEW:
                digest.update(name.encode())
                digest.update(np.ascontiguousarray(cells[()]).astype("<i4").tobytes())
    return digest.hexdigest()
