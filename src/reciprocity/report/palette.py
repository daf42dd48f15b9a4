"""The colours of the pictures, by role: one set for light and one for dark surroundings."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, kw_only=True)
class Palette:
    """The colours of one scheme, `#rrggbb`: ink, paper, lines, sides, verdicts, kinds of pitches.

    ink and muted are for text, line for the grid, arrow for arrows behind text, you and them for
    what the owner did and what others did.
    """

    ink: str
    muted: str
    paper: str
    line: str
    arrow: str
    you: str
    them: str
    verdicts: dict[str, str]
    kinds: dict[str, str]

    def by_role(self) -> dict[str, str]:
        """Return role -> colour, verdicts and kinds among them as `verdicts.reciprocal`."""
        return dict(self._roles())

    def _roles(self) -> Iterator[tuple[str, str]]:
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, str):
                yield field.name, value
            else:
                yield from ((f"{field.name}.{key}", colour) for key, colour in value.items())


LIGHT: Final = Palette(
    ink="#23282e",
    muted="#5a626c",
    paper="#ffffff",
    line="#dedbd3",
    arrow="#9ca1a7",
    you="#1f6fb2",
    them="#a5660a",
    verdicts={
        "reciprocal": "#00755e",
        "one_sided_them": "#1f6fb2",
        "acquaintance": "#7a818b",
        "dormant": "#5f6b7a",
        "one_sided_you": "#a5660a",
        "extractive_you": "#a1397f",
        "extractive": "#c2410c",
        "not_enough_evidence": "#8b919a",
    },
    kinds={
        "selling": "#7a4fb0",
        "recruiting": "#0f7b8a",
        "promotion": "#b8326a",
        "favour": "#856600",
        "talk": "#4c7a2b",
        "other": "#747b85",
    },
)
DARK: Final = Palette(
    ink="#e7e9ec",
    muted="#a7afb9",
    paper="#1c2026",
    line="#363c45",
    arrow="#6f767e",
    you="#79b8ee",
    them="#e3ae4c",
    verdicts={
        "reciprocal": "#46c2a2",
        "one_sided_them": "#79b8ee",
        "acquaintance": "#949ca7",
        "dormant": "#a9b3c0",
        "one_sided_you": "#e3ae4c",
        "extractive_you": "#e88fc7",
        "extractive": "#ff8f62",
        "not_enough_evidence": "#7d858f",
    },
    kinds={
        "selling": "#b79bea",
        "recruiting": "#5cc4d2",
        "promotion": "#f08bb4",
        "favour": "#d3b652",
        "talk": "#94c76d",
        "other": "#9aa2ad",
    },
)


def _twins() -> dict[str, str]:
    dark = DARK.by_role()
    return {colour: dark[role] for role, colour in LIGHT.by_role().items()}


TWINS: Final = _twins()
"""Colour of LIGHT -> colour of DARK of the same role. No colour has two roles that part there."""
