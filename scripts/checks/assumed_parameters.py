"""Do parameters that no figure holds say so? Part of row 5 of carers_and_homes.sh.

usage: /usr/bin/python3 scripts/checks/assumed_parameters.py CONFIG.yaml

What campaigns and support do to enquiries and carers is weakly identified: each such parameter needs a source that begins
with `assumed:` and a plausible range. Prints how many do, and those that do not; exits 1 if there are any, or none at all.
"""

from __future__ import annotations

import sys
from pathlib import Path

import yaml

#: What a policy is, as against what it does.
CHOICES = ("strength", "spending", "asks_for", "start", "end", "ramp", "reach", "more", "relief", "cost", "households")
POLICIES = ("recruitment_campaign", "recruitment_hub", "peer_support", "foster_allowances", "council_tax_relief")
SUPPORT = ("strain_ratio", "empty_ratio", "guardians_stop")


def weakly_identified(processes: list[dict], shared: dict[str, dict] | None = None) -> dict[str, dict]:
    """Name -> the parameter."""
    config = {name: section or {} for process in processes for name, section in process.items()}
    found = {f"{policy}.{name}": value for policy in POLICIES for name, value in config.get(policy, {}).items()
             if name not in CHOICES}
    found |= {f"carer_payments.{name}": value for name, value in (shared or {}).get("carer_payments", {}).items()}
    retention = config.get("foster_retention", {})
    found |= {name: retention[name] for name in SUPPORT if name in retention}
    return found


def is_honest(parameter: dict) -> bool:
    lowest, highest = parameter.get("plausible", (0, 0))
    return parameter["source"].startswith("assumed:") and lowest < highest


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    config = yaml.safe_load(Path(sys.argv[1]).read_text(encoding="utf-8"))
    found = weakly_identified(config["processes"], config["shared"])
    without = [name for name, parameter in found.items() if not is_honest(parameter)]
    print(f"{len(found) - len(without)} of {len(found)}" + (f"; not {', '.join(without)}" if without else ""))
    sys.exit(bool(without) or not found)


if __name__ == "__main__":
    main()
