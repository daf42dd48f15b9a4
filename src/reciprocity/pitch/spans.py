"""Putting overlapping spans in order, so that a page can mark each character once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Span = tuple[int, int, str]  # start, end, cue id

_REST_MIN: Final = 6  # characters that must be left of a span that gave way to others
_BLANK: Final = frozenset(" \t\r\n\v\f,.;:!?'\"()-")


def untangle(text: str, spans: Iterable[Span], weights: Mapping[str, float]) -> tuple[Span, ...]:
    """Return the spans in order and without overlap.

    Where two claim the same characters, the first of each cue goes before repetitions, then the
    heavier cue; the other keeps what is left of it in front or behind, or goes.
    """
    spans = list(spans)
    if len(spans) == 1:
        return tuple(spans)
    times: dict[str, int] = {}
    ranked = []
    for span in sorted(spans, key=lambda span: (span[0], -span[1], span[2])):
        start, end, cue = span
        times[cue] = times.get(cue, -1) + 1
        ranked.append((times[cue], -weights[cue], start, -end, span))
    kept: list[Span] = []
    for *_, span in sorted(ranked):
        rest = _rest(text, span, kept)
        if rest:
            kept.append(rest)
    return tuple(sorted(kept))


def _rest(text: str, span: Span, kept: list[Span]) -> Span | None:
    """Return the span without what others hold already, or None when nothing worth is left."""
    start, end, cue = span
    for other_start, other_end, _ in kept:
        if other_start <= start < other_end:
            start = other_end
        if start < other_start < end:
            end = other_start
    if (start, end) == span[:2]:
        return span
    while start < end and text[start] in _BLANK:
        start += 1
    while start < end and text[end - 1] in _BLANK:
        end -= 1
    clear = all(end <= other[0] or other[1] <= start for other in kept)
    return (start, end, cue) if clear and end - start >= _REST_MIN else None
