"""Who on the one platform may be who on the other: by name, with what else speaks for it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl
from rapidfuzz import fuzz, process

from reciprocity.people.evidence import EMPLOYER_WORD, reasons_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reciprocity.parameters import PeopleParameters
    from reciprocity.sources import Reading

EXACT: Final = "the same full name on both platforms"
ALIKE: Final = "names that are alike"


@dataclass(frozen=True, kw_only=True)
class Link:
    """Two ids that may be one person: LinkedIn's first. certain: taken to be one."""

    ids: tuple[str, str]
    reasons: tuple[str, ...]
    certain: bool


def find_links(
    people: pl.DataFrame,
    logs: Sequence[pl.DataFrame],
    readings: Sequence[Reading],
    parameters: PeopleParameters,
) -> tuple[Link, ...]:
    """Return the likely pairs, the best first of each person.

    people: as in Resolved, before anybody was joined. A pair is certain when the full names are
    the same, nobody else on either platform has that name, and one more thing speaks for it. With
    nothing but alike names, a pair is worth a suggestion only when they are very much alike.
    """
    pairs = _alike(people, parameters)
    told = reasons_for(pairs, logs, readings, parameters)
    links = []
    for (one, other, score, exact, alone), more in zip(pairs.iter_rows(), told, strict=True):
        proof = [reason for reason in more if reason != EMPLOYER_WORD]
        if not proof and not exact and score < parameters.alike_enough:
            continue
        why = (EXACT if exact else ALIKE, *more)
        links.append(Link(ids=(one, other), reasons=why, certain=bool(exact and alone and proof)))
    taken = {person for link in links if link.certain for person in link.ids}
    # Whoever was joined for certain is nobody else.
    return tuple(link for link in links if link.certain or not taken & set(link.ids))


def _alike(people: pl.DataFrame, parameters: PeopleParameters) -> pl.DataFrame:
    """Return pairs of people with alike names: one, other, score, exact, alone.

    exact: the same name to the letter, of two words or more. alone: nobody else has it.
    """
    sides = [_named(people, platform) for platform in ("linkedin", "facebook")]
    left, right = ([folded(name) for name in side["name"]] for side in sides)
    scores = process.cdist(
        left, right, scorer=fuzz.token_set_ratio, score_cutoff=parameters.alike_at_all,
        dtype=np.uint8, workers=1,
    )  # fmt: skip
    rows = [
        (i, j, round(fuzz.token_sort_ratio(left[i], right[j])))
        for i, j in np.argwhere(scores > 0).tolist()
    ]
    chosen = _best(rows, parameters.most_suggested)
    ones, others = sides
    pairs = [
        (
            ones["person_id"][i], others["person_id"][j], score,
            _key(ones["name"][i]) == _key(others["name"][j]),
            bool(ones["alone"][i] and others["alone"][j]),
        )
        for i, j, score in chosen
    ]  # fmt: skip
    schema = {
        "one": pl.String, "other": pl.String, "score": pl.Int64, "exact": pl.Boolean,
        "alone": pl.Boolean,
    }  # fmt: skip
    return pl.DataFrame(pairs, schema=schema, orient="row").sort(
        "exact", "score", "one", "other", descending=[True, True, False, False]
    )


def _best(rows: list[tuple[int, int, int]], most: int) -> list[tuple[int, int, int]]:
    """Return each person's best pairs, so that a common name does not swamp the rest."""
    kept, used = [], dict[tuple[str, int], int]()
    for i, j, score in sorted(rows, key=lambda row: (-row[2], row[0], row[1])):
        keys = ("one", i), ("other", j)
        if all(used.get(key, 0) < most for key in keys):
            kept.append((i, j, score))
            used.update({key: used.get(key, 0) + 1 for key in keys})
    return kept


def _named(people: pl.DataFrame, platform: str) -> pl.DataFrame:
    """Return person_id, name and alone of one platform's people with names of two words or more."""
    named = people.filter(
        pl.col("platforms").list.contains(platform) & (pl.col("names").list.len() > 0)
    )
    words = pl.col("name").str.split(" ").list.len()
    key = pl.col("name").str.normalize("NFC").str.to_lowercase()
    alone = (pl.len().over(key) == 1) & ~pl.col("doubtful")
    return named.with_columns(alone=alone).filter(words > 1).select("person_id", "name", "alone")


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name).lower()


def folded(text: str) -> str:
    """Return a text as names and phrases are compared: no case, no accents, letters and digits."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    letters = (c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join("".join(letters).split())


def is_folder_of(name: str, folder: str) -> bool:
    """Return whether a thread's folder is named after a person (facebook.md 4.1)."""
    letters = folded(name).replace(" ", "")
    slug, mark, _ = folder.casefold().partition(f"{letters}_") if letters else ("-", "", "")
    return bool(mark) and not slug
