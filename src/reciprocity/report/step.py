"""One stage of one person, with what its sentence needs to know of the stages around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from reciprocity.report.parties import Party
    from reciprocity.report.times import Clock


@dataclass(frozen=True, kw_only=True)
class Open:
    """What became of a request that nobody accepted.

    until: when it was last seen open. wrote: when the other side first wrote while it was open.
    """

    until: pd.Timestamp | None = None
    wrote: pd.Timestamp | None = None


@dataclass(frozen=True, kw_only=True)
class Entry:
    """How the first words that came as a message request were received.

    accepted: when the one they reached let them in, as far as the archive holds it. unanswered:
    nothing of the owner's followed them.
    """

    accepted: pd.Timestamp | None = None
    unanswered: bool = False


@dataclass(frozen=True, kw_only=True)
class Step:
    """One stage of one person, with what its sentence needs to know of the stages around it.

    platform: where it happened. days: length of a silence. after_silence: days of the silence this
    step ended, None otherwise. first_words: nothing but request, accept and silence came before.
    open: of a request nobody accepted. entry: of the first words that came as a message request.
    gone: the last of the steps whose conversation is no longer there. parties: for whom a pitch
    speaks. acts: what an engagement was made of, activity -> how often. texts: whether words of the
    archive may be told.
    """

    stage: str
    actor: str
    certainty: str
    detail: dict[str, Any]
    clock: Clock
    platform: str = "linkedin"
    at: object = None
    at_latest: object = None
    days: float | None = None
    after_silence: float | None = None
    first_words: bool = False
    open: Open | None = None
    entry: Entry | None = None
    gone: bool = False
    parties: tuple[Party, ...] = ()
    acts: tuple[tuple[str, int], ...] = ()
    texts: bool = True

    @property
    def facebook(self) -> bool:
        """Whether it happened on Facebook."""
        return self.platform == "facebook"

    def say(self, text: str, **values: object) -> str:
        """Return a text with its values; `{name}` stays where the person's name belongs."""
        return text.format(name="{name}", **values)

    def who(self, you: str, they: str, unknown: str) -> str:
        """Return the words for the one who acted."""
        return {"owner": you, "person": they}.get(self.actor, unknown)
