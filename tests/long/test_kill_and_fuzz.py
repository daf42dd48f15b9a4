"""What takes long: killing the program at any moment, and feeding it broken archives."""

from __future__ import annotations

import random
import subprocess
import sys
import time
import zipfile
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reciprocity import read
from reciprocity.errors import ReciprocityError
from reciprocity.events import check_events
from tests.cli.running import FACEBOOK_LATER, FIRST, LATER

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.long

_KILLS = 150
_EXAMPLES = 3_000


@pytest.mark.parametrize("command", ["report", "events"])
def test_killed_at_any_moment_it_leaves_no_half_file(tmp_path: Path, command: str) -> None:
    """SIGKILL gives no chance to tidy up: the file is the old one or a whole new one."""
    output = tmp_path / ("out.html" if command == "report" else "out.csv")
    arguments: list[str | Path] = [
        sys.executable, "-m", "reciprocity", command, FIRST, LATER, "-o", output,
    ]  # fmt: skip
    started = time.monotonic()
    subprocess.run(arguments, check=True, capture_output=True)
    usual = time.monotonic() - started
    whole = output.read_bytes()
    chance = random.Random(20150823)
    for _ in range(_KILLS):
        output.write_bytes(b"old")
        running = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        time.sleep(chance.uniform(0.5, 1.1) * usual)
        running.kill()
        running.communicate()
        assert output.read_bytes() in {b"old", whole}


def _members(path: Path, ending: str) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        names = (name for name in archive.namelist() if name.endswith(ending))
        return {name: archive.read(name) for name in names}


_WHOLE: Final = {LATER: _members(LATER, ".csv"), FACEBOOK_LATER: _members(FACEBOOK_LATER, ".json")}
_BOTH: Final = pytest.mark.parametrize("export", _WHOLE, ids=["linkedin", "facebook"])


def _complaint(path: Path) -> str:
    """Read an archive and return what is said of it, nothing when it can be read."""
    try:
        check_events(read([path]).events)
    except ReciprocityError as error:
        return str(error)
    return ""


_EDIT = st.tuples(
    st.integers(0, 1_000),
    st.integers(0, 1_000_000),
    st.integers(0, 40),
    st.binary(max_size=40)
    | st.sampled_from(
        [b'"', b'"\n"', b"\x00", b"\xff", b",,,,", b"\r", b"null", b"{}", b"[", b"]}", b"-1e999",
         b"\\ud800", b"\\u00c3", b'"content":', b'"timestamp_ms":']
    ),
)  # fmt: skip


@_BOTH
@settings(max_examples=_EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(edits=st.lists(_EDIT, min_size=1, max_size=12))
def test_broken_members_are_problems_not_crashes(
    tmp_path_factory: pytest.TempPathFactory,
    export: Path,
    edits: list[tuple[int, int, int, bytes]],
) -> None:
    members = dict(_WHOLE[export])
    names = sorted(members)
    for number, place, length, bytes_ in edits:
        name = names[number % len(names)]
        data = members[name]
        at = place % (len(data) + 1)
        members[name] = data[:at] + bytes_ + data[at + length :]
    path = tmp_path_factory.mktemp("fuzz") / export.name
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    assert "\n" not in _complaint(path)


@_BOTH
@settings(max_examples=_EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(edits=st.lists(st.tuples(st.integers(0, 500_000), st.integers(0, 255)), min_size=1,
                      max_size=30))  # fmt: skip
def test_broken_zips_are_refused_or_read(
    tmp_path_factory: pytest.TempPathFactory, export: Path, edits: list[tuple[int, int]]
) -> None:
    data = bytearray(export.read_bytes())
    for place, value in edits:
        data[place % len(data)] = value
    path = tmp_path_factory.mktemp("fuzz") / export.name
    path.write_bytes(data)
    assert "\n" not in _complaint(path)
