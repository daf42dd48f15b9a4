from __future__ import annotations

import re
from typing import Any

import pytest

from reciprocity.report import render_report, summarise, tell_person
from tests.report.book import Book, utc
from tests.report.list_owner import (
    EARLIER,
    JOINED,
    MARKETER,
    PITCH,
    SENT,
    THREAD,
    add_joined,
    add_marketer,
    facebook,
    make_facebook_export,
    make_mixed,
    make_story,
)
from tests.report.pages import read_page
from tests.report.reflected import make_mirror

Data = dict[str, Any]


def section(summary: Data, name: str) -> Data:
    return next(person for person in summary["people"] if person["name"] == name)


def said(person: Data) -> list[str]:
    return ["".join(text for _, text in step["said"]) for step in person["steps"]]


def told(book: Book) -> list[str]:
    return said(tell_person(make_story(book), MARKETER))


def test_the_story_of_the_list_owner() -> None:
    person = section(summarise(make_story()), "Mara Quill")
    assert said(person) == [
        (
            "You sent Mara Quill a friend request. It was never accepted, as far as these archives "
            "show: it was still open when Mara Quill wrote on 14 March 2021."
        ),
        "Silence for 6 months (181 days), until 14 March 2021. Mara Quill broke it.",
        (
            "Mara Quill pitched to you through a message request: the first message between you "
            "in these archives, "
            "after a silence of 6 months (181 days). The message speaks on behalf of somebody "
            "else; wants your audience. Dorian Vexley: this archive knows nothing of them. Read as "
            "a pitch with 97 % certainty. You accepted the message request on 14 March 2021; no "
            "answer of yours is in these archives. Between 20 March 2021 and 30 April 2021 the "
            "conversation went from your archive: deleted by you, as far as anyone can tell. What "
            "it held is known from the earlier download."
        ),
        (
            "The friend request was still open on 20 March 2021 and gone by 30 April 2021, and the "
            "two of you are not friends. What became of it is not in the archive; it could be: the "
            "request was cancelled; the request was declined; the account is gone; the person took "
            "another name."
        ),
    ]
    assert [step["stage"] for step in person["steps"]] == [
        "request", "silence", "pitch", "withdrawal",
    ]  # fmt: skip
    assert "encrypted chats" in person["steps"][1]["reminder"]
    assert ["name", "Dorian Vexley"] in person["steps"][2]["said"]
    assert person["connected"] == "Not in the newest list of friends."
    assert person["url_label"] == "Facebook profile"


def test_records_of_json_files_are_the_evidence() -> None:
    steps = section(summarise(make_story()), "Mara Quill")["steps"]
    assert steps[0]["evidence"] == [{"archive": EARLIER, "member": SENT, "rows": "record 3"}]
    assert steps[2]["evidence"] == [{"archive": EARLIER, "member": THREAD, "rows": "record 1"}]


def test_one_platform_alone_is_not_named_at_every_step() -> None:
    summary = summarise(make_story())
    assert {step["platform"] for person in summary["people"] for step in person["steps"]} == {""}
    page = read_page(render_report(make_story()))
    assert not page.attributes("data-platforms")
    assert "180 days" not in page.text
    assert "Never exported by Facebook" in page.text
    assert "LinkedIn" not in page.text


def test_a_person_of_both_platforms_says_where_each_step_was() -> None:
    summary = summarise(make_mixed())
    person = section(summary, "Bea Freund")
    places = [(step["stage"], step["platform"]) for step in person["steps"]]
    assert places[:2] == [("request", "LinkedIn"), ("accept", "LinkedIn")]
    assert places[-2:] == [("accept", "Facebook"), ("engagement", "Facebook")]
    assert said(person)[-2:] == [
        "The two of you became friends.",
        "From Bea Freund to you: 2 reactions, 1 call.",
    ]
    assert person["platforms"] == ["LinkedIn", "Facebook"]
    assert {s["platform"] for s in section(summary, "Caro Löwe")["steps"]} == {""}
    silences = [s["reminder"] for s in person["steps"] if s["stage"] == "silence"]
    assert "calls on LinkedIn" in silences[0]


