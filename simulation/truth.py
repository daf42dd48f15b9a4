"""What is true of every person, and how much of it the downloads hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from simulation.forms import table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulation.events import Life
    from simulation.world import Download, World

COLUMNS: Final = (
    "name", "slug", "character", "language", "reciprocity", "extractive", "owner_extractive",
    "connected_at", "removed_at", "asked_by", "note", "messages_sent", "messages_received",
    "pitches_sent", "pitches_received", "notes", "endorsements_given", "endorsements_received",
    "invitations", "acts",
)  # fmt: skip


def truth_csv(world: World, downloads: Sequence[Download]) -> str:
    """Return a row per person; counts are of what the downloads together hold."""
    return table(COLUMNS, [_row(life, downloads) for life in world.lives])


def _row(life: Life, downloads: Sequence[Download]) -> tuple[str, ...]:
    person, counts = life.person, _counts(life, downloads)
    said = {
        "name": person.name,
        "slug": person.slug,
        "character": person.kind,
        "language": person.language,
        "reciprocity": f"{person.reciprocity:.6f}",
        "extractive": _flag(person.character.extractive),
        "owner_extractive": _flag(person.character.owner_pitches),
        "connected_at": f"{person.since:%Y-%m-%dT%H:%M:%SZ}" if person.connected else "",
        "removed_at": f"{life.removed:%Y-%m-%dT%H:%M:%SZ}" if life.removed else "",
        "asked_by": ("person" if person.they_asked else "owner") if life.asked else "",
        "note": _flag(bool(life.note)) if life.asked else "",
    } | {name: str(count) for name, count in counts.items()}
    return tuple(said[column] for column in COLUMNS)


def _counts(life: Life, downloads: Sequence[Download]) -> dict[str, int]:
    """Return how many events of both sides the downloads hold; one in two of them is one.

    A request is one act, whether it shows as an invitation, as a note among the messages, or both.
    """
    messages = {one for download in downloads for one in download.messages(life)}
    praise = {id(one): one for download in downloads for one in download.endorsements(life)}
    invited = any(download.invitation(life) for download in downloads)
    noted = any(download.note_row(life) for download in downloads)
    sent = [one for one in messages if one.by_owner]
    received = [one for one in messages if not one.by_owner]
    given = sum(one.by_owner for one in praise.values())
    return {
        "messages_sent": len(sent),
        "messages_received": len(received),
        "pitches_sent": sum(one.act == "pitch" for one in sent),
        "pitches_received": sum(one.act == "pitch" for one in received),
        "notes": int(noted),
        "endorsements_given": given,
        "endorsements_received": len(praise) - given,
        "invitations": int(invited),
        "acts": len(messages) + len(praise) + int(invited or noted),
    }


def _flag(value: bool | None) -> str:
    return "" if value is None else str(value).lower()
