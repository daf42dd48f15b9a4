"""For whom does a pitch speak: the names that stand right behind "on behalf of" and its like.

Conservative: only names of two words or more that are written as names, in the sentence of the cue.
A name that is missed costs a remark; a wrong one would accuse somebody.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from reciprocity.pitch.folding import clean_text
from reciprocity.pitch.lexicon import Lexicon, phrases
from reciprocity.pitch.matching import Text, find_all

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_FAMILY: Final = "third"
_AHEAD: Final = 80  # characters behind the cue in which a name may begin
_LONGEST: Final = 60  # characters of a name
_WORD: Final = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_POSSESSIVE: Final = re.compile(r"['\u2019]s$", re.IGNORECASE)
_SENTENCE_END: Final = re.compile(r"[!?\n\r;]|([^\W\d_]{2,})\.(?=\s|$)")
_PARTICLES: Final = _words(
    "af al ap bin d da dal de dei del della den der des di do dos du e el ibn la le lo of san st "
    "ten ter the til van vom von y zu zum zur"
)
_TITLES: Final = _words(
    "dr prof mr mrs ms miss sir dame herr herrn frau monsieur madame mme mlle señor señora sr sra "
    "signor signora sig dott don doña mevrouw meneer dhr mw senhor senhora"
)
# Words that begin a sentence, or name a trade, and not a person.
_NEVER: Final = _words(
    "a an and as at dear for from hello hey hi i im in ich is je my mein meine meinen our on she "
    "he they we wir you your their his her this that to with client clients kunde mandant boss "
    "author artist marketing pr public relations publicity outreach social media partnerships "
    "promotion press launch affiliate affiliates bookings communications manager assistant "
    "publicist marketer namen auftrag best regards thanks thank cheers sincerely monday tuesday "
    "wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december facebook linkedin messenger instagram behalf represent"
)


class _Token(NamedTuple):
    """A word of the text: what of it may belong to a name, and where it stands."""

    word: str
    start: int
    end: int
    last: bool  # a name ends with it: it was a possessive


@cache
def _lexicon() -> Lexicon:
    return Lexicon(tuple(p for p in phrases() if p.cue.partition(".")[0] == _FAMILY))


def third_parties(text: str) -> tuple[str, ...]:
    """Return the names for whom the text says it speaks, in order, each once.

    A name is a run of two or more words with capitals (particles such as `van` and initials may
    stand among them) in the sentence of a cue of the family `third`, beginning at most 80
    characters behind it. Titles are left out. Empty when the text names nobody, or when it holds no
    such cue.
    """
    original = clean_text(text)
    found: dict[str, str] = {}
    for hit in sorted(find_all(Text.of(original), _lexicon())):
        name = _name_behind(original, hit.start, hit.end)
        if name:
            found.setdefault(name.casefold(), name)
    return tuple(found.values())


def _name_behind(text: str, start: int, end: int) -> str | None:
    """Return the first name that begins in the cue or behind it, in the same sentence."""
    limit = _sentence_end(text, end, end + _AHEAD + _LONGEST)
    for run in _runs(text, start, limit):
        if run[0].start <= end + _AHEAD:
            return " ".join(token.word for token in run)
    return None


def _sentence_end(text: str, start: int, limit: int) -> int:
    """Return where the sentence ends, at the limit at the latest; `Dr.` ends none."""
    for match in _SENTENCE_END.finditer(text, start, limit):
        if (match.group(1) or "").casefold() not in _TITLES:
            return match.end()
    return min(limit, len(text))


def _runs(text: str, start: int, limit: int) -> Iterator[list[_Token]]:
    """Yield the runs of words that are written as one name, in order."""
    run: list[_Token] = []
    for token in _tokens(text, start, limit):
        joined = not run or (not run[-1].last and _is_gap(text[run[-1].end : token.start], run))
        if run and not (joined and (_is_capital(token.word) or token.word in _PARTICLES)):
            yield from _whole(run)
            run = []
        if run or _is_capital(token.word):
            run.append(token)
    yield from _whole(run)


def _tokens(text: str, start: int, limit: int) -> Iterator[_Token]:
    for match in _WORD.finditer(text, start, limit):
        word = _POSSESSIVE.sub("", match.group())
        possessive = len(word) < len(match.group())
        initial = len(word) == 1 and text[match.end() : match.end() + 1] == "."
        yield _Token(word + "." * initial, match.start(), match.end() + initial, possessive)


def _is_gap(gap: str, run: Sequence[_Token]) -> bool:
    """Tell whether what stands between two words leaves them one name: blanks, or `Dr. `."""
    title = run[-1].word.casefold() in _TITLES
    return bool(gap) and not gap.removeprefix("." if title else "").strip(" \t\u00a0")


def _is_capital(word: str) -> bool:
    """Tell whether the word is written as part of a name; a shouted one is not."""
    return word[0].isupper() and (len(word) <= 2 or not word.isupper())


def _whole(run: Sequence[_Token]) -> Iterator[list[_Token]]:
    """Yield the run without titles, sentence beginnings and particles at its ends, if it is one."""
    kept = [token for token in run if token.word.casefold() not in _TITLES]
    while kept and kept[0].word.casefold() in _NEVER | _PARTICLES:
        kept = kept[1:]
    kept = _until_never(kept)
    while kept and kept[-1].word in _PARTICLES:
        kept = kept[:-1]
    real = [t for t in kept if len(t.word.rstrip(".")) > 1 and t.word not in _PARTICLES]
    if len(real) > 1 and kept[-1].end - kept[0].start <= _LONGEST:
        yield kept


def _until_never(tokens: Sequence[_Token]) -> list[_Token]:
    """Return the tokens in front of the first that cannot belong to a name."""
    end = next((n for n, t in enumerate(tokens) if t.word.casefold() in _NEVER), len(tokens))
    return list(tokens[:end])
