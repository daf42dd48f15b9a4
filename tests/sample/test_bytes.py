from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from reciprocity.sample import build_samples, demo_exports, later_export, write_samples
from reciprocity.sample.facebook import facebook_name, facebook_samples
from tests.sample.reading import ALL, EARLY, LATE, OLD_EARLY, OLD_LATE, samples

COMMITTED = Path(__file__).parents[2] / "sample_exports"
FACEBOOK = tuple(facebook_samples())
EVERY = (*ALL, *FACEBOOK)
PRINT_DIGESTS = """
import hashlib
from reciprocity.sample import build_samples
for name, content in build_samples().items():
    print(name, hashlib.sha256(content).hexdigest())
"""


@pytest.mark.parametrize("name", EVERY)
def test_the_committed_files_are_what_the_generator_writes(name: str) -> None:
    assert (COMMITTED / name).read_bytes() == samples()[name], "run `make samples`"


def test_nothing_else_is_committed_beside_them() -> None:
    found = {path.relative_to(COMMITTED).as_posix() for path in COMMITTED.rglob("*.zip")}
    assert found == set(EVERY) == set(build_samples())


@pytest.mark.parametrize("seed", ["0", "1", "4242"])
def test_the_hash_seed_changes_nothing(seed: str) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo"}
    done = subprocess.run(
        [sys.executable, "-c", PRINT_DIGESTS],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    expected = [f"{name} {hashlib.sha256(data).hexdigest()}" for name, data in samples().items()]
    assert done.stdout.splitlines() == expected


def test_write_samples_writes_all(tmp_path: Path) -> None:
    written = write_samples(tmp_path)
    assert {path.relative_to(tmp_path).as_posix() for path in written} == set(EVERY)
    for path in written:
        assert path.read_bytes() == samples()[path.relative_to(tmp_path).as_posix()]


def test_the_command_writes_all(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "reciprocity.sample", str(tmp_path / "new")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")
    assert len(list((tmp_path / "new").rglob("*.zip"))) == len(EVERY) == 7


def test_the_demo_gets_the_two_of_each_platform_in_the_newest_format() -> None:
    exports = demo_exports()
    assert set(exports) >= {EARLY, LATE}
    committed = {name.rpartition("/")[2]: content for name, content in samples().items()
                 if not name.startswith("old_format/")}  # fmt: skip
    assert exports == {name: committed[name] for name in exports}
    assert len(exports) == 4
    assert later_export() == (LATE, samples()[LATE])


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        (EARLY, (2021, 2, 10, 20, 14), (2021, 2, 10, 20, 16)),
        (LATE, (2021, 2, 11, 9, 30), (2021, 2, 11, 9, 32)),
        (OLD_EARLY, (2021, 2, 10, 20, 14), (2021, 2, 10, 20, 16)),
        (OLD_LATE, (2021, 2, 11, 9, 30), (2021, 2, 11, 9, 32)),
        (f"facebook/{facebook_name('earlier')}", (2021, 1, 15, 19, 42), (2021, 1, 15, 19, 46)),
        (f"facebook/{facebook_name('later')}", (2021, 2, 9, 20, 5), (2021, 2, 9, 20, 9)),
        (
            f"facebook/pending/{facebook_name('pending')}",
            (2021, 1, 15, 19, 42),
            (2021, 1, 15, 19, 46),
        ),
    ],
)
def test_the_entries_are_stored_and_dated(
    name: str, first: tuple[int, ...], last: tuple[int, ...]
) -> None:
    with zipfile.ZipFile(io.BytesIO(samples()[name])) as archive:
        assert archive.testzip() is None
        for entry in archive.infolist():
            assert entry.compress_type == zipfile.ZIP_STORED
            assert entry.create_system == 0
            assert first <= entry.date_time[:5] <= last
