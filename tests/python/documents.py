"""The commands and programs that documents show, and how each is run: as it is written but for QUICK, in a small England.

A command in a document that has no rule here is a fault: a new one either runs, or says here why it can't.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Iterator, NamedTuple

from conftest import REPOSITORY

#: The first word of a command that is run.
RUN = ("hearth", "build/release/hearth", "h5dump", "python3")
#: Beginnings of commands that are not run -> why.
NOT_RUN = {
    "scripts/quickstart.sh": "installs packages and builds",
    "scripts/test.sh": "is what runs this test",
    "/usr/bin/python3 -m venv": "installs",
    ".venv/bin/pip": "installs",
    "hearth compare tiny --scenario mentoring": "needs the policy of its page: tests/extending builds and runs it",
    "hearth run england --set shared.search_terms.strategy=cheaper_of_equal": "needs the strategy of its page: likewise",
    "hearth ages results.h5": "needs the command of its page: likewise",
    "python3 scripts/data/build.py REFERENCE_FOLDER": "needs the folder of publications, which is not in the tree",
    "hearth calibrate configs/calibration/legal_path.yaml": "takes minutes: the fit of the made-up county is run",
    "hearth sweep submit": "needs Slurm: scripts/checks/slurm.sh",
    "hearth sweep run study --shard $((SLURM_ARRAY_TASK_ID": "needs Slurm: scripts/checks/slurm.sh",
    "hearth sweep extend study --list": "needs a sweep of the design list and not the study of these examples",
    "parallel": "needs GNU parallel",
    "scripts/generate.sh": "writes the tree: tests/python/test_generated.py",
    "scripts/checks/sturdy.sh": "takes minutes: tests/python/test_sturdy_checks.py runs its parts in small",
    "FUZZ_SECONDS=60 scripts/checks/sturdy.sh": "needs clang, and builds",
    "build/release/tests/fuzz/fuzz_csv": "is a test of its own, with fewer changes",
}
#: Options that would take long -> what they are here.
QUICK = {
    r"--replicates \d+": "--replicates 2",
    r"--points \d+": "--points 32",
    r"--precision (\w+)=\S+": r"--precision \1=20%",
}
#: Seconds, after which a command hangs.
LONGEST = 120
#: A study to sweep: few runs, of a design that can be analysed, whose parameters the documents name.
STUDY = """
sweep: study
config: england
set:
  - months=24
  - recruitment_campaign.strength=1
  - recruitment_hub.start=2023-06
design: sobol
points: 16
replicates: 2
parameters:
  recruitment_hub.strength: {uniform: [0, 1]}
  recruitment_campaign.spending: {uniform: [0, 400]}
  recruitment_campaign.start: {values: [2023-06, 2023-12]}
