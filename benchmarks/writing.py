"""What the invented people of the benchmark write: texts of realistic length in seven languages."""

from __future__ import annotations

import math
import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from reciprocity.sample.dice import Dice

# Share of messages up to and including each length, and how many sentences that is; 0 is a short
# answer, the last a long letter.
_LENGTHS: Final = ((0.25, 0, 0), (0.66, 1, 1), (0.86, 2, 3), (0.975, 4, 8), (1.0, 9, 24))
# The same for chats, which are shorter.
_CHAT_LENGTHS: Final = ((0.45, 0, 0), (0.85, 1, 1), (0.98, 2, 3), (0.998, 4, 8), (1.0, 9, 24))
_GREETED: Final = 4  # messages of so many sentences have a greeting, paragraphs and an ending
_NAMED: Final = (
    0.6  # of topics and one-sentence messages name somebody, so that few texts are alike
)
_EMPTY: Final = 0.02  # attachments and deleted messages have no text


def say(sentence: str) -> None:
    """Tell on stderr how far it has come."""
    print(sentence, file=sys.stderr, flush=True)


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("texts.toml").read_text(encoding="utf-8"))


def names(kind: str) -> list[str]:
    """Return the parts that names, companies and skills are made of."""
    parts: list[str] = _data()["names"][kind]
    return parts


def draw_language(dice: Dice) -> str:
    """Return a language, by its share."""
    at = dice.between(1, 100)
    for code, table in _data().items():
        if code != "names" and at <= table["share"]:
            return code
        at -= table.get("share", 0)
    return "en"


def log_between(dice: Dice, low: float, high: float) -> float:
    """Return a number from low to high whose logarithm is evenly distributed."""
    return math.exp(math.log(low) + fraction(dice) * math.log(high / low))


def fraction(dice: Dice) -> float:
    """Return a number above 0 and up to 1."""
    return dice.between(1, 1_000_000) / 1_000_000


def shares(dice: Dice, talks: int, messages: int) -> list[int]:
    """Split the messages: most talks are short, a few go on for a thousand messages and more."""
    if not talks or not messages:
        return [0] * talks
    weights = [min(1_000, fraction(dice) ** -1.3) for _ in range(talks)]
    whole = sum(weights)
    counts = [1 + int(weight / whole * (messages - talks)) for weight in weights]
    for i in range(messages - sum(counts)):
        counts[i % talks] += 1
    return counts


class Writer:
    """Writes in one language to one reader."""

    def __init__(self, dice: Dice, language: str, reader: str) -> None:
        self._dice, self._words, self._reader = dice, _data()[language], reader

    def message(self) -> str:
        """Return a message of any length; some have no text."""
        return "" if self._dice.chance(_EMPTY) else self._sentences(_LENGTHS)

    def chat(self) -> str:
        """Return a message as people write them to friends; every one has a text."""
        return self._sentences(_CHAT_LENGTHS)

    def pitch(self) -> str:
        """Return a message that sells something."""
        return self._letter("pitch", self._dice.between(2, 6), self._one("plain"))

    def thanks(self) -> str:
        """Return a thank-you for connecting."""
        return self._one("thanks")

    def decline(self) -> str:
        """Return a polite no."""
        return self._one("decline")

    def advert(self) -> str:
        """Return what an advertiser has sent to everybody."""
        return self._fill(self._dice.choose(names("advert")))

    def _sentences(self, lengths: tuple[tuple[float, int, int], ...]) -> str:
        at = fraction(self._dice)
        low, high = next((low, high) for upto, low, high in lengths if at <= upto)
        if not high:
            return self._one("short")
        return self._letter("plain", self._dice.between(low, high))

    def _letter(self, kind: str, sentences: int, *more: str) -> str:
        said = [self._one(kind) for _ in range(sentences)] + list(more)
        if sentences == 1 and self._dice.chance(_NAMED):
            said.append(self._one("tail"))
        if len(said) < _GREETED:
            return " ".join(said)
        paragraphs = [" ".join(said[i : i + 4]) for i in range(0, len(said), 4)]
        return "\n\n".join([self._one("greeting"), *paragraphs, self._one("closing")])

    def _one(self, kind: str) -> str:
        return self._fill(self._dice.choose(self._words[kind]))

    def _fill(self, sentence: str) -> str:
        if "{" not in sentence:
            return sentence
        return sentence.format(
            first=self._reader,
            topic=self._topic(),
            day=self._dice.choose(self._words["day"]),
            number=self._dice.between(2, 90),
            who=self._who(),
        )

    def _topic(self) -> str:
        topic: str = self._dice.choose(self._words["topic"])
        named = self._dice.chance(_NAMED)
        return f"{topic} {self._words['with']} {self._who()}" if named else topic

    def _who(self) -> str:
        first, start, end = (self._dice.choose(names(part)) for part in ("first", "start", "end"))
        return f"{first} {start}{end}"
