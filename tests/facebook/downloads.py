"""Writes Facebook downloads as Facebook writes them. Facts: facebook.md sections 2, 4 and 6.1."""

from __future__ import annotations

import json
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path


def mojibake(text: str) -> str:
    """Return the text with each byte of its UTF-8 as a code point of its own (section 6.1)."""
    return text.encode("utf-8").decode("latin-1")


def garbled(value: Any) -> Any:
    """Return a value with mojibake in every text of it, keys included."""
    if isinstance(value, str):
        return mojibake(value)
    if isinstance(value, dict):
        return {mojibake(key): garbled(each) for key, each in value.items()}
    return [garbled(each) for each in value] if isinstance(value, list) else value


def moment(at: str) -> datetime:
    """Return the moment of an ISO text; without a zone it is UTC."""
    parsed = datetime.fromisoformat(at)
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)


def seconds(at: str) -> int:
    """Return whole seconds since 1970, as lists hold times."""
    return int(moment(at).timestamp())


def milliseconds(at: str) -> int:
    """Return milliseconds since 1970, as messages hold times."""
    return round(moment(at).timestamp() * 1000)


def message(sender: str, at: str, content: str | None = None, **keys: Any) -> dict[str, Any]:
    """Return one message; `keys` are further keys as Facebook names them (section 4.2)."""
    written = {} if content is None else {"content": content}
    return {"sender_name": sender, "timestamp_ms": milliseconds(at), **written, **keys}


def thread(
    participants: Sequence[str], messages: Iterable[dict[str, Any]], **keys: Any
) -> dict[str, Any]:
    """Return one thread file, newest message first; the order of ties is kept (section 4).

    Messages come in the order in which they were written. The title is the first participant.
    """
    stable = sorted(messages, key=_time_of)
    return {
        "participants": [{"name": name} for name in participants],
        "messages": stable[::-1],
        "title": participants[0] if participants else "",
        "is_still_participant": True,
        **keys,
    }


def _time_of(message: dict[str, Any]) -> float:
    told = message.get("timestamp_ms")
    return told if isinstance(told, (int, float)) else 0


def entries(key: str, rows: Iterable[tuple[str, str]], **keys: Any) -> dict[str, Any]:
    """Return a list of people such as `friends_v2`: names and ISO times, newest first as told."""
    return {key: [{"name": name, "timestamp": seconds(at), **keys} for name, at in rows]}


def as_json(value: Any) -> bytes:
    """Return the bytes of a member: pure ASCII, each byte of UTF-8 escaped (section 6.1)."""
    return json.dumps(garbled(value), ensure_ascii=True, indent=2).encode("ascii")


def loaded(value: Any) -> Any:
    """Return the value as a reader finds it: mojibake in every text."""
    return json.loads(as_json(value))


def write_zip(path: Path, members: Mapping[str, Any]) -> Path:
    """Write a zip; bytes are written as they are, every other value as Facebook's JSON."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, value in members.items():
            archive.writestr(name, value if isinstance(value, bytes) else as_json(value))
    return path
