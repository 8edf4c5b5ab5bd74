"""A backend whose keys are natural, of several columns or called otherwise than ``id``, and whose columns are camelCase
or words of SQL: it is generated from a few lines, and its suite is green."""

import sys
from pathlib import Path

import pytest

from generators.backend import generate
from tests.generators.living import run, write_files
from workbench.reading.project import read_project
from workbench.resolving.resolver import resolve

SCHEMA = """
CREATE TABLE pilots (
  pilot_id SERIAL PRIMARY KEY,
  email VARCHAR(190) NOT NULL UNIQUE,
  password_hash TEXT NOT NULL
);
CREATE TABLE boats (
  sign CHAR(6) PRIMARY KEY,
  "maxLoad" INT NOT NULL CHECK ("maxLoad" > 0)
);
CREATE TABLE skills (
  pilot_id INT NOT NULL REFERENCES pilots(pilot_id),
  sign CHAR(6) NOT NULL REFERENCES boats(sign),
  "heldSince" DATE NOT NULL,
  PRIMARY KEY (pilot_id, sign)
);
CREATE TABLE trips (
  trip_id BIGSERIAL PRIMARY KEY,
  pilot_id INT NOT NULL REFERENCES pilots(pilot_id),
  sign CHAR(6) NOT NULL REFERENCES boats(sign),
  "start" DATE NOT NULL,
  "end" DATE NOT NULL,
  CHECK ("end" >= "start")
);
"""
API = """
# Harbour

Paths are below `/api`. Everything but `/auth` needs a bearer token.

`POST /auth/register` {email, password} → 201 pilot
`POST /auth/login` {email, password} → `{token}`
`GET /boats` → list of boats
`POST /boats` {sign, maxLoad} → 201 Boat; 409 sign taken
`PUT /boats/{sign}` → Boat
`DELETE /boats/{sign}` → 204
`GET /boats/{sign}/skills` → list of skills
`PUT /boats/{sign}/skills/{pilot_id}` {heldSince} → 200
`GET /trips` → own trips
`POST /trips` {sign, start, end} → 201 Trip
`DELETE /trips/{trip_id}` → 204
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The specifications of a harbour."""
    folder = tmp_path_factory.mktemp("harbour")
    for name, text in (("api/api.md", API), ("database/schema.sql", SCHEMA)):
        file = folder / "specs" / name
        file.parent.mkdir(parents=True)
        file.write_text(text)
    return folder


def test_everybody_has_a_key_of_their_own_name(project: Path) -> None:
    blueprint = resolve(read_project(project)).blueprint
    assert blueprint.users is not None
    assert [column.name for column in blueprint.users.key] == ["pilot_id"]
    assert {one.name: one.owner.steps for one in blueprint.entities if one.owner} == {
        "skills": ("pilot_id",),
        "trips": ("pilot_id",),
    }


def test_a_part_of_a_key_is_addressed_below_the_other(project: Path) -> None:
    (skill,) = (
        one for one in resolve(read_project(project)).blueprint.operations if one.path.endswith("/skills/{pilot_id}")
    )
    assert [(one.name, one.column) for one in skill.path_parameters] == [("sign", "sign"), ("pilot_id", "pilot_id")]


def test_only_a_new_row_is_given_its_natural_key(project: Path) -> None:
    blueprint = resolve(read_project(project)).blueprint
    bodies = {one.method: [field.name for field in one.body] for one in blueprint.operations if "/boats" in one.path}
    assert bodies["POST"] == ["sign", "maxLoad"]
    replacing = next(one for one in blueprint.operations if (one.method, one.path) == ("PUT", "/api/boats/{sign}"))
    assert [field.name for field in replacing.body] == ["maxLoad"]


@pytest.mark.slow
def test_its_suite_is_green_and_its_types_hold(project: Path, tmp_path: Path) -> None:
    backend = write_files(generate(resolve(read_project(project)).blueprint), tmp_path / "backend")
    types = run(backend, sys.executable, "-m", "mypy")
    assert types.returncode == 0, types.stdout
    tests = run(backend, sys.executable, "-m", "pytest", "-q", "-W", "error")
    assert tests.returncode == 0, tests.stdout[-6000:]
