"""What speaks, beside the name, for two ids being one person."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reciprocity.parameters import PeopleParameters
    from reciprocity.sources import Reading

EMAIL: Final = "the same e-mail address in both lists"
# Of one word, an employer may be a word that everybody uses: Next, Home, Apple.
EMPLOYER_WORD: Final = (
    "the employer that LinkedIn lists, a single word, is in the Facebook messages"
)
PHRASE: Final = "the same words written on both platforms"
EMPLOYER: Final = "the employer that LinkedIn lists is named in the Facebook messages"
DATES: Final = "connected on both platforms within a few days"

_WORD: Final = re.compile(r"\w+")
# So many runs of words that two people share are looked at.
_MOST_RUNS: Final = 20
# What stands behind these is the form of a company, not its name.
_COMMON: Final = frozenset({
    "the", "and", "self", "employed", "freelance", "inc", "ltd", "llc", "gmbh", "limited",
    "company", "group", "of", "consultant", "retired", "student", "university", "school",
})  # fmt: skip


def reasons_for(
    pairs: pl.DataFrame,
    logs: Sequence[pl.DataFrame],
    readings: Sequence[Reading],
    parameters: PeopleParameters,
) -> list[tuple[str, ...]]:
    """Return what speaks for each pair (columns one, other: LinkedIn's and Facebook's id).

    EMPLOYER_WORD is worth telling where there is more, and proves nothing.
    """
    ids = [*pairs["one"], *pairs["other"]]
    events = _events_of(logs, ids)
    emails, employers = _told(readings, events, "email"), _told(readings, events, "employer")
    words = _words(events)
    runs = {who: set(_runs(texts, parameters.phrase_words)) for who, texts in words.items()}
    days = _days(events)
    found = []
    for one, other in pairs.select("one", "other").iter_rows():
        holds = {
            EMAIL: bool(emails.get(one, set()) & emails.get(other, set())),
            **_names_employer(employers.get(one, set()), words.get(other, [])),
            PHRASE: _same_words((one, other), runs, logs),
            DATES: _close(days.get(one, ()), days.get(other, ()), parameters.close_days),
        }
        found.append(tuple(reason for reason, true in holds.items() if true))
    return found


def _events_of(logs: Sequence[pl.DataFrame], ids: list[str]) -> pl.DataFrame:
    wanted = pl.Series(sorted(set(ids)), dtype=pl.String)
    columns = ["person_id", "activity", "certainty", "actor", "at", "text", "is_group", "archive",
               "member", "row"]  # fmt: skip
    return pl.concat([log.filter(pl.col("person_id").is_in(wanted.implode())).select(columns)
                      for log in logs])  # fmt: skip


def _told(readings: Sequence[Reading], events: pl.DataFrame, column: str) -> dict[str, set[str]]:
    """Return for each id what the lists tell of it: by address on LinkedIn, else by name."""
    told: dict[str, set[str]] = {}
    known = set(events["person_id"].unique())
    for reading in readings:
        for handle, name, value in reading.profiles.select("handle", "name", column).iter_rows():
            if not value or not (handle or name):
                continue
            key = handle or f"name/{unicodedata.normalize('NFC', name).lower()}"
            person = f"{reading.platform}:{key}"
            if person in known:
                told.setdefault(person, set()).add(value.strip().lower())
    return told


def _words(events: pl.DataFrame) -> dict[str, list[list[str]]]:
    """Return for each id the words of each of its own one-to-one messages."""
    own = events.filter(
        (pl.col("activity") == "message")
        & (pl.col("actor") == "person")
        & ~pl.col("is_group")
        & pl.col("text").is_not_null()
    )
    found: dict[str, list[list[str]]] = {}
    for person, text in own.select("person_id", "text").iter_rows():
        found.setdefault(person, []).append(_WORD.findall(text.lower()))
    return found


def _same_words(
    pair: tuple[str, str],
    runs: dict[str, set[str]],
    logs: Sequence[pl.DataFrame],
) -> bool:
    """Return whether both ids wrote the same run of words, and nobody else did.

    What more than one person writes is a form, and tells nobody apart.
    """
    common = sorted(runs.get(pair[0], set()) & runs.get(pair[1], set()))[:_MOST_RUNS]
    return any(not _written_by_others(run, pair, logs) for run in common)


def _written_by_others(run: str, pair: tuple[str, str], logs: Sequence[pl.DataFrame]) -> bool:
    first_word = run.partition(" ")[0]
    plain = pl.col("text").str.to_lowercase()
    return any(
        log.filter(
            (pl.col("activity") == "message")
            & (pl.col("actor") == "person")
            & ~pl.col("person_id").is_in(list(pair))
            & plain.str.contains(first_word, literal=True)
        )
        .select(plain.str.replace_all(r"\W+", " ").str.contains(run, literal=True).any())
        .item()
        for log in logs
    )


def _runs(texts: list[list[str]], length: int) -> Iterator[str]:
    for words in texts:
        for start in range(len(words) - length + 1):
            yield " ".join(words[start : start + length])


def _names_employer(employers: set[str], texts: list[list[str]]) -> dict[str, bool]:
    """Return whether a message names an employer, in all words that tell it apart, by the reason.

    Those of several words are one reason, those of a single word another.
    """
    found = {EMPLOYER: False, EMPLOYER_WORD: False}
    lines = [f" {' '.join(word for word in words if word not in _COMMON)} " for words in texts]
    for employer in employers:
        telling = [word for word in _WORD.findall(employer) if word not in _COMMON]
        if any(len(word) > 3 for word in telling):
            several = sum(len(word) > 1 for word in telling) > 1  # the s of McDonald's is none
            reason = EMPLOYER if several else EMPLOYER_WORD
            found[reason] |= any(f" {' '.join(telling)} " in line for line in lines)
    return found


def _days(events: pl.DataFrame) -> dict[str, list[int]]:
    listed = events.filter(
        (pl.col("activity") == "connected")
        & (pl.col("certainty") == "observed")
        & pl.col("at").is_not_null()
    ).with_columns(day=pl.col("at").dt.date().cast(pl.Int64))
    return dict(listed.group_by("person_id").agg(pl.col("day").unique().sort()).iter_rows())


def _close(ones: Sequence[int], others: Sequence[int], days: int) -> bool:
    return any(abs(one - other) <= days for one in ones for other in others)
