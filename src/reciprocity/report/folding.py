"""Long timelines made readable: of very many exchanges the middle ones are told together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reciprocity.report.words import Data

MOST: Final = 80
_KEPT_EACH_END: Final = 15


def fold(stages: Sequence[Data]) -> list[Data]:
    """Return the stages of one person, neighbouring exchanges joined where there are too many.

    Only stages `message` are joined, and only beyond the first and last fifteen of them; every
    other stage stays. A joined one has the sums of `messages`, `sent`, `received`, all event_ids,
    and `folded`: how many exchanges it stands for.
    """
    if len(stages) <= MOST:
        return list(stages)
    exchanges = [i for i, stage in enumerate(stages) if stage["stage"] == "message"]
    middle = set(exchanges[_KEPT_EACH_END:-_KEPT_EACH_END])
    return _join(stages, middle)


def _join(stages: Sequence[Data], middle: set[int]) -> list[Data]:
    """Return the stages with every run of neighbouring middle exchanges joined to one."""
    result: list[Data] = []
    run: list[Data] = []
    for place, stage in enumerate(stages):
        if place in middle:
            run.append(stage)
            continue
        if run:
            result.append(_joined(run))
            run = []
        result.append(stage)
    if run:
        result.append(_joined(run))
    return result


def _joined(run: Sequence[Data]) -> Data:
    if len(run) == 1:
        return dict(run[0])
    keys = ("messages", "sent", "received")
    detail = {key: sum(int(s["detail"].get(key) or 0) for s in run) for key in keys}
    events = [event for stage in run for event in stage["events"]]
    ends = [stage["detail"].get("until") for stage in run]
    return {
        **run[0],
        "at_latest": run[-1]["at_latest"],
        "detail": {**detail, "until": ends[-1]},
        "events": tuple(events),
        "folded": len(run),
    }