measures: [looked_after, foster_households, spending_policies]
"""
#: In which commands and programs are looked for.
DOCUMENTS = [REPOSITORY / "README.md", REPOSITORY / "CONTRIBUTING.md", *sorted((REPOSITORY / "docs").rglob("*.md"))]


class Block(NamedTuple):
    """A block of code in a document."""

    document: str
    line: int
    language: str
    text: str


def blocks(document: Path, *languages: str) -> list[Block]:
    """The blocks of some languages, also those that stand inside a list."""
    text = document.read_text(encoding="utf-8")
    found = []
    for match in re.finditer(r"^( *)```(\w+)\n(.*?)^\1```$", text, re.DOTALL | re.MULTILINE):
        if match[2] in languages:
            lines = [line.removeprefix(match[1]) for line in match[3].splitlines()]
            number = text.count("\n", 0, match.start()) + 2
            found.append(Block(document.name, number, match[2], "\n".join(lines)))
    return found


def shown(document: str, begins: str) -> str:
    """The one block of YAML or CSV of a document that begins so, as a file has it."""
    found = [block.text for block in blocks(REPOSITORY / "docs" / document, "yaml", "csv") if block.text.startswith(begins)]
    assert len(found) == 1, f"{document} shows {len(found)} blocks that begin with '{begins}'"
    return found[0] + "\n"


#: Files that a reader is taken to have -> the commands that make them here, or their text.
GIVEN = {
    "england.h5": "hearth run england -o england.h5",
    "past.h5": "hearth run england_2019 -o past.h5",
    "england_2026.h5": "hearth run england --snapshot-at 2026-04 england_2026.h5 -o whole.h5",
    "results.h5": "hearth run england --replicates 2 -o results.h5",
    "run.h5": "hearth run england -o run.h5",
    "compared.h5": "hearth compare england --scenario national_campaign --replicates 2 --events none -o compared.h5",
    "compare.h5": "hearth compare england --scenario national_campaign --replicates 2 --events none -o compare.h5",
    "sweep.h5": "hearth campaign run england --scenario campaign.yaml --spend 0.5,1 --replicates 2 -o sweep.h5",
    "returns": "hearth run england_2019 -o of_returns.h5 && hearth episodes of_returns.h5 --ssda903 returns",
    "E06000001": "hearth run england -o council.h5 && hearth episodes council.h5 --ssda903 E06000001 --la E06000001",
    "study.yaml": STUDY,
    "study": "hearth sweep run study.yaml -o study",
    "study.h5": "hearth sweep merge study -o study.h5",
    "outputs.csv": "hearth sweep export study.h5 --csv all.csv && awk -F, '{print $1\",\"$NF}' all.csv > outputs.csv",
    "sweeps/hub": "mkdir -p sweeps && hearth sweep run study.yaml -o sweeps/hub",
    "sweeps/hub/results.h5": "hearth sweep merge sweeps/hub -o sweeps/hub/results.h5",
    "campaign.yaml": "cp configs/scenarios/national_campaign.yaml campaign.yaml",
    "later.yaml": "sed s/2024-04/2026-04/ configs/scenarios/peer_support.yaml > later.yaml",
    "fits/legal_path/fragment.yaml":
        "mkdir -p fits/legal_path && echo 'extends: england_2019' > fits/legal_path/fragment.yaml",
    "a.yaml": "cp configs/scenarios/peer_support.yaml a.yaml",
    "b.yaml": "cp configs/scenarios/recruitment_hub.yaml b.yaml",
    "my.yaml": "cp configs/scenarios/peer_support.yaml my.yaml",
    "my_campaign.yaml": "cp configs/scenarios/national_campaign.yaml my_campaign.yaml",
    "our_campaign.yaml": "\n" + shown("scenarios.md", "scenario: our_campaign"),
    "my_county.yaml": "cp configs/tiny.yaml my_county.yaml && cp -r configs/england_2019.yaml configs/data .",
    "my_children.csv": "cp configs/data/children.csv my_children.csv",
}


def commands(block: Block) -> Iterator[tuple[int, str]]:
    """Each command of a block of sh with its line; one may go on after a backslash."""
    lines = block.text.splitlines()
    while lines:
        number, command = block.line + len(block.text.splitlines()) - len(lines), lines.pop(0)
        while command.endswith("\\") and lines:
            command = command[:-1] + lines.pop(0)
        if command.strip() and not command.lstrip().startswith("#"):
            yield number, command


def shown_in_documents() -> list[str]:
    """All commands of all documents, without what is said beside them."""
    shown = [text for document in DOCUMENTS for block in blocks(document, "sh") for _, text in commands(block)]
    return [re.split(r"\s+# ", text)[0] for text in shown]


class Reader:
    """Somebody who does what a document says, in a folder of their own."""

    def __init__(self, folder: Path, program: str, configs: Path) -> None:
        self.folder = folder
        self.not_run: set[str] = set()
        (folder / "build" / "release").mkdir(parents=True)
        (folder / "build" / "release" / "hearth").symlink_to(program)
        (folder / "build" / "release" / "python3").symlink_to(sys.executable)
        (folder / "configs").symlink_to(configs)
        self._environment = os.environ | {
            "PATH": f"{folder / 'build' / 'release'}:{os.environ['PATH']}",
            "HEARTH_CONFIGS": str(folder / "configs"),
            "PYTHONPATH": str(REPOSITORY / "analysis"),
            "MPLBACKEND": "Agg",
        }

    def does(self, command: str, where: str) -> None:
        """Runs a command unless a rule says why not; AssertionError where it fails or has no rule."""
        rule = next((begins for begins in NOT_RUN if command.startswith(begins)), None)
        if rule is not None:
            self.not_run.add(rule)
            return
        assert command.split()[0] in RUN, f"{where}: '{command}' has no rule in tests/python/documents.py"
        self._has_what_it_takes(command)
        self._runs(quick(command), where)

    def writes(self, program: str, where: str) -> None:
        """Runs a block of Python."""
        self._has_what_it_takes(program)
        done = subprocess.run([sys.executable, "-c", program], cwd=self.folder, env=self._environment, text=True,
                              capture_output=True, check=False)
        assert done.returncode == 0, f"{where}: {done.stderr}"

    def _has_what_it_takes(self, text: str, *made: str) -> None:
        """Makes the files that are named and not there, unless the command itself makes them."""
        made = (*made, *made_by(text))
        for name, recipe in GIVEN.items():
            named = re.search(rf"(?<![\w/.-]){re.escape(name)}(?![\w.-])", text)
            if not named or name in made or (self.folder / name).exists():
                continue
            if recipe.startswith("\n"):
                (self.folder / name).write_text(recipe, encoding="utf-8")
            else:
                self._has_what_it_takes(recipe, name)
                self._runs(recipe, f"making {name}")

    def _runs(self, command: str, where: str) -> None:
        done = subprocess.run(["bash", "-c", command], cwd=self.folder, env=self._environment, capture_output=True,
                              text=True, errors="replace", check=False, timeout=LONGEST)
        said = done.stderr.strip().splitlines()[-3:]
        assert done.returncode == 0, f"{where}: '{command}' ends with {done.returncode}: {' / '.join(said)}"


def quick(command: str) -> str:
    """The command with less work to do."""
    for much, little in QUICK.items():
        command = re.sub(much, little, command)
    return command


def made_by(command: str) -> list[str]:
    """Names of the files and folders that a command makes."""
    writes = r"-o|>|--snapshot-at \S+" + (r"|--ssda903" if "hearth episodes " in command else "")
    return re.findall(rf"(?<!\S)(?:{writes}) (\S+)", command)


def commands_of(program: str, *command: str) -> Iterator[tuple[str, ...]]:
    """The program's commands and theirs, each with the words that lead to it."""
    yield command
    shown = help_of(program, *command).partition("\nSubcommands:\n")[2].partition("\n\n")[0]
    for name in re.findall(r"^  (\w+) ", shown, re.MULTILINE):
        yield from commands_of(program, *command, name)
    if command == ("campaign",):  # a command of a command that its help shows in an example
        yield (*command, "run")


def help_of(program: str, *command: str) -> str:
    return subprocess.run([program, *command, "--help"], capture_output=True, text=True, check=True).stdout


def examples(program: str, *command: str) -> list[str]:
    """The commands under "Examples" of a command's help, without what is said beside them."""
    shown = re.split(r"^examples:\n", help_of(program, *command), flags=re.MULTILINE | re.IGNORECASE)
    return [re.split(r"\s{2,}", line.strip())[0] for line in shown[-1].splitlines()
            if len(shown) > 1 and re.match(r"  \S", line)]
