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

import comparisons

from .rows import REPOSITORY, folder, hearth, hold, last_line, made, row, scratch

#: Of the cells of every measure that `hearth run tiny` had before those of `NEW`, in the order of their names: renewed when
#: first days came to be made of the run's own hazards, since when nothing but what is below has moved them.
BEFORE = "2d3732f970c5fcab6a55efd81e800f6cd29474d488734c5e19b180e45a3847d2"
#: What has been changed since by design, as it was: prices; levels of flows, known to 2022 and staying; nobody transferred; ages
#: of unaccompanied children at arrival, how easily their placements break, and that they are in no home that was not wanted.
SET_BACK = ("homes_market.price_response=0.1",
            "placement_prices.level.residential={2020: 0.9126, 2021: 0.9844}",
            "placement_prices.other_services={2020: 294.8, 2021: 311.2}",
            "levels.walk=false",
            "levels.until={starts: 2022, leaving: 2022, moves: 2022, arrivals: 2023}",
            "national_transfer_scheme.transfers_ratio=0",
            "shared.unaccompanied.age_at_arrival={age_12: 0.005, age_13: 0.02, age_14: 0.05, age_15: 0.15, age_16: 0.345, age_17: 0.43}",
            "shared.disruption_hazard.unaccompanied_ratio=1",
            "shared.placement_mix.supported_unaccompanied={2020: 1, 2021: 1}",
            "shared.search_terms.homes_for_unaccompanied=true")
NEW = ("foster_searches_unmet", "home_searches_unmet", "enquiries_brought_forward", "enquiries_missed",
       "spending_bought_homes", "spending_at_table_prices", "uasc", "uasc_starts", "transfers", "in_supported_accommodation")


def campaign_file(name: str, spending: float = 20000, start: str = "2020-04", end: str = "2021-03") -> Path:
    return comparisons.campaign(scratch(), name, spending, start, end)


@functools.cache
def compared(*words: str) -> Path:
    """A loud campaign, and whatever else the words say, beside the made-up county."""
    return compare(f"compared_{len(list(scratch().iterdir()))}", [campaign_file("loud")], "--replicates", 3, *words)


def compare(name: str, scenarios: list[object], *words: object) -> Path:
    """These scenarios beside the made-up county, in a folder of this name."""
    file = scratch() / name / "compared.h5"
    file.parent.mkdir(exist_ok=True)
    made("compare", "tiny", *(word for one in scenarios for word in ("--scenario", one)), "-q", "-o", file, *words)
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
    is_drawn = (drawn[0] == drawn[1]).all() and len(np.unique(drawn)) == 3 and (drawn > 0).all() and (drawn < 0.3).all()
    return hold(bool(is_drawn), f"drawn {', '.join(f'{one:.3f}' for one in drawn[0])} in both")


@row("1.5", "what became of the extra places, and why searches found nobody")
def what_became_of_places() -> str:
    frame = figures(compared())
    places = [value(frame, f"place_years{end}", "places") for end in ("", "_filled", "_vacant", "_not_available")]
    unmet = frame[frame["measure"].str.startswith("foster_searches_unmet")]
    reasons = unmet[unmet["measure"] != "foster_searches_unmet"]
    total = value(frame, "foster_searches_unmet", "places", "baseline")
    said = made("campaign", compared())
    adds_up = abs(places[0] - sum(places[1:])) < 1e-6 and abs(total - reasons["baseline"].sum()) < 1e-6
    return hold(adds_up and total > 0 and "nobody with a vacancy answered" in said,
                f"{places[0]:.1f} place-years = {places[1]:.1f} filled + {places[2]:.1f} vacant + {places[3]:.1f} "
                f"not available; {total:.0f} searches by {len(reasons)} reasons")


@row("1.6", "children in homes, moves, miles, households, places filled by reporting year, with a figure")
def by_reporting_year() -> str:
    drawn = folder("by_year")
    frame = figures(compared(), "--figures", drawn)
    years = frame[frame["table"] == "by_year"]
    wanted = {"in_childrens_homes", "placement_moves", "mean_miles", "foster_households", "foster_places_filled"}
    periods = list(dict.fromkeys(years["period"]))
    is_reported = wanted <= set(years["measure"]) and all(period.endswith("-03") for period in periods)
    return hold(is_reported and (drawn / "by_year.png").exists(), f"{periods[0]} ... {periods[-1]}; by_year.png")