def test_the_page_of_both_platforms_shows_them_in_table_and_section() -> None:
    page = read_page(render_report(make_mixed()))
    assert [keys.split()[-1] for keys in page.attributes("data-k")] == [
        "LinkedIn,Facebook", "LinkedIn", "Facebook",
    ]  # fmt: skip
    assert "LinkedIn, Facebook" in page.text
    assert "Never exported by LinkedIn" in page.text
    assert "Never exported by Facebook" in page.text
    assert "1 person is taken to be the same on both platforms" in page.text
    assert "connected there and friends here in one week" in page.text
    outer = [href for href in page.attributes("href") if href.startswith("https://")]
    assert "https://www.facebook.com/mara.quill" in outer


def test_a_stage_without_events_is_of_the_first_platform() -> None:
    book = Book()
    add_joined(book)
    book.stage(JOINED, "withdrawal", utc("2020-07-01"), actor="unknown", explanations=[])
    last = tell_person(make_story(book), JOINED)["steps"][-1]
    assert last["platform"] == "LinkedIn"


def test_coverage_of_facebook_has_its_own_words() -> None:
    export = summarise(make_story())["exports"][0]
    assert export["label"] == "Facebook, JSON, 20 March 2021"
    kinds = {row["kind"]: row["said"] for row in export["coverage"]}
    assert list(kinds) == [
        "Friends", "Messages", "Message requests", "Pokes and waves", "Friend requests you sent",
        "Posts on a timeline",
    ]  # fmt: skip
    assert kinds["Friend requests you sent"] == (
        "Could be seen from 1 January 2019 to 20 March 2021."
    )


def test_an_answer_or_no_acceptance_changes_what_is_said() -> None:
    silent = Book()
    add_marketer(silent, accepted=False)
    answered = Book()
    add_marketer(answered)
    facebook(answered, MARKETER, "message", "2021-03-15T10:00", THREAD, actor="owner", text="Who?")
    assert "certainty. No answer of yours is in these archives. Between" in told(silent)[2]
    assert "certainty. You accepted the message request on 14 March 2021. Be" in told(answered)[2]


def test_an_unsent_message_of_the_owner_is_no_silence_of_the_owner() -> None:
    book = Book()
    add_marketer(book)
    facebook(book, MARKETER, "message", "2021-03-15T10:00", THREAD, actor="owner", channel="trace")
    assert "no answer" not in told(book)[2]
    rows = [row for row in summarise(make_story(book))["figures"]["years"] if row["year"] == 2021]
    assert rows[0]["sent"] == 0


def test_a_request_that_was_accepted_later_is_not_called_open() -> None:
    book = Book()
    add_marketer(book)
    at = utc("2021-05-01")
    book.stage(MARKETER, "accept", at, actor="person", events=())
    assert told(book)[0] == "You sent Mara Quill a friend request."


@pytest.mark.parametrize(
    ("to", "words"),
    [
        ("2021-03-14T09:00:00Z", "it was still open on 14 March 2021."),
        ("2021-03-14T11:00:00Z", "it was still open when Mara Quill wrote on 14 March 2021."),
    ],
)
def test_an_open_request_is_open_as_long_as_a_list_shows_it(to: str, words: str) -> None:
    book = Book()
    add_marketer(book)
    book.stages = [stage for stage in book.stages if stage["stage"] != "withdrawal"]
    exports = (make_facebook_export(EARLIER, to),)
    first = said(tell_person(make_story(book, exports=exports), MARKETER))[0]
    assert first.endswith(words)


