from __future__ import annotations

from datetime import UTC, datetime

import pytest

from reciprocity.parameters import default_parameters
from reciprocity.pitch import score_pitches
from reciprocity.sample import build_samples
from reciprocity.sample.facebook import (
    LAYOUTS,
    STORY_PERSON,
    STORY_PRINCIPAL,
    Which,
    facebook_name,
)
from tests.sample.facebook_reading import (
    CAN_MESSAGE,
    OWNER,
    WHICH,
    members,
    names,
    part,
    texts_in,
    threads,
    values,
    with_title,
)

SPAM = {"Sgt. Harlan Whitcombe", "Bitwise Gains Desk", "Lucky Draw Office"}
PEOPLE = ("friends", "sent", "received", "rejected", "removed", "following", "followers", "blocked")


def day_of(stamp: float) -> str:
    return f"{datetime.fromtimestamp(stamp, UTC):%Y-%m-%d}"


def _rows(which: Which, name: str) -> set[tuple[str, str]]:
    return {(row["name"], day_of(row["timestamp"])) for row in part(which, "2022", name)}


@pytest.mark.parametrize("layout", list(LAYOUTS))
def test_the_request_is_pending_and_the_accepted_pitch_unanswered(layout: str) -> None:
    sent = {row["name"]: day_of(row["timestamp"]) for row in part("earlier", layout, "sent")}
    assert sent[STORY_PERSON] == "2020-06-14"
    ((folder, thread),) = with_title("earlier", STORY_PERSON, layout)
    assert folder == "inbox"
    accept, pitch = thread["messages"]
    assert (pitch["sender_name"], day_of(pitch["timestamp_ms"] / 1000)) == (
        STORY_PERSON,
        "2020-12-17",
    )
    assert accept["sender_name"] == OWNER
    assert accept["content"].startswith(CAN_MESSAGE)
    assert day_of(accept["timestamp_ms"] / 1000) == "2020-12-17"
    assert accept["timestamp_ms"] - pitch["timestamp_ms"] > 8 * 3_600_000


@pytest.mark.parametrize("layout", list(LAYOUTS))
def test_in_the_variant_the_message_request_waits(layout: str) -> None:
    ((folder, thread),) = with_title("pending", STORY_PERSON, layout)
    assert folder == "message_requests"
    assert [message["sender_name"] for message in thread["messages"]] == [STORY_PERSON]
    assert thread.get("thread_type", "Pending") == "Pending"
    assert STORY_PERSON in names("pending", "sent", layout)
    same = {name for name in members("pending", layout) if "philippa" not in name.lower()}
    assert all(members("pending", layout)[n] == members("earlier", layout)[n] for n in same)
    assert facebook_name("pending")[:-13] == facebook_name("earlier")[:-13]
    assert facebook_name("pending") != facebook_name("earlier")


@pytest.mark.parametrize("layout", list(LAYOUTS))
def test_later_nothing_of_it_is_left(layout: str) -> None:
    for value in values("later", layout).values():
        assert not any("Philippa" in text for text in texts_in(value))


@pytest.mark.parametrize("which", WHICH)
def test_the_one_she_writes_for_occurs_nowhere_else(which: Which) -> None:
    told = [t for v in values(which, "2022").values() for t in texts_in(v) if "Vexley" in t]
    assert len(told) == (0 if which == "later" else 1)
    linkedin = [data for name, data in build_samples().items() if "facebook" not in name]
    assert linkedin
    assert all(word not in data for data in linkedin for word in (b"Vexley", b"Ashgrove"))


def test_what_changed_between_the_two() -> None:
    before, after = (set(names(which, "friends")) for which in ("earlier", "later"))
    assert before - after == {"Mirabel Stoneacre", "Tarquin Bellweather", "Rhiannon Pugh-Jarrett"}
    assert after - before == {"Idris Calloway-Finn", "Rhiannon Jarrett"}
    begun = dict(_rows("later", "friends"))
    assert begun["Idris Calloway-Finn"] == "2021-01-22"
    assert begun["Rhiannon Jarrett"] == dict(_rows("earlier", "friends"))["Rhiannon Pugh-Jarrett"]
    assert _rows("earlier", "sent") - _rows("later", "sent") == {
        ("Idris Calloway-Finn", "2020-12-28"),
        (STORY_PERSON, "2020-06-14"),
    }
    declined = {("Gideon Farnborough-Pyke", "2020-11-29")}
    assert _rows("earlier", "received") - _rows("later", "received") == declined
    assert _rows("later", "rejected") - _rows("earlier", "rejected") == declined
    assert _rows("later", "removed") - _rows("earlier", "removed") == {
        ("Tarquin Bellweather", "2021-01-28")
    }
    for name in ("sent", "received"):
        assert not _rows("later", name) - _rows("earlier", name)