@row("1.7", "'campaign run' takes --uncertain, --set, --precision, several policies; intervals are then of draws")
def run_takes_what_compare_takes() -> str:
    output = folder("run") / "sweep.h5"
    said = made("campaign", "run", "tiny", "--scenario", campaign_file("loud"), "--scenario", "recruitment_hub",
                "--start", "2020-04,2021-04", "--uncertain", "--set", "months=36", "--replicates", 3, "-o", output)
    refused = hearth("campaign", "run", "tiny", "--scenario", "recruitment_hub", "--start", "2020-04", "--precision",
                     "looked_after=90%", "--set", "recruitment_hub.nonsense=1", "-o", output.with_name("no.h5"))
    with h5py.File(output) as file:
        scenarios, has_drawn = list(file["scenario"].asstr()[()]), "provenance/drawn" in file
    is_said = "were drawn for each replicate" in " ".join(said.split())
    return hold(has_drawn and is_said and len(scenarios) == 5 and refused.code == 2 and "nonsense" in refused.err,
                f"{', '.join(scenarios)}; drawn for each replicate")


@row("1.8", "the command of docs/campaign.md works as it stands, with the name of a scenario of ours")
def the_command_of_the_docs() -> str:
    text = (REPOSITORY / "docs" / "campaign.md").read_text(encoding="utf-8")
    command = next(line for line in text.splitlines() if line.startswith("hearth campaign run england"))
    words = command.partition("#")[0].replace(" england ", " tiny ").split()[1:]
    done = hearth(*words, "--months", 96, "--replicates", 2, cwd=folder("docs"))
    return hold(done.code == 0 and "More money: what it buys" in done.out, f"{command}: exit {done.code}")


@row("1.9", "a start beyond the run is refused before anything runs; labels say money and month, and are not cut")
def starts_beyond_the_run() -> str:
    output = folder("beyond") / "sweep.h5"
    words = ("--replicates", 2, "-o", output)
    run = ("campaign", "run", "tiny", "--scenario")
    done = hearth(*run, "national_campaign", "--start", "2022-04,2046-04", *words)
    said = made(*run, campaign_file("a_campaign_with_a_long_name"), "--spend", "5,10", "--months", 36, *words)
    labels = sorted(set(re.findall(r"^(GBP [0-9.,]+m?, April 2020) ", said, flags=re.MULTILINE)))
    return hold(done.code == 2 and "after the last month of the run" in done.err and len(labels) == 2,
                f"{last_line(done.err)} Labels: {'; '.join(labels)}")


@row("1.10", "an area that was not simulated is refused, with those that were")
def areas_not_simulated() -> str:
    file = compare("areas", [campaign_file("loud")], "--areas", "Ashby", "--months", 18, "--replicates", 2)
    done = hearth("campaign", file, "--area", "Brookfield")
    return hold(done.code == 2 and done.out == "" and done.err.rstrip().endswith("It has Ashby"), last_line(done.err))


@row("1.11", "one curve is of one policy; a file of several policies at one spend has none")
def one_curve_is_of_one_policy() -> str:
    others, short = ["recruitment_hub", "foster_allowances"], ("--start", "2021-04", "--months", 48, "--replicates", 2)
    done = hearth("campaign", compare("mixed", [campaign_file("loud"), *others], *short), "--curve")
    louder = [campaign_file("loud"), campaign_file("louder", 60000)]
    said = " ".join(made("campaign", compare("curve", [*louder, *others], *short), "--curve").split())
    left_out = f"Not shown, as no other scenario of the same policy is in the file: {', '.join(others)}."
    is_refused = done.code == 2 and "no two scenarios of one policy" in done.err
    return hold(is_refused and left_out in said, last_line(done.err))


@row("1.13", "brought forward is the share that the scenario assumes, as the model counts it; - for no campaign")
def brought_forward() -> str:
    frame = figures(compared("--scenario", "recruitment_hub"))
    of = {name: frame[frame["scenario"] == name] for name in ("loud", "recruitment_hub")}
    low, share, high = (value(of["loud"], "brought_forward_percent", "brought_forward", edge)
                        for edge in ("low", "value", "high"))
    none = value(of["recruitment_hub"], "brought_forward_percent", "brought_forward")
    return hold(low - 4 <= 40 <= high + 4 and np.isnan(none),
                f"assumed 40%, counted {share:.1f}% ({low:.1f} to {high:.1f}); recruitment_hub: -")


