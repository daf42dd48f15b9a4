"""The first screen: five figures, and what could not be known."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from reciprocity.ranking.mirror import no_mirror
from reciprocity.report import render_report, summarise
from tests.report.book import utc
from tests.report.factory import make_analysis, make_export
from tests.report.list_owner import make_mixed
from tests.report.pages import read_page

if TYPE_CHECKING:
    from reciprocity.analysis import Analysis


def figures(analysis: Analysis) -> dict[str, tuple[Any, str, str]]:
    found = summarise(analysis)["opening"]["figures"]
    return {figure["key"]: (figure["value"], figure["label"], figure["note"]) for figure in found}


def test_the_five_figures_are_those_of_the_network() -> None:
    told = figures(make_analysis())
    assert list(told) == ["people", "reciprocal", "one_sided", "extractive", "answered"]
    assert told["people"] == (12, "people in these archives", "9 with enough evidence for a rank")
    verdicts = {v["key"]: v["count"] for v in summarise(make_analysis())["verdicts"]}
    assert told["reciprocal"][0] == verdicts["reciprocal"]
    assert told["one_sided"][0] == verdicts["one_sided_you"] + verdicts["one_sided_them"]
    assert told["extractive"][:2] == (1, "shows an extractive pattern towards you")
    # You opened 41 and 9 stayed unanswered; others opened 30, of which you left 4 and of 2 it
    # cannot be told: 24 of 28.
    assert told["answered"][0] == pytest.approx(32 / 41)
    assert told["answered"][2] == "you answered 86 % of theirs"


def test_without_conversations_no_share_is_made_up() -> None:
    told = figures(replace(make_analysis(), mirror=no_mirror()))
    assert told["answered"][0] is None
    assert told["answered"][2] == "no conversation that others opened was seen"


def test_what_could_not_be_known_comes_from_the_coverage() -> None:
    said = summarise(make_analysis())["opening"]["unknown"]
    assert said[0] == "Of 3 people too little is documented for a verdict."
    assert (
        "Who asked whom to connect on LinkedIn is listed only from 24 August 2020 to 20 February "
        "2021." in said
    )
    assert not any("two exports are compared" in text for text in said)
    unlisted = replace(
        make_analysis(), exports=(make_export(coverage={}),), problems=(), mirror=no_mirror()
    )
    said = summarise(unlisted)["opening"]["unknown"]
    assert "Who asked whom to connect on LinkedIn could not be seen." in said
    assert "Connections that ended are seen for sure only where two exports are compared." in said
    assert not any("could not be read" in text for text in said)


def test_lists_of_requests_with_a_hole_between_them_are_told_apart() -> None:
    stretches = (
        (utc("2019-01-01T00:00"), utc("2019-07-01T00:00")),
        (utc("2020-08-24T00:00"), utc("2021-02-20T12:00")),
    )
    apart = replace(make_analysis(), mirror=replace(no_mirror(), requests_seen=stretches))
    assert (
        "Who asked whom to connect on LinkedIn is listed only from 1 January 2019 to 1 July 2019 "
        "and from 24 August 2020 to 20 February 2021."
    ) in summarise(apart)["opening"]["unknown"]


def test_encrypted_chats_are_named_where_facebook_was_read_without_them() -> None:
    encrypted = "Encrypted Messenger chats come in a download of their own"
    mixed = make_mixed()
    assert any(encrypted in text for text in summarise(mixed)["opening"]["unknown"])
    apart = make_export(platform="facebook", kind="e2ee")
    with_them = replace(mixed, exports=(*mixed.exports, apart))
    assert not any(encrypted in text for text in summarise(with_them)["opening"]["unknown"])
    assert not any(encrypted in text for text in summarise(make_analysis())["opening"]["unknown"])


def test_the_first_screen_comes_before_the_list_and_the_archives_after_it() -> None:
    text = read_page(render_report(make_analysis())).text
    parts = ("What could not be known", "From reciprocal to extractive", "Person by person",
             "The mirror", "Life cycles", "Since the export before",
             "What these archives can and cannot show", "The method in short")  # fmt: skip
    places = [text.rindex(part) for part in parts]
    assert places == sorted(places)