def test_conversations_between_the_two() -> None:
    before = {path[-10:]: thread["title"] for path, thread in threads("earlier").items()}
    after = {path[-10:]: thread["title"] for path, thread in threads("later").items()}
    assert {before[key] for key in set(before) - set(after)} == {STORY_PERSON, "Corin Blathwayt"}
    assert {after[key] for key in set(after) - set(before)} == {"Idris Calloway-Finn"}
    assert "Corin Blathwayt" in names("later", "friends")
    renamed = {(before[key], after[key]) for key in set(before) & set(after)}
    assert {pair for pair in renamed if pair[0] != pair[1]} == {
        ("Rhiannon Pugh-Jarrett", "Rhiannon Jarrett")
    }


def test_the_pitch_is_one_for_somebody_else_to_your_audience() -> None:
    ((_, thread),) = with_title("pending", STORY_PERSON)
    text = thread["messages"][0]["content"]
    (scored,) = score_pitches([text]).to_dict("records")
    assert len(text) > 900
    assert scored["is_pitch"]
    assert scored["probability"] >= 0.5
    assert {"third_party", "wants_audience"} <= set(scored["descriptors"])
    assert STORY_PRINCIPAL in text
    assert "?" not in text


def test_nothing_else_is_a_pitch_but_spam() -> None:
    said = {
        (thread["title"], message["content"])
        for which in WHICH
        for thread in threads(which).values()
        for message in thread["messages"]
        if "content" in message
    }
    for name in ("comments", "posts", "wall"):
        for deed in part("later", "2022", name):
            inner = deed["data"][0]
            said.add((name, inner["post"] if "post" in inner else inner["comment"]["comment"]))
    rows = sorted(said)
    threshold = default_parameters().pitch.threshold
    scored = score_pitches([text for _, text in rows], threshold=threshold)
    found = {title for (title, _), is_pitch in zip(rows, scored.is_pitch, strict=True) if is_pitch}
    assert found == SPAM | {STORY_PERSON}


def test_an_invented_life_of_about_sixty_people() -> None:
    everybody = {row["name"] for name in PEOPLE[:-1] for row in part("earlier", "2022", name)}
    pairs = {thread["title"] for thread in threads("earlier").values()}
    assert 45 <= len(names("earlier", "friends")) <= 55
    assert 60 <= len(everybody | pairs) <= 100
    profile = part("earlier", "2022", "profile")
    assert profile["name"]["full_name"] == OWNER
    assert [each["name"] for each in profile["previous_names"]] == ["Johanna Birkett"]
    assert part("earlier", "2022", "timezone") == "Europe/London"
    messages = [m for thread in threads("earlier").values() for m in thread["messages"]]
    years = {day_of(message["timestamp_ms"] / 1000)[:4] for message in messages}
    assert years == {str(year) for year in range(2009, 2022)}
    assert 800 < len(messages) < 1200


def test_close_friends_write_both_ways_and_some_never_answer() -> None:
    sides = {}
    for thread in threads("earlier").values():
        mine = sum(message["sender_name"] == OWNER for message in thread["messages"])
        sides[thread["title"]] = (mine, len(thread["messages"]) - mine)
    for name in ("Marnie Tolcarne", "Zoë Łukaszek", "Sam Oduya", "Greg Birkett"):
        assert min(sides[name]) >= 25
    for name in ("Magnus Feldgård", "Cressida Holtby"):
        assert sides[name][0] == 5
        assert sides[name][1] <= 1  # the line about the connection
    for name in ("Norbert Plumridge", "Ione Castlemaine"):
        assert sides[name][0] <= 1
        assert sides[name][1] >= 4


def test_who_is_on_linkedin_as_well() -> None:
    friends = dict(_rows("earlier", "friends"))
    assert friends["Zoë Łukaszek"] == "2014-06-03"  # there: 2 June 2014
    assert friends["Sam Oduya"] == "2013-10-09"  # there: Samuel Oduya, 8 October 2013
    assert friends["Fergus Inchbald"] == "2010-02-14"  # there: 11 November 2014
    texts = {
        name: " ".join(m.get("content", "") for m in with_title("earlier", name)[0][1]["messages"])
        for name in ("Zoë Łukaszek", "Sam Oduya", "Fergus Inchbald")
    }
    assert "Bramble Studio" in texts["Zoë Łukaszek"]
    assert "tables of six" in texts["Zoë Łukaszek"].lower()
    assert "Kestrel Rail" in texts["Sam Oduya"]
    assert "Inchbald Woodcraft" not in texts["Fergus Inchbald"]
