"""The world that every check is tried on."""

from pathlib import Path

import pytest

from tests.workbench.criteria.world import CODE, World


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Give the world in which everything is green."""
    world = World(tmp_path / "backend")
    for path, text in CODE.items():
        world.write(path, text)
    return world
