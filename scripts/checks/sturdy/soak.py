"""Runs the tiny county with settings that nobody has tried: each is simulated, or refused in a sentence that says why.

    scripts/checks/sturdy.sh soak                    500 configurations, some minutes
    python3 -m sturdy.soak --configs 50 --seed 3     fifty others

Every number is inside the range that `hearth schema` gives it. A quarter of the configurations change one parameter, a
quarter a few, a quarter all of a process, the others all of them or the tables. The run may end with exit code 0, or
with 2 and a sentence that names a parameter or a table that was changed; nothing else, within the memory and the time
that a sound run takes.
"""

from __future__ import annotations

import argparse
import copy
import csv
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import h5py
import yaml

from . import leaves
from .leaves import Leaf

REPOSITORY = Path(__file__).resolve().parents[3]
SEED = 20190331
MONTHS = (1, 13, 13, 13, 60)
MOST_MEMORY = 4_000_000_000
SLOWEST = 120  # seconds, of one or two
#: Tables of the tiny county and what to multiply their counts by.
TABLES = ("children", "births", "care_starts", "looked_after", "uasc", "foster_places", "adults", "homes")
TIMES = (0, 10, 100)


@dataclass
class Tried:
    """One configuration, what was changed in it, and what came of it."""

    number: int
    changed: list[str]
    months: int
    code: int
    said: str

    @property
    def is_as_it_ought_to_be(self) -> bool:
        if self.code == 0:
            return self.said == ""
        words = {self._process_or_table(name) for name in self.changed}
        return self.code == 2 and any(re.search(rf"\b{re.escape(word)}\b", self.said) for word in words)


    @staticmethod
    def _process_or_table(name: str) -> str:
        """Of processes.missing_episodes.rate the process, of starting_population.time_in_care the parameter."""
        parts = name.split(".")
        return parts[1] if len(parts) > 1 else name


class Soak:
    """All configurations of one seed, each by its number alone."""

    def __init__(self, program: str, seed: int) -> None:
        self.program, self.seed = program, seed
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([program, "run", "tiny", "--months", "1", "-q", "-o", f"{folder}/t.h5"], check=True)
            with h5py.File(f"{folder}/t.h5") as file:
                text = file["/provenance/config"].asstr()[()]
        self.config: dict[str, Any] = yaml.safe_load(text if isinstance(text, str) else text[0])
        allowed = leaves.schema(program)
        self.leaves = leaves.leaves(self.config, allowed)
        self.readers = leaves.readers(allowed)

    def attempt(self, number: int) -> Tried:
        chance = random.Random(f"{self.seed}/{number}")
        config = copy.deepcopy(self.config)
        with tempfile.TemporaryDirectory(prefix="hearth-soak-") as scratch:
            changed = self._change(config, chance, Path(scratch))
            months = chance.choice(MONTHS)
            config |= {"months": months, "beyond_tables": "hold"} if months > 60 else {"months": months}
            file = Path(scratch) / "soak.yaml"
            file.write_text(yaml.safe_dump(config, sort_keys=False, allow_unicode=True), encoding="utf-8")
            command = [self.program, "run", str(file), "--threads", "1", "-q", "--events", "none"]
            code, said = self._run([*command, "-o", f"{scratch}/run.h5"])
            if (code == 0) != Path(scratch, "run.h5").exists():
                code, said = -1, f"exit {code}, but the results are there or not: {said}"
        return Tried(number, changed, months, code, said)

    def _change(self, config: dict[str, Any], chance: random.Random, scratch: Path) -> list[str]:
        """Changes some of the configuration, and says what."""
        config["files"] = {name: str(REPOSITORY / "configs" / path) for name, path in config["files"].items()}
        way = chance.choice(["one", "few", "process", "all", "tables"])
        if way == "tables":
            return self._change_tables(config, chance, scratch)
        some: list[Leaf] = {
            "one": lambda: [chance.choice(self.leaves)],
            "few": lambda: chance.sample(self.leaves, chance.randint(2, 8)),
            "process": lambda: self._of_process(chance),
            "all": lambda: self.leaves,
        }[way]()
        for leaf in some:
            leaves.put(config, leaf, leaves.drawn(leaf, chance))
        return [name for leaf in some for name in (leaf.name, *self._readers(leaf))]

    def _readers(self, leaf: Leaf) -> list[str]:
        """Whose words tell of what is shared: those that read it."""
        return [f"processes.{reader}" for reader in self.readers[leaf.path[1]]] if leaf.path[0] == "shared" else []

    def _of_process(self, chance: random.Random) -> list[Leaf]:
        which = chance.choice(sorted({leaf.path[:2] for leaf in self.leaves}))
        return [leaf for leaf in self.leaves if leaf.path[:2] == which]

    def _change_tables(self, config: dict[str, Any], chance: random.Random, scratch: Path) -> list[str]:
        some = chance.sample(TABLES, chance.randint(1, 2))
        for name in some:
            times = chance.choice(TIMES)
            table = Path(shutil.copy(config["files"][name], scratch / f"{name}.csv"))
            config["files"][name] = str(table)
            with table.open(encoding="utf-8", newline="") as lines:
                header, *rows = csv.reader(lines)
            counts = [place for place, word in enumerate(header) if _is_count(word)]
            for row in rows:
                for place in counts:
                    number = float(row[place]) * times
                    row[place] = str(int(number)) if number.is_integer() else str(number)
            with table.open("w", encoding="utf-8", newline="") as lines:
                csv.writer(lines).writerows([header, *rows])
        return some

    def _run(self, command: list[str]) -> tuple[int, str]:
        def limits() -> None:
            resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))

        environment = {**os.environ, "HEARTH_CONFIGS": str(REPOSITORY / "configs")}
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, timeout=SLOWEST, preexec_fn=limits, env=environment
            )
        except subprocess.TimeoutExpired:
            return -2, f"took more than {SLOWEST} s"
        return done.returncode, done.stderr.strip()


def _is_count(column: str) -> bool:
    counts = {"births", "starts", "children", "uasc", "arrivals", "places", "adults", "homes"}
    return column in counts or column.removeprefix("age_").isdigit()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=str(REPOSITORY / "build" / "release" / "hearth"))
    parser.add_argument("--configs", type=int, default=500)
    parser.add_argument("--first", type=int, default=0, help="number of the first one, to try one again")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--keep-going", action="store_true", help="print every fault, not the first ten")
    options = parser.parse_args()
    soak = Soak(options.program, options.seed)
    numbers = range(options.first, options.first + options.configs)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        tried = list(pool.map(soak.attempt, numbers))
    wrong = [one for one in tried if not one.is_as_it_ought_to_be]
    for one in wrong if options.keep_going else wrong[:10]:
        names = ", ".join(one.changed[:3]) + (" ..." if len(one.changed) > 3 else "")
        print(f"configuration {one.number}, {one.months} months ({names}): exit {one.code}, {one.said[:400]}", file=sys.stderr)
    codes = {code: sum(one.code == code for one in tried) for code in sorted({one.code for one in tried})}
    counted = ", ".join(f"{count} exit {code}" for code, count in codes.items())
    print(f"{len(tried)} configurations of seed {options.seed} over {len(soak.leaves)} parameters: {counted}; {len(wrong)} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
