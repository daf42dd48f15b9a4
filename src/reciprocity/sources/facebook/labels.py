"""Generic records: labelled values, the labels in the language of the account.

Facts: facebook.md section 2, end. `{"label_values": [{"label", "value"}, ...]}`, nested at times.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from reciprocity.sources.facebook.records import labelled
from reciprocity.sources.facebook.source import field, person_of
from reciprocity.sources.facebook.text import name_of, repaired

# Labels known to stand before a display name, folded.
NAME: Final = frozenset({"name", "nombre", "nom", "t\u00ean", "nome", "naam"})


class Labelled(NamedTuple):
    """One text of a generic record, both halves repaired, the label folded."""

    label: str
    text: str


def is_generic(record: object) -> bool:
    """Return whether a record is a generic one."""
    return isinstance(record, dict) and isinstance(record.get("label_values"), list)


def texts_of(record: object) -> list[Labelled]:
    """Return every labelled text of a record in its order, the nested ones behind the others."""
    return [
        Labelled((name_of(entry.get("label")) or "").casefold(), repaired(entry["value"]))
        for entry in labelled(record)
        if isinstance(entry.get("value"), str)
    ]


def record_name(texts: list[Labelled]) -> str | None:
    """Return the one name among the texts of a record, None where it cannot be told.

    A label that is known decides; else the only text that can be a name, whatever its label.
    """
    named = {person_of(text) for label, text in texts if label in NAME}
    found = named or {person_of(text) for _, text in texts if _may_be_name(text)}
    return found.pop() if len(found) == 1 else None


def record_time(record: object) -> Any:
    """Return the time of a record: its own, else the only one among its labelled values."""
    if field(record, "timestamp") is not None:
        return field(record, "timestamp")
    times = [entry["timestamp_value"] for entry in labelled(record) if "timestamp_value" in entry]
    return times[0] if len(times) == 1 else None


def link_of(record: object) -> str | None:
    """Return the first address among the labelled values of a record."""
    values = (entry.get(key) for entry in labelled(record) for key in ("href", "value"))
    return next((each for each in values if is_link(each)), None)


def is_link(value: object) -> bool:
    """Return whether a value is an address on the web."""
    return isinstance(value, str) and value.lower().startswith(("http://", "https://"))


def _may_be_name(text: str) -> bool:
    return any(map(str.isalpha, text)) and not is_link(text)