@row("1.15", "the cost panel of response.png has ticks that can be read")
def ticks_of_costs() -> str:
    from hearth.campaign.response_figure import ticks_between

    ticks = {(low, high): ticks_between(low, high) for low, high in ((4.5, 60), (6.8, 400), (0.2, 9000))}
    return hold(all(3 <= len(of) <= 10 for of in ticks.values()),
                f"4.5 to 60: {', '.join(f'{one:g}' for one in ticks[4.5, 60])}")


@row("1.16", "months of spending in a strip of their own; every scenario drawn")
def strips_and_panels() -> str:
    from matplotlib.figure import Figure

    from hearth import campaign
    from hearth.campaign.figures import carers_by_month

    five = [campaign_file(f"at_{spending:g}", spending) for spending in (1e3, 2e3, 4e3, 8e3, 1.6e4)]
    file = compare("five", five, "--months", 30, "--replicates", 2)
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
    return hold(apart and len(data) == len(strips) == 10, f"{len(data)} panels of 5 scenarios, {len(strips)} strips")


@row("1.18", "tables of what the policy is about come first; years are reporting years from its start")
def ordered_by_what_it_is_about() -> str:
    kinship = scratch() / "kinship.yaml"
    text = (REPOSITORY / "configs" / "scenarios" / "kinship_support.yaml").read_text(encoding="utf-8")
    kinship.write_text(re.sub(r"start: .*", "start: 2021-04", text), encoding="utf-8")
    file = compare("kinship", [kinship, campaign_file("loud")], "--replicates", 2)
    kin, loud = made("campaign", file).split("\nloud, ")
    carers, children = "Foster carers by reporting year", "Children by reporting year"
    are_ordered = kin.index(children) < kin.index(carers) and loud.index(carers) < loud.index(children)
    frame = figures(file)
    year = frame[(frame["table"] == "by_year") & (frame["scenario"] == "kinship_support")]["period"].iloc[0]
    return hold(are_ordered and year == "2021-04 to 2022-03" and "Brought forward" not in kin,
                f"kinship_support: children first, from {year}")


@row("1.19", "from 40 draws on intervals are their 5% to 95% quantiles")
def quantiles_of_draws() -> str:
    file = compare("draws", [campaign_file("loud")], "--uncertain", "--months", 30, "--replicates", 40)
    frame = figures(file, "--json", file.with_suffix(".json"))
    with h5py.File(file) as results:
        enquiries = results["enquiries"][:, :, 12:, -1].sum(axis=2)
    draws = np.sort((enquiries[1] - enquiries[0]).astype(float))
    expected = np.quantile(draws, (0.05, 0.95), method="weibull")
    found = [value(frame, "enquiries", "gained", edge) for edge in ("low", "high")]
    said = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))["interval"]
    return hold(np.allclose(found, expected) and "quantiles" in said, f"{found[0]:.1f} to {found[1]:.1f}; {said}")


@row("#7", "with what was changed by design set back, every measure of before has the cells of before")
def nothing_else_moved() -> str:
    file, history = folder("before") / "tiny.h5", scratch() / "history_to_2022.csv"
    history.write_text(history_to_2022(), encoding="utf-8")
    made("run", "tiny", "-q", "-o", file,
         *(word for one in (*SET_BACK, f"files.history={history}") for word in ("--set", one)))
    found = cells_of(file)
    return hold(found == BEFORE, f"cells of all old measures: {found[:12]}")


def history_to_2022() -> str:
    """The made-up county's history with the year that stood for all later ones: the level without the pandemic's."""
    table = pd.read_csv(REPOSITORY / "configs" / "data" / "tiny" / "history.csv")
    later = table[table["year"] == 2021].assign(year=2022, ratio=lambda rows: (1.5 - 0.5 * rows["ratio"]).round(5))
    return pd.concat([table, later]).to_csv(index=False)


def cells_of(file: Path) -> str:
    """SHA-256 of all measures that are not new, by name, without the reason for leaving that is new."""
    digest = hashlib.sha256()
    with h5py.File(file) as results:
        was_there = [reason != "other_authority" for reason in results["reason"].asstr()[()]]
        for name in sorted(results):
            cells = results[name]
            if isinstance(cells, h5py.Dataset) and cells.ndim > 2 and name not in NEW:
                known = cells[()][..., was_there] if name == "ceases_by_reason" else cells[()]
                digest.update(name.encode())
                digest.update(np.ascontiguousarray(known).astype("<i4").tobytes())
    return digest.hexdigest()
