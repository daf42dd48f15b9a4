"""What a page of a conversation holds: who takes part, and what is in a message."""

from __future__ import annotations

from typing import Any

import pytest

from reciprocity.sources.facebook.html.clock import Clock
from reciprocity.sources.facebook.html.pages import Page, PageError
from reciprocity.sources.facebook.html.talk import read_conversation
from reciprocity.sources.facebook.text import repaired
from tests.facebook.downloads import milliseconds, moment
from tests.facebook.html.writing import ERAS, STYLES, Writer

_AT = "2024-02-01T12:00:00"
_STYLES = ("en 2021", "en 2024", "en 2026")


def _writer(style: str = "en 2024") -> Writer:
    return Writer(style=style, zone="UTC", owner="Olive Owner", made=moment("2024-05-10T12:00:00"))


def _value(page: bytes) -> dict[str, Any]:
    return read_conversation(Page(page), Clock("UTC")).value


def _message(body: str | None, style: str = "en 2024", sender: str | None = "Bo Li") -> Any:
    writer = _writer(style)
    block = writer.block(sender, body, moment(_AT).timestamp())
    (found,) = _value(writer.page("Bo Li", [block]))["messages"]
    return found


def _four(words: str = "", share: str = "", media: str = "", quoted: str = "") -> str:
    parts = (quoted, words, share, media)
    return f"<div>{''.join(f'<div>{part}</div>' for part in parts)}</div>"


def _names(value: dict[str, Any]) -> list[str]:
    return [repaired(each["name"]) for each in value["participants"]]


@pytest.mark.parametrize("style", _STYLES)
def test_words_stand_in_the_second_place(style: str) -> None:
    assert _message(_four("Hello", quoted="What you said"), style) == {
        "sender_name": "Bo Li",
        "timestamp_ms": milliseconds(_AT),
        "content": "Hello",
    }


def test_words_of_a_body_without_places() -> None:
    reactions = '<ul class="_a6-q"><li>😆Ann Roe</li></ul>'
    found = _message(f"Hello<br>there{reactions}")
    assert found["content"] == "Hello\nthere"
    assert [(repaired(r["reaction"]), r["actor"]) for r in found["reactions"]] == [
        ("😆", "Ann Roe")
    ]


@pytest.mark.parametrize("sender", [None, "", "\u206f"])
def test_whoever_has_no_name_any_more(sender: str | None) -> None:
    assert _message(_four("Hello"), sender=sender)["sender_name"].strip() in {"", "â\x81¯"}


@pytest.mark.parametrize(
    ("entry", "sign", "name"),
    [
        ("😆Ann Roe", "😆", "Ann Roe"),
        ("<span>❤️ Ann Roe</span>", "❤️", "Ann Roe"),
        ("👍🏽", "👍🏽", ""),
        ("😆Ann Roe (Feb 1, 2024 12:01:00 pm)", "😆", "Ann Roe"),
        ("😆Ann (Annie) Roe (Annie)", "😆", "Ann (Annie) Roe (Annie)"),
        ("😆Ö &amp; Ä", "😆", "Ö & Ä"),
    ],
)
def test_reactions(entry: str, sign: str, name: str) -> None:
    found = _message(_four("Hello") + f'<ul class="_a6-q"><li>{entry}</li></ul>')
    (reaction,) = found["reactions"]
    assert (repaired(reaction["reaction"]), repaired(reaction["actor"])) == (sign, name)
    assert found["content"] == "Hello"


def test_files_are_told_once_and_by_kind() -> None:
    media = (
        '<a href="x/photos/1.jpg"><img src="x/photos/1.jpg"></a>'
        '<video src="x/videos/2.mp4"></video>'
        '<audio src="x/audio/3.mp4"></audio><a href="x/files/4.pdf">4.pdf</a>'
        '<img src="data:image/png;base64,AAAA"><img src="messages/stickers_used/5.png">'
    )
    found = _message(_four(media=media))
    assert {key: found[key] for key in ("photos", "videos", "audio_files", "files", "sticker")} == {
        "photos": [{"uri": "x/photos/1.jpg"}],
        "videos": [{"uri": "x/videos/2.mp4"}],
        "audio_files": [{"uri": "x/audio/3.mp4"}],
        "files": [{"uri": "x/files/4.pdf"}],
        "sticker": {"uri": "messages/stickers_used/5.png"},
    }
    assert "content" not in found


def test_a_share_has_its_link_and_its_words() -> None:
    plain = '<div>Look</div><a href="https://example.org/">https://example.org/</a>'
    hidden = '<a href="https://www.facebook.com/dyi/l/?l=AYC">https://example.org/b</a>'
    assert _message(_four(share=plain))["share"] == {
        "link": "https://example.org/", "share_text": "Look",
    }  # fmt: skip
    assert _message(_four(share=hidden))["share"] == {"link": "https://example.org/b"}


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("Duration: 5 minutes", 300), ("Duration: 1 hour 2 minutes", 3720),
        ("Duration: 40 seconds", 40), ("Durée\u00a0: 5 minutes", 300), ("Dauer: 5 Minuten", 300),
        ("Duración: 2 horas", 7200), ("Duration: long", 0),
    ],
)  # fmt: skip
def test_a_call_tells_how_long_it_was(text: str, length: int) -> None:
    assert _message(_four("Bo called you.", media=f"<div>{text}</div>"))["call_duration"] == length


def test_somebody_who_types_a_duration_does_not_call() -> None:
    assert "call_duration" not in _message(_four("Duration: 5 minutes"))


