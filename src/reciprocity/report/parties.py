"""For whom a pitch speaks, and whether this archive knows them from anywhere else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

import polars as pl

from reciprocity.pitch import third_parties
from reciprocity.pitch.folding import fold, fold_series

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

    from reciprocity.analysis import Analysis
    from reciprocity.report.words import Data

DESCRIPTOR: Final = "third_party"


@dataclass(frozen=True, kw_only=True)
class Party:
    """A third party as a pitch names it, and where else the archive does.

    events: events elsewhere that name them in their words, or that are theirs. repeats: further
    messages of the one who pitches, to the same person, that name them. listed: somebody of this
    name is among the people of the archive; connected: and is connected with the owner.
    """

    name: str
    events: int = 0
    repeats: int = 0
    listed: bool = False
    connected: bool = False

    @property
    def known(self) -> bool:
        """Whether the archive knows them from anything but the one who pitches."""
        return self.listed or self.events > 0


def find_parties(analysis: Analysis, stages: Iterable[Data]) -> dict[str, tuple[Party, ...]]:
    """Return event_id -> the third parties of that pitch, for pitches that speak for one.

    stages: records of any kind. Names of the pair itself are nobody's third party.
    """
    wanted = {
        event: stage
        for stage in stages
        if stage["stage"] == "pitch" and DESCRIPTOR in (stage["detail"].get("descriptors") or ())
        for event in stage["events"]
    }
    if not wanted:
        return {}
    events = analysis.events
    rows = events[events["event_id"].isin(list(wanted)) & events["text"].notna()]
    named = {
        event: _named(text, analysis, wanted[event]["person_id"])
        for event, text in zip(rows["event_id"], rows["text"], strict=True)
    }
    search = _Search(analysis, set(chain.from_iterable(named.values())))
    return {
        event: tuple(search.look_up(name, event, wanted[event]) for name in names)
        for event, names in named.items()
        if names
    }


def _named(text: str, analysis: Analysis, person_id: str) -> tuple[str, ...]:
    people = analysis.people
    own = people.loc[people["person_id"] == person_id, "names"]
    pair = {_folded(n) for n in (analysis.owner_name, *chain.from_iterable(own))}
    return tuple(name for name in third_parties(text) if _folded(name) not in pair)


def _folded(text: str) -> str:
    return " ".join(fold(text)[0].split())


class _Search:
    """Where names stand in an archive as whole words, whatever their case and accents."""

    def __init__(self, analysis: Analysis, names: set[str]) -> None:
        """Search all texts and all names of the people once."""
        keys = sorted({_folded(name) for name in names})
        people = analysis.people[["person_id", "names", "connected"]].explode("names")
        self._people = _places(people["names"], keys)
        self._texts = _places(analysis.events["text"], keys)
        self._ids = people["person_id"].to_list()
        self._connected = set(people.loc[people["connected"], "person_id"])
        columns = ("event_id", "person_id", "actor")
        self._events = {name: analysis.events[name].to_list() for name in columns}
        everybody = {self._ids[place] for place in chain.from_iterable(self._people.values())}
        self._of = _per_person(analysis.events, everybody)

    def look_up(self, name: str, event: str, stage: Mapping[str, object]) -> Party:
        """Return what the archive knows of a name beside the pitch that says it."""
        key = _folded(name)
        others = {self._ids[place] for place in self._people.get(key, ())} - {stage["person_id"]}
        said = [p for p in self._texts.get(key, ()) if self._events["event_id"][p] != event]
        own = [p for p in said if self._is_own(p, stage)]
        acted = sum(self._of.get(person, 0) for person in others)
        elsewhere = [p for p in said if self._events["person_id"][p] not in others]
        return Party(
            name=name,
            events=len(elsewhere) - len(own) + acted,
            repeats=len(own),
            listed=bool(others),
            connected=bool(others & self._connected),
        )

    def _is_own(self, place: int, stage: Mapping[str, object]) -> bool:
        return all(self._events[name][place] == stage[name] for name in ("person_id", "actor"))


def _per_person(events: pd.DataFrame, people: set[str]) -> dict[str, int]:
    theirs = events.loc[events["person_id"].isin(list(people)), "person_id"]
    return {str(person): int(number) for person, number in theirs.value_counts().items()}


def _places(texts: pd.Series, keys: Sequence[str]) -> dict[str, list[int]]:
    """Return key -> the places of the texts that hold it as whole words."""
    if not keys:
        return {}
    folded = fold_series(_series(texts))
    found = folded.str.extract_many(list(keys), overlapping=True)
    whole = {key: re.compile(rf"(?<!\w){re.escape(key)}(?!\w)") for key in keys}
    places: dict[str, list[int]] = {}
    for place in found.list.len().gt(0).arg_true().to_list():
        text = folded[place]
        for key in dict.fromkeys(found[place]):
            if whole[key].search(text):
                places.setdefault(key, []).append(place)
    return places


def _series(texts: pd.Series) -> pl.Series:
    """Return texts for searching, never null; lone surrogates, which nothing can hold, are out."""
    plain = [text if isinstance(text, str) else "" for text in texts]
    return pl.Series([text.encode("utf-8", "ignore").decode() for text in plain], dtype=pl.String)
