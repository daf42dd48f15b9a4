"""Members are unpacked to the very bytes that zipfile makes of them, or not at all."""

from __future__ import annotations

import io
import zipfile
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reciprocity.archive.unpacking import AT_ONCE, UnpackingError, unpacked

_NAMES: Final = st.sampled_from(["a.json", "Zoë/ü.json", "x" * 300])
_METHODS: Final = st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
_DAMAGE: Final = (zipfile.BadZipFile, UnpackingError, OSError, ValueError)


def _zip(members: dict[str, bytes], method: int) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", method) as out:
        for name, data in members.items():
            out.writestr(name, data)
    return sink.getvalue()


def _by_zipfile(data: bytes) -> bytes | None:
    """Return the first member, None when zipfile finds it damaged or not as long as it says."""
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        info = opened.infolist()[0]
        try:
            read = opened.read(info)
        except Exception:  # noqa: BLE001  it raises whatever comes up
            return None
    return read if len(read) == info.file_size else None


def _unpacked(data: bytes) -> bytes | None:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        info = opened.infolist()[0]
    try:
        return b"".join(unpacked(io.BytesIO(data), info))
    except _DAMAGE:
        return None


@given(_NAMES, st.binary(max_size=500), st.integers(0, 3), _METHODS)
def test_what_zipfile_reads(name: str, data: bytes, times: int, method: int) -> None:
    whole = data * times
    assert _unpacked(_zip({name: whole, "b": b"other"}, method)) == whole


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("size", [AT_ONCE - 1, AT_ONCE, AT_ONCE + 1, 2 * AT_ONCE, 9_000_000])
def test_a_long_member_comes_in_pieces(size: int, method: int) -> None:
    data = _zip({"a": bytes(size)}, method)
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        pieces = list(unpacked(io.BytesIO(data), opened.infolist()[0]))
    assert b"".join(pieces) == bytes(size)
    assert max(map(len, pieces)) <= AT_ONCE
    assert all(pieces)


@given(st.binary(min_size=1, max_size=300), _METHODS, st.data())
def test_no_byte_of_a_member_can_be_changed_unnoticed(
    content: bytes, method: int, chosen: st.DataObject
) -> None:
    data = bytearray(_zip({"a.json": content}, method))
    place = chosen.draw(st.integers(0, data.index(b"PK\x01\x02") - 1))
    data[place] = chosen.draw(st.integers(0, 255))
    assert _unpacked(bytes(data)) in (None, content)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("told", [0, 1, 99, 101, 1 << 20])
def test_a_size_that_is_not_so(told: int, method: int) -> None:
    data = bytearray(_zip({"a.json": bytes(100)}, method))
    place = data.index(b"PK\x01\x02") + 24
    data[place : place + 4] = told.to_bytes(4, "little")
    assert _unpacked(bytes(data)) is None


def test_a_member_that_bears_another_name_where_it_lies() -> None:
    data = _zip({"a.json": b"words"}, zipfile.ZIP_STORED).replace(b"a.json", b"b.json", 1)
    assert _by_zipfile(data) is None
    assert _unpacked(data) is None


def test_a_member_that_breaks_off() -> None:
    whole = _zip({"a.json": bytes(range(256)) * 40}, zipfile.ZIP_DEFLATED)
    with zipfile.ZipFile(io.BytesIO(whole)) as opened:
        info = opened.infolist()[0]
    with pytest.raises(zipfile.BadZipFile):
        list(unpacked(io.BytesIO(whole[: info.header_offset + 60]), info))
