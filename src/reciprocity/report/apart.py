"""People one talks to elsewhere: the reminder that there may be some, and how to say so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reciprocity.report import clean
from reciprocity.report.choices import comment, holdable, toml_text
from reciprocity.report.formats import whole
from reciprocity.report.language import N_, _, ngettext
from reciprocity.report.words import joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reciprocity.report.words import Data

REMINDED: Final = ("one_sided_you", "one_sided_them", "dormant")
"""The verdicts that somebody may have with whom all is well, and who is met or phoned."""

_ONE_SIDED: Final = N_(
    "Somebody you live with, meet or phone may look one-sided here: the archive cannot see that. "
    "If you talk elsewhere, say so at the end of the file for --people, and nothing is judged."
)
_SILENT: Final = N_(
    "Somebody you live with, meet or phone may look silent here: the archive cannot see that. If "
    "you talk elsewhere, say so at the end of the file for --people, and nothing is judged."
)
_HEAD: Final = N_(
    "Whom you live with, meet or phone may look one-sided or silent here. Take away the # before "
    "those, and say it in words of your own. This table stays at the end of the file."
)
_WORDS: Final = N_("we phone")
_MOST: Final = 200


def remind(verdict: str, person_id: str) -> Data | None:
    """Return {"said", "toml"} beside a verdict that a talk elsewhere would explain, else None.

    toml: the lines for the file given with --people, "" where TOML cannot hold the id, or without
    one.
    """
    if verdict not in REMINDED:
        return None
    said = _(_SILENT if verdict == "dormant" else _ONE_SIDED)
    return {"said": said, "toml": entry(person_id)}


def entry(person_id: str) -> str:
    """Return the lines of TOML that say of one person that the user talks to them elsewhere."""
    if not person_id or not holdable(person_id):
        return ""
    return f"[elsewhere]\n{toml_text(person_id)} = {toml_text(_(_WORDS))}"


def elsewhere_toml(people: Iterable[str], names: Mapping[str, str]) -> str:
    """Return the table [elsewhere] with a comment for each of these people, "" without any.

    As it stands it says nothing of anybody: the user takes away the # before those meant.
    """
    ids = [person for person in people if holdable(person)]
    nameless = _("(no name)")
    shown = [
        f"  # {clean.line(names.get(person, '')) or nameless}\n"
        f"  # {toml_text(person)} = {toml_text(_(_WORDS))}"
        for person in ids[:_MOST]
    ]
    more = len(ids) - _MOST
    if more > 0:
        left = ngettext(
            "and {number} more, whose section on the page has the lines to write",
            "and {number} more, whose sections on the page have the lines to write",
            more,
        )
        shown.append(f"  # {left.format(number=whole(more))}")
    return "\n".join([comment(_(_HEAD)), "[elsewhere]", *shown, ""]) if shown else ""


def example() -> str:
    """Return what the end of a file for --people may look like."""
    name, words = _("Kim Example"), _(_WORDS)
    return f"[elsewhere]\n{toml_text(name)} = {toml_text(words)}"


def told_elsewhere(words: str) -> str:
    """Return what is said of somebody whom the user talks to elsewhere."""
    own = clean.line(words)
    said = (
        _("You talk elsewhere, in your words: \u201c{words}\u201d.").format(words=own)
        if own
        else _("You talk elsewhere.")
    )
    return joined(said, _("So this archive shows only a part, and nothing is judged by it."))