def test_a_list_that_begins_later_does_not_show_an_older_request() -> None:
    book = Book()
    add_marketer(book)
    book.stages = [stage for stage in book.stages if stage["stage"] != "withdrawal"]
    to = "2021-04-30T12:00:00Z"
    seen = {"from": "2021-01-01T00:00:00Z", "to": to, "basis": "", "gaps": []}
    exports = (make_facebook_export(EARLIER, to, coverage={"request_sent": seen}),)
    first = said(tell_person(make_story(book, exports=exports), MARKETER))[0]
    assert first.endswith("It was never accepted, as far as these archives show.")


def test_a_conversation_that_is_gone_is_told_once() -> None:
    book = Book()
    add_marketer(book)
    more = facebook(book, MARKETER, "message", "2021-03-16T10:00", THREAD, text="Hello?")
    gone = ["2021-03-20T12:00:00Z", "2021-04-30T12:00:00Z"]
    book.stage(
        MARKETER, "message", utc("2021-03-16T10:00"), sent=0, received=1, messages=1,
        channel="message_request", conversation_gone=gone, events=(more,),
    )  # fmt: skip
    texts = told(book)
    assert [("went from your archive" in text) for text in texts] == [
        False, False, False, False, True,
    ]  # fmt: skip
    assert "It came as a message request" not in texts[4]


def test_a_third_party_is_looked_for_in_texts_and_names() -> None:
    book = Book()
    pitch = add_marketer(book)
    nothing = told(book)[2]
    book.message(JOINED, "2019-01-01T10:00:00", "person", "Have you met DORIAN VEXLEY'S brother?")
    book.message(JOINED, "2019-01-02T10:00:00", "owner", "Dorian Vexleyson? Never.")
    mentioned = told(book)[2]
    book.person("linkedin:dv", "Dorian Véxley", "acquaintance", 0.0, platforms=("linkedin",))
    book.event("linkedin:dv", "connected", utc("2019-03-01"), actor="unknown")
    connected = told(book)[2]
    assert "Dorian Vexley: this archive knows nothing of them." in nothing
    assert "Dorian Vexley occurs elsewhere in this archive (in 1 event)." in mentioned
    assert (
        "Dorian Vexley occurs elsewhere in this archive (is among your connections, in 2 events)."
        in connected
    )
    assert pitch


def test_what_the_pitcher_repeats_is_no_knowledge_of_the_archive() -> None:
    book = Book()
    add_marketer(book)
    facebook(book, MARKETER, "message", "2021-03-16T10:00", THREAD, text="Dorian Vexley waits.")
    assert (
        "Dorian Vexley: this archive knows nothing of them beyond Mara Quill's own messages."
        in told(book)[2]
    )


def test_the_pair_itself_is_no_third_party() -> None:
    for name in ("Ann Author", "Mara Quill"):
        book = Book()
        add_marketer(book, PITCH.replace("Dorian Vexley", name))
        assert "this archive" not in told(book)[2].split("certainty")[0]


def test_a_redacted_story_names_nobody_and_no_day() -> None:
    html = render_report(make_mixed(), redact=True)
    page = read_page(html)
    assert not re.search(r"Dorian|Vexley|Mara|Quill|maraquill|facebook-ann", html)
    assert "The archive knows nothing of the third party." in page.text
    assert "still open when Person 3 wrote in March 2021" in page.text
    assert "message_1.json" in page.text
    assert "sent_friend_requests.json" in page.text
    assert "same = [" not in page.text
    assert "1 person is taken to be the same on both platforms" in page.text
    assert "connected there and friends here" not in page.text
    book = Book()
    add_marketer(book)
    book.message(JOINED, "2019-01-01T10:00:00", "person", "Have you met Dorian Vexley?")
    known = render_report(make_story(book), redact=True)
    assert "The third party also occurs elsewhere in this archive." in known
    assert "Dorian" not in known


def test_the_mirror_of_facebook_alone_speaks_of_no_notes() -> None:
    titles = [i["title"] for i in summarise(make_story(mirror=make_mirror()))["mirror"]["items"]]
    assert "Requests without a note" not in titles
    assert "Pitches" in titles
