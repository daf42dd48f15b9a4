"""People one talks to elsewhere: the reminder that there may be some, and how to say so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reciprocity.report import clean
from reciprocity.report.choices import holdable, toml_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reciprocity.report.words import Data

REMINDED: Final = ("one_sided_you", "one_sided_them", "dormant")
"""The verdicts that somebody may have with whom all is well, and who is met or phoned."""

_WHO: Final = {
    "dormant": "may look silent here",
    "one_sided_you": "may look one-sided here",
    "one_sided_them": "may look one-sided here",
}
_HEAD: Final = (
    "# Whom you live with, meet or phone may look one-sided or silent here. Take away the #\n"
    "# before those, and say it in words of your own. This table stays at the end of the file."
)
_WORDS: Final = "we phone"
_MOST: Final = 200


def remind(verdict: str, person_id: str) -> Data | None:
    """Return {"said", "toml"} beside a verdict that a talk elsewhere would explain, else None.

    toml: the lines for the file given with --people, "" where TOML cannot hold the id, or without
    one.
    """
    if verdict not in REMINDED:
        return None
    said = (
        f"Somebody you live with, meet or phone {_WHO[verdict]}: the archive cannot see that. If "
        "you talk elsewhere, say so at the end of the file for --people, and nothing is judged."
    )
    return {"said": said, "toml": entry(person_id)}


def entry(person_id: str) -> str:
    """Return the lines of TOML that say of one person that the user talks to them elsewhere."""
    if not person_id or not holdable(person_id):
        return ""
    return f"[elsewhere]\n{toml_text(person_id)} = {toml_text(_WORDS)}"


def elsewhere_toml(people: Iterable[str], names: Mapping[str, str]) -> str:
    """Return the table [elsewhere] with a comment for each of these people, "" without any.

    As it stands it says nothing of anybody: the user takes away the # before those meant.
    """
    ids = [person for person in people if holdable(person)]
    shown = [
        f"  # {clean.line(names.get(person, '')) or '(no name)'}\n"
        f"  # {toml_text(person)} = {toml_text(_WORDS)}"
        for person in ids[:_MOST]
    ]
    more = len(ids) - _MOST
    if more > 0:
        shown.append(f"  # and {more:,} more, whose sections on the page have the lines to write")
    return "\n".join([_HEAD, "[elsewhere]", *shown, ""]) if shown else ""


EXAMPLE: Final = f'[elsewhere]\n"Kim Example" = "{_WORDS}"'
"""What the end of a file for --people may look like."""


def told_elsewhere(words: str) -> str:
    """Return what is said of somebody whom the user talks to elsewhere."""
    own = clean.line(words)
    said = (
        f"You talk elsewhere, in your words: \u201c{own}\u201d." if own else "You talk elsewhere."
    )
    return f"{said} So this archive shows only a part, and nothing is judged by it."
