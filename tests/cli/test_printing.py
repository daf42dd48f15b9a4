"""What the terminal shows of two platforms, of the second story and of the suggestions."""

from __future__ import annotations

import re
import tomllib
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import polars as pl
import pytest

from reciprocity.cli import output
from reciprocity.people import Link
from reciprocity.ranking import COUNTS
from tests.report.hostile import HOSTILE
from tests.report.list_owner import JOINED, MARKETER, make_mixed, make_story

if TYPE_CHECKING:
    from collections.abc import Sequence

Printed = pytest.CaptureFixture[bytes]


def printed(capture: Printed) -> str:
    return capture.readouterr().out.decode()


def inspection(*pairs: tuple[str, str, str], joined: Sequence[Link] = ()) -> Any:
    names = {person for pair in pairs for person in pair[:2]}
    people = pl.DataFrame({"person_id": sorted(names), "name": sorted(names)})
    values = {
        "exports": make_story().exports,
        "events": pl.DataFrame({"activity": ["message", "poke"]}),
        "problems": (),
        "people": people,
        "suggestions": pairs,
        "joined": tuple(joined),
    }
    return cast("Any", SimpleNamespace(**values))


def block(text: str) -> dict[str, Any]:
    return tomllib.loads(text[text.index("# Perhaps one person each.") :])


def test_the_second_story_is_told_in_the_terminal(capfdbinary: Printed) -> None:
    output.print_timeline(make_story(), MARKETER, "text", "UTC")
    shown = printed(capfdbinary)
    places = [
        shown.find(words)
        for words in (
            "14 September 2020\n  You sent Mara Quill a friend request. It was never accepted",
            "still open when Mara Quill wrote on 14 March 2021",
            "sent_friend_requests.json, record 3",
            "Silence for 6 months (181 days)",
            "pitched to you through a message request",
            "Dorian Vexley: this archive knows nothing of them.",
            "You accepted the message request on 14 March 2021; no answer of yours",
            "the conversation went from your archive",
            "The friend request was still open on 20 March 2021 and gone by 30 April 2021",
        )
    ]
    assert -1 not in places
    assert places == sorted(places)
    assert "message_1.json, record 1" in shown


def test_steps_of_two_platforms_say_where_they_were(capfdbinary: Printed) -> None:
    output.print_timeline(make_mixed(), JOINED, "text", "UTC")
    shown = printed(capfdbinary)
    assert shown.startswith("Bea Freund (LinkedIn and Facebook)\n")
    assert "4 May 2018, LinkedIn\n" in shown
    assert "1 May 2020, Facebook\n" in shown


@pytest.mark.parametrize("several", [True, False])
def test_the_table_has_a_platform_where_there_are_two(capfdbinary: Printed, several: bool) -> None:
    analysis = make_mixed() if several else make_story()
    for name in set(COUNTS) - set(analysis.scores):
        analysis.scores[name] = 0
    output.print_ranking(analysis, list(analysis.scores["person_id"]), "table")
    shown = printed(capfdbinary)
    assert ("LinkedIn and Facebook" in shown) is several
    assert bool(re.search(r"acts +platform", shown)) is several


def test_few_suggestions_are_written_as_a_file(capfdbinary: Printed) -> None:
    output.print_inspection(inspection(("a", "b", "one name"), ("c", "d", "one day")), "text")
    shown = printed(capfdbinary)
    assert "Perhaps one person each: 2 pairs\n" in shown
    assert block(shown) == {"same": [["a", "b"], ["c", "d"]]}


def test_many_suggestions_are_written_when_asked_for(capfdbinary: Printed) -> None:
    many = inspection(*((f"a{n}", f"b{n}", "one name") for n in range(30)))
    output.print_inspection(many, "text")
    short = printed(capfdbinary)
    output.print_inspection(many, "text", verbose=True)
    assert "30 pairs" in short
    assert "same = [" not in short
    assert "reciprocity -v inspect" in short
    assert len(block(printed(capfdbinary))["same"]) == 30


def test_pairs_taken_to_be_one_person_are_counted_too(capfdbinary: Printed) -> None:
    link = Link(ids=("a", "b"), reasons=("one name", "one day"), certain=True)
    output.print_inspection(inspection(("c", "d", "one name"), joined=[link]), "text")
    shown = printed(capfdbinary)
    assert "Taken to be one person on both platforms: 1 pair\n" in shown
    assert '  # (no name): one name; one day\n  # ["a", "b"],' in shown
    assert block(shown) == {"same": [["c", "d"]], "different": []}


def test_no_suggestion_is_said_too(capfdbinary: Printed) -> None:
    output.print_inspection(inspection(), "text")
    assert "Perhaps one person each: 0 pairs\n" in printed(capfdbinary)


def test_hostile_suggestions_steer_no_terminal_and_come_back(capfdbinary: Printed) -> None:
    pairs = [(f"x:{text}", f"y:{text}", text) for text in HOSTILE]
    output.print_inspection(inspection(*pairs), "text", verbose=True)
    shown = printed(capfdbinary)
    assert block(shown) == {"same": [[one, other] for one, other, _ in pairs]}
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)