def test_text_of_html_is_not_repaired() -> None:
    for text in ("Ã©", "é", "ÃƒÂ©", "🌻", "Â", "plain", "\u206f"):
        assert repaired(_message(_four(text))["content"]) == text


def test_markup_that_somebody_typed_stays_words() -> None:
    found = _message(_four("&lt;br&gt;&lt;div class=&quot;_a6-g&quot;&gt; &#039;&#064;"))
    assert found["content"] == '<br><div class="_a6-g"> \'@'


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Participants: Bo Li, Ann Roe and Olive Owner", ["Bo Li", "Ann Roe", "Olive Owner"]),
        ("Participantes: Bo Li y Ann Roe", ["Bo Li", "Ann Roe"]),
        ("Participants\u00a0: Bo Li, Ann et Olive Owner", ["Bo Li", "Ann", "Olive Owner"]),
        ("Teilnehmer: Bo Li und Ann Roe", ["Bo Li", "Ann Roe"]),
        # The comma and the word within a name of somebody who wrote.
        ("Participants: Bo Li, Li, Jr and Olive Owner", ["Bo Li", "Li, Jr", "Olive Owner"]),
        ("Participants: Bo Li, Salt and Pepper", ["Bo Li", "Salt and Pepper"]),
        ("Participants: Salt and Pepper and Olive Owner", ["Salt and Pepper", "Olive Owner"]),
        ("Participants: Bo Li", ["Bo Li"]),
    ],
)
@pytest.mark.parametrize("style", _STYLES)
def test_those_who_take_part_in_a_group(style: str, said: str, expected: list[str]) -> None:
    writer = _writer(style)
    at = moment(_AT).timestamp()
    wrote = ("Bo Li", "Li, Jr", "Salt and Pepper")
    blocks = [writer.label(said), *(writer.block(name, _four("x"), at) for name in wrote)]
    value = _value(writer.page("Book club", blocks))
    assert _names(value) == expected
    assert (value["title"], len(value["messages"])) == ("Book club", 3)


def test_of_two_the_title_and_the_foot_name_who_takes_part() -> None:
    value = _value(_writer().page("Jana Nováková", []))
    assert _names(value) == ["Jana Nováková", "Olive Owner"]


@pytest.mark.parametrize(
    "text", ["Mailbox thread pending", "Boite de réception Discussion en attente"]
)
@pytest.mark.parametrize("era", ERAS)
def test_a_request_that_waits(era: str, text: str) -> None:
    style = next(name for name, told in STYLES.items() if told[0] == era)
    writer = _writer(style)
    assert _value(writer.page("Max Pitch", [writer.label(text)])).get("is_pending") is True
    typed = writer.block("Max Pitch", _four(text), moment(_AT).timestamp())
    assert "is_pending" not in _value(writer.page("Max Pitch", [typed]))


@pytest.mark.parametrize("naming", [True, False])
@pytest.mark.parametrize(
    ("heading", "body"),
    [
        ("Boite de réception Discussion en attente", None),
        ("Boite de réception Discussion en attente", ""),
        ("Boite de réception", "Discussion en attente"),
        ("Mailbox", "<div>thread pending</div>"),
        (None, "Mailbox thread pending"),
    ],
)
@pytest.mark.parametrize("era", ERAS)
def test_that_it_waits_is_no_message_however_it_is_set(
    era: str, heading: str | None, body: str | None, *, naming: bool
) -> None:
    style = next(name for name, told in STYLES.items() if told[0] == era)
    writer = _writer(style)
    card = writer.block(heading, body, None)
    if not naming:
        card = card.replace(" _a6-i", "").replace(" _2pio", "")
    said = writer.block("Max Pitch", _four("Buy this"), moment(_AT).timestamp())
    value = _value(writer.page("Max Pitch", [card, said]))
    assert value.get("is_pending") is True
    assert [message and message["content"] for message in value["messages"]] == ["Buy this"]


def test_what_has_no_time_that_can_be_read_is_no_message() -> None:
    writer = _writer()
    good = writer.block("Bo Li", _four("good"), moment(_AT).timestamp())
    bad = good.replace("2024", "20x4").replace("good", "bad")
    undated = writer.block("Bo Li", _four("undated"), None)
    found = _value(writer.page("Bo Li", [bad, good, undated]))["messages"]
    assert [each and each["content"] for each in found] == [None, "good", None]


def test_the_date_may_follow_its_card() -> None:
    page = (
        '<html><body><div class="_a6-g"><div class="_a6-h _a6-i">Bo Li</div><div class="_a6-p">Hi'
        '</div></div> <div class="_a6-o"><div class="_a72d">Feb 1, 2024 12:00:00pm</div></div>'
    )
    (found,) = _value(page.encode())["messages"]
    assert (found["content"], found["timestamp_ms"]) == ("Hi", milliseconds(_AT))


@pytest.mark.parametrize("data", [b"", b"\x00" * 99, b"{}", b"<html><body>Hello", b"\xff\xfe<\x00"])
def test_what_is_no_page_of_facebooks(data: bytes) -> None:
    with pytest.raises(PageError):
        read_conversation(Page(data), Clock("UTC"))


@pytest.mark.parametrize(
    "data",
    [
        b"<div>" * 10**6,
        b"<x>" * 10**6,
        b"<div><!--</div>-->" * 10**5,
        b'<div title="</div>">' * 10**5,
        b"<x><div></x>" * 10**5,
        b"<div><style></div></style>" * 10**5,
        b"<div><textarea></div></textarea>" * 10**5,
        b"<section class=_a6-g>" * 10**5,
    ],
)
def test_pages_deeper_than_any_are_refused_in_time(data: bytes) -> None:
    with pytest.raises(PageError):
        Page(data)
