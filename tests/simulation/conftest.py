from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest
from simulation.__main__ import write_world
from simulation.world import Missing, World, build_world, downloads

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE, SEED = 120, 7


class Written(NamedTuple):
    paths: list[Path]
    truth: Path
    world: World
    missing: Missing


WAYS = [(Missing.NOTHING, 2), *((missing, 1) for missing in Missing)]


def write(folder: Path, world: World, missing: Missing, count: int) -> Written:
    paths, truth = write_world(folder, world, downloads(count, missing))
    return Written(paths, truth, world, missing)


@pytest.fixture(scope="session")
def small() -> World:
    return build_world(SEED, PEOPLE)


@pytest.fixture(scope="session", params=WAYS, ids=[f"{missing}-{count}" for missing, count in WAYS])
def written(
    request: pytest.FixtureRequest, small: World, tmp_path_factory: pytest.TempPathFactory
) -> Written:
    """Downloads of a small world, in every way in which they can be written."""
    return write(tmp_path_factory.mktemp("simulated"), small, *request.param)


@pytest.fixture(scope="session")
def two(small: World, tmp_path_factory: pytest.TempPathFactory) -> Written:
    """Two downloads of a small world, with nothing missing."""
    return write(tmp_path_factory.mktemp("simulated"), small, Missing.NOTHING, 2)


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """The download of a world of two thousand people."""
    folder = tmp_path_factory.mktemp("simulated")
    return write(folder, build_world(SEED, 2_000), Missing.NOTHING, 1)
