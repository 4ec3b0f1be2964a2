"""`hearth schema`: valid, and says yes to our configs and no to a mistake."""

from __future__ import annotations

import json
import subprocess

import pytest

from conftest import REPOSITORY

jsonschema = pytest.importorskip("jsonschema", reason="needs jsonschema: apt-get install python3-jsonschema")
yaml = pytest.importorskip("yaml", reason="needs PyYAML: apt-get install python3-yaml")


@pytest.fixture(scope="module")
def schema(program: str) -> dict:
    done = subprocess.run([program, "schema"], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def config(name: str) -> dict:
    return yaml.safe_load((REPOSITORY / "configs" / f"{name}.yaml").read_text(encoding="utf-8"))


def test_the_schema_is_one(schema: dict) -> None:
    jsonschema.validators.validator_for(schema).check_schema(schema)


@pytest.mark.parametrize("name", ["tiny", "england", "england_2019"])
def test_our_configs_pass(schema: dict, name: str) -> None:
    jsonschema.validate(config(name), schema)


@pytest.mark.parametrize(
    "mistake",
    [
        {"months": "many"},
        {"colour": "blue"},
        {"processes": [{"care_entry": {"rate_ratio": {"value": 1, "unit": "1/month", "source": "assumed: test"}}}]},
        {"processes": [{"no_such_process": {}}]},
    ],
)
def test_a_mistake_does_not(schema: dict, mistake: dict) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(config("england_2019") | mistake, schema)
