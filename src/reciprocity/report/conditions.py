"""The rules behind a verdict in sentences, from the `rules` of contracts.explain_document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reciprocity.report.formats import signed
from reciprocity.report.words import VERDICTS, count

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reciprocity.report.words import Data

_ORDER: Final = "The rules are tried in this order, and the first that fits decides."


def tell_rules(person: Data) -> Iterator[tuple[str, str]]:
    """Yield (kind, sentence): the rule that decided, and what each other one would need."""
    yield "head", "Why this verdict"
    decided = [rule for rule in person["rules"] if rule["decided"]]
    for rule in decided:
        yield "text", f"  The first rule that fits is that for {_quoted(rule)}:"
        for condition in rule["conditions"]:
            yield "text", f"    {_asked(condition, rule)}{_found(condition)}"
    if not decided:
        yield "text", "  No rule fits: too little, or too mixed, for a verdict."
    yield "head", "What another verdict would need"
    yield "text", f"  {_ORDER}"
    for rule in person["rules"]:
        if not rule["decided"]:
            yield "text", f"  {VERDICTS[rule['verdict']][0]}: {_missing(rule)}."


def _quoted(rule: Data) -> str:
    return f"\u201c{VERDICTS[rule['verdict']][0]}\u201d"


def _missing(rule: Data) -> str:
    conditions = rule["conditions"]
    unmet = [c for c in conditions if c["met"] is False] or [
        c for c in conditions if c["met"] is None
    ]
    if not unmet:
        return "fits as well, but comes later"
    return "; ".join(f"{_asked(condition, rule)}{_found(condition)}" for condition in unmet)


def _asked(condition: Data, rule: Data) -> str:
    return _ASKED[condition["name"]](condition["needed"], rule["verdict"].endswith("_you"))


def _found(condition: Data) -> str:
    found = condition["found"]
    if found is None:
        return " (met here)" if condition["met"] else " (not seen to be so)"
    if isinstance(found, bool):
        return " (so here)" if found else " (not so here)"
    if condition["name"] in {"chance", "least_share"}:
        return f" (here {found * 100:.1f} %)"
    if condition["name"] in _SCORES:
        return f" (here {signed(found)})"
    return f" (here {found:,.0f})"


_SCORES: Final = frozenset({"high", "score_beside_mirror", "mean_low", "lower_score"})
_ASKED: Final[dict[str, Callable[[float, bool], str]]] = {
    "pitches": lambda _, you: f"a pitch from {'you' if you else 'them'}",
    "second_acts": lambda _, you: (
        f"one more kind of act of {'yours' if you else 'theirs'} that points the same way"
    ),
    "high": lambda n, you: (
        f"an interval of {'your' if you else 'their'} score that ends at {signed(n)} or lower"
    ),
    "score_beside_mirror": lambda n, _: f"their score no higher than yours, {signed(n)}",
    "acts": lambda n, _: f"{count(int(n), 'act')} or more of both sides",
    "acts_by_you": lambda n, _: f"{count(int(n), 'act')} or more of yours",
    "acts_by_them": lambda n, _: f"{count(int(n), 'act')} or more of theirs",
    "mean_low": lambda n, _: (
        f"intervals of both scores that begin at {signed(n)} or higher, on average"
    ),
    "lower_score": lambda n, _: f"neither score below {signed(n)}",
    "least_share": lambda n, _: f"at least {n * 100:.0f} % of the giving acts by either side",
    "silent_days": lambda n, _: (
        f"now silent for more than {count(int(n), 'day')}, and longer than ever before"
    ),
    "giving_more": lambda n, you: (
        f"{count(int(n), 'giving act')} or more of {'yours' if you else 'theirs'}, which is more "
        f"than of {'theirs' if you else 'yours'}"
    ),
    "chance": lambda n, _: f"an imbalance that chance makes in less than {n * 100:g} %",
    "few_acts": lambda n, _: f"at most {count(int(n), 'act')} of both sides",
    "no_pitch": lambda _, __: "no pitch from either side",
    "connected": lambda _, __: "in the newest list of connections or friends",
    "observed_days": lambda n, _: f"{count(int(n), 'day')} or more of the connection observed",
}
