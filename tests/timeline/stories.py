"""Small archives analysed, with words that say openly what they are, and steps to compare with.

A text is a pitch when it holds `PITCH`, perhaps one with `PERHAPS`, words of a no with `DECLINE`,
thanks for connecting with `THANKS-CONNECT`, a question with `QUESTION`, and one of the platform's
own with `ONECLICK`. Times are UTC.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from reciprocity.analysis import Analysis, analyse
from reciprocity.contracts import timeline_document
from tests.exports import NAME, PROFILE, write_zip

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from reciprocity.pitch import Labelled

ANN: Final = "linkedin:ann-roe"
BO: Final = "linkedin:bo-li"
# Descriptors that a text names itself, such as `PITCH third_party`.
DESCRIPTORS: Final = ("third_party", "wants_audience", "token_small_talk")

# stage, at, at_latest, actor, certainty, days, what is said in detail (see SAID)
Step = tuple[str, str | None, str | None, str, str, int | None, Any]

# The keys of detail that are compared; one alone is compared as it is, more of them as a tuple.
SAID: Final[dict[str, tuple[str, ...]]] = {
    "request": ("note",),
    "accept": ("note_row",),
    "thanks": ("answered",),
    "message": ("messages", "sent", "received", "until"),
    "silence": ("until", "broken_by", "ongoing"),
    "pitch": ("descriptors",),
    "reply": ("to",),
    "decline": ("of",),
    "endorsement": ("count",),
    "removal": ("days_after_decline",),
}


def _words(texts: Iterable[object]) -> list[str]:
    return [text if isinstance(text, str) else "" for text in texts]


def spoken_messages(
    texts: pd.Series,
    contexts: pd.DataFrame | None = None,
    *,
    threshold: float | None = None,
    exact_from: float = 1.0,
    decline_by_words: float = 0.0,
    labelled: Labelled | None = None,
    offered: object = None,
) -> pd.DataFrame:
    """Stand in for pitch.score_messages; labels are not listened to, and a word decides all."""
    limit = 0.5 if threshold is None else threshold
    words = pd.Series(_words(texts), index=texts.index, dtype=object)
    triggers = {
        "thanks": "THANKS",
        "thanks_for_connecting": "THANKS-CONNECT",
        "decline": "DECLINE",
        "question": "QUESTION",
        "answer": "ANSWER",
        "one_click": "ONECLICK",
    }
    likely = [0.9 if "PITCH" in w else 0.6 if "PERHAPS" in w else 0.1 for w in words]
    probability = pd.Series(likely, index=texts.index)
    cues = [((w.index("PITCH"), w.index("PITCH") + 5, "pitch"),) if "PITCH" in w else ()
            for w in words]  # fmt: skip
    described = [tuple(d for d in DESCRIPTORS if "PITCH" in w and d in w) for w in words]
    return pd.DataFrame(
        {
            "probability": probability.astype(float),
            "is_pitch": (probability >= limit) & ~words.map(lambda w: "ONECLICK" in w).astype(bool),
            "cues": pd.Series(cues, index=texts.index, dtype=object),
            "descriptors": pd.Series(described, index=texts.index, dtype=object),
            "act": "other",
            "labelled": False,
            **{name: pd.Series([trigger in w for w in words], index=texts.index, dtype=bool)
               for name, trigger in triggers.items()},
            "act_cues": pd.Series([() for _ in words], index=texts.index, dtype=object),
        }
    )  # fmt: skip


def written(tmp_path: Path, *, name: str = NAME, **members: str) -> Path:
    """Write a download; members are CSVs by their names without the ending."""
    files = {f"{key}.csv": text for key, text in {"Profile": PROFILE, **members}.items()}
    return write_zip(tmp_path / name, files)


def told(tmp_path: Path, **members: str) -> Analysis:
    """Analyse one small download of 1 March 2024."""
    return analyse([written(tmp_path, **members)])


def _iso(text: str | None) -> str | None:
    return None if text is None else text.replace(" ", "T") + "Z"


def step(
    stage: str,
    at: str | None,
    latest: str | None = None,
    actor: str = "unknown",
    *,
    sure: bool = True,
    days: int | None = None,
    says: Any = None,
) -> Step:
    """Return a step to compare with; without `latest` its moment is known."""
    certainty = "observed" if sure else "inferred"
    return stage, _iso(at), _iso(latest or at), actor, certainty, days, says


def wrote(stage: str, at: str, actor: str, says: Any = None) -> Step:
    """Return a step that a message took: its moment is known and seen."""
    return step(stage, at, at, actor, says=says)


def talk(at: str, actor: str, sent: int, received: int, until: str | None = None) -> Step:
    """Return the step of an exchange of messages that are nothing else."""
    says = (sent + received, sent, received, _iso(until or at))
    return step("message", at, at, actor, says=says)


def quiet(at: str, until: str | None, days: int, by: str | None = None) -> Step:
    """Return a silence; one without an end is still going on."""
    return step("silence", at, days=days, says=(_iso(until), by, until is None))


def met(day: str, *, note: bool | None = False) -> list[Step]:
    """Return the two steps of a connection of which only the day is known."""
    start, end = f"{day} 00:00:00", f"{day} 23:59:59"
    return [
        step("request", None, end, sure=False, says=note),
        step("accept", start, end, says=None),
    ]


def steps(analysis: Analysis, person_id: str = ANN) -> list[Step]:
    """Return all steps of a person, as other programs read them."""
    stages = timeline_document(analysis, person_id)["person"]["stages"]
    return [
        (s["stage"], s["at"], s["at_latest"], s["actor"], s["certainty"], s["days"], _said(s))
        for s in stages
    ]


def _said(stage: dict[str, Any]) -> Any:
    values = [stage["detail"][key] for key in SAID.get(stage["stage"], ())]
    return values[0] if len(values) == 1 else tuple(values) if values else None


def stage_names(analysis: Analysis, person_id: str = ANN) -> list[str]:
    """Return the stages of a person in order."""
    return [s[0] for s in steps(analysis, person_id)]


def person_of(analysis: Analysis, person_id: str = ANN) -> dict[str, Any]:
    """Return everything the ranking says of a person."""
    person: dict[str, Any] = timeline_document(analysis, person_id)["person"]
    return person
