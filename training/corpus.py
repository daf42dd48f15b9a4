"""The labelled corpus: plain text files of messages written for this project.

A file is one writing batch of one language, `corpus/<language>/<batch>.txt`. Every message starts
with a header line, `@ act kind flag flag ...`; its text follows up to the next header. Lines
beginning with `> ` right behind the header are what the other side had written just before.

Flags: `hard` (a soft pitch, or an ordinary message that sounds like one), `bulk` (sent to many),
`first` (nothing was written before), `asked` (the reader had asked for it), `after=DAYS` (days of
silence before it), `audience`, `smalltalk`, `third=Name_Of_Somebody` (what the pitch is like).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from reciprocity.pitch.lexicon import phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reciprocity.pitch.lexicon import Phrase

FOLDER: Final = Path(__file__).parent / "corpus"
ACTS: Final = ("pitch", "decline", "thanks", "question", "answer", "other")
LANGUAGES: Final = ("en", "es", "fr", "de", "pt", "it", "nl")
FLAGS: Final = frozenset({"hard", "bulk", "first", "asked", "audience", "smalltalk"})
VALUES: Final = frozenset({"after", "third"})
_FAMILIES: Final = {"decline": "decline", "thanks": "thanks", "connected": "thanks"}
_TELLING: Final = 1.0  # log-odds from which on a phrase alone makes a message a pitch


@dataclass(frozen=True, kw_only=True)
class Message:
    """One labelled message. previous: what the other side wrote just before, else empty."""

    language: str
    batch: str
    line: int
    act: str
    kind: str
    flags: frozenset[str]
    details: dict[str, str]
    previous: str
    text: str


def read_corpus(folder: Path = FOLDER) -> list[Message]:
    """Return every message of every batch, in the order of languages, batches and lines.

    Raises ValueError, naming file and line, for a header that does not keep to the form.
    """
    return [
        message
        for language in LANGUAGES
        for path in sorted((folder / language).glob("*.txt"))
        for message in read_batch(path, language)
    ]


def read_batch(path: Path, language: str) -> Iterator[Message]:
    """Yield the messages of one file; ValueError as for read_corpus."""
    lines = path.read_text(encoding="utf-8").splitlines()
    heads = [number for number, line in enumerate(lines) if line.startswith("@ ")]
    if any(line.strip() for line in lines[: heads[0] if heads else None]):
        raise ValueError(f"{path}: text before the first header")
    for start, end in zip(heads, [*heads[1:], len(lines)], strict=True):
        yield _message(path, language, start, lines[start:end])


def phrase_examples() -> list[Message]:
    """Return the examples of the phrase files as messages of a batch of their own, `phrases`.

    What a phrase of some weight matches is a pitch (or a decline, or thanks); what speaks against
    a pitch, and what must not match, is neither.
    """
    return [
        _example(phrase, act, text)
        for phrase in phrases()
        if phrase.language in LANGUAGES
        for act, texts in ((_act_of(phrase), phrase.examples), ("other", phrase.counter_examples))
        for text in texts
        if act
    ]


def _act_of(phrase: Phrase) -> str:
    family = phrase.cue.partition(".")[0]
    if family in _FAMILIES:
        return _FAMILIES[family]
    if phrase.weight < 0:
        return "other"
    return "pitch" if phrase.weight >= _TELLING else ""


def _example(phrase: Phrase, act: str, text: str) -> Message:
    return Message(
        language=phrase.language,
        batch="phrases",
        line=0,
        act=act,
        kind=phrase.cue,
        flags=frozenset(),
        details={},
        previous="",
        text=text,
    )


def _message(path: Path, language: str, start: int, lines: list[str]) -> Message:
    where = f"{path}:{start + 1}"
    words = lines[0].split()[1:]
    if len(words) < 2 or words[0] not in ACTS:
        raise ValueError(f"{where}: a header is '@ act kind flags', act one of {ACTS}")
    values = dict(word.split("=", 1) for word in words[2:] if "=" in word)
    flags = frozenset(word for word in words[2:] if "=" not in word)
    if flags - FLAGS or values.keys() - VALUES:
        raise ValueError(f"{where}: unknown flag in {words[2:]}")
    body = lines[1:]
    quoted = next((n for n, line in enumerate(body) if not line.startswith("> ")), len(body))
    text = "\n".join(body[quoted:]).strip()
    if not text:
        raise ValueError(f"{where}: no text")
    return Message(
        language=language,
        batch=path.stem,
        line=start + 1,
        act=words[0],
        kind=words[1],
        flags=flags,
        details={name: value.replace("_", " ") for name, value in values.items()},
        previous="\n".join(line[2:] for line in body[:quoted]),
        text=text,
    )
