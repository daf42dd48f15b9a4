"""Whole downloads in HTML: beside JSON, damaged, without a zone, in several parts."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.facebook.downloads import as_json, moment
from tests.facebook.html.story import (
    ANN_DIR,
    BO,
    BO_DIR,
    EXPORTED,
    OWNER,
    ZONE,
    ZONE_PATH,
    in_html,
    in_json,
)
from tests.facebook.html.writing import Writer
from tests.facebook.trees import DATED, reading_of, zipped

if TYPE_CHECKING:
    from pathlib import Path

    from reciprocity.sources.base import Reading

_FRIENDS = "connections/friends/your_friends"


def _writer(style: str = "en 2024", zone: str = ZONE) -> Writer:
    return Writer(style=style, zone=zone, owner=OWNER, made=EXPORTED)


def _reading(tmp_path: Path, members: dict[str, bytes]) -> Reading:
    return reading_of(zipped(tmp_path / f"{DATED}.zip", members))


def _members(reading: Reading) -> set[str]:
    return set(reading.events["member"].cast(pl.String))


def test_json_wins_where_a_download_holds_both(tmp_path: Path) -> None:
    json, html = in_json(), in_html(_writer())
    members = html | {
        f"{path}.json": json[f"{path}.json"] for path in (BO_DIR, _FRIENDS, ZONE_PATH)
    }
    reading = _reading(tmp_path, members)
    told = _members(reading)
    assert f"{BO_DIR}.json" in told
    assert f"{ANN_DIR}.html" in told
    assert not told & {f"{BO_DIR}.html", f"{_FRIENDS}.html"}
    assert reading.problems == ()
    assert reading.kind == "json"
    ignored = {f"{_FRIENDS}.html", "your_facebook_activity/messages/inbox/.../ (1 file)"}
    assert ignored <= set(reading.members["ignored"])
    exact = reading.events.filter(pl.col("member").cast(pl.String) == f"{BO_DIR}.json")
    assert exact.filter(pl.col("at").dt.millisecond() > 0).height


def test_the_same_page_in_two_parts_counts_once(tmp_path: Path) -> None:
    members = in_html(_writer("en 2021"))
    parts = [
        zipped(tmp_path / f"facebook-olive-2024-05-10-{tail}.zip", kept)
        for tail, kept in (
            ("AAAAAAAA", members),
            ("BBBBBBBB", {f"{BO_DIR}.html": members[f"{BO_DIR}.html"]}),
        )
    ]
    whole = _reading(tmp_path, members)
    both = reading_of(*parts)
    assert both.events.height == whole.events.height


def test_a_card_with_the_names_of_two_eras_is_one_card(tmp_path: Path) -> None:
    members = in_html(_writer("en 2024"))
    block = b'class="_3-95 _a6-g"'
    mixed = {
        path: page.replace(block, b'class="pam _3-95 _a6-g uiBoxWhite noborder"')
        for path, page in members.items()
    }
    assert sum(page.count(block) for page in members.values()) > 10
    first, second = (_reading(tmp_path, pages).events for pages in (members, mixed))
    assert second.equals(first)


def test_without_a_zone_only_what_is_certain_is_claimed(tmp_path: Path) -> None:
    members = in_html(_writer())
    del members[f"{ZONE_PATH}.html"]
    named = _reading(tmp_path, in_html(_writer())).events.filter(pl.col("activity") == "message")
    loose = _reading(tmp_path, members).events.filter(pl.col("activity") == "message")
    pairs = named.join(loose, on=["member", "row"], suffix="_loose")
    assert pairs.height == named.height
    inside = pairs["at"].is_between(pairs["at_loose"], pairs["at_latest_loose"])
    assert inside.all()
    # The download was made in summer time: what was sent in summer is exact, in winter it is not.
    summer = pairs.filter(pl.col("at").dt.month().is_between(4, 9))
    winter = pairs.filter(pl.col("at").dt.month().is_in([12, 1, 2]))
    assert set(summer["precision_loose"]) == {"second"}
    assert set(winter["precision_loose"]) == {"interval"}
    hour = (winter["at_latest_loose"] - winter["at_loose"]).to_list()
    assert min(hour) == timedelta(hours=1)


def test_a_list_without_a_zone_is_as_uncertain_as_a_message(tmp_path: Path) -> None:
    members = in_html(_writer("en 2021"))
    del members[f"{ZONE_PATH}.html"]
    events = _reading(tmp_path, members).events
    sent = events.filter((pl.col("activity") == "request_sent") & (pl.col("name") == "Sam Sent"))
    assert sent.select("at", "at_latest", pl.col("precision").cast(pl.String)).rows() == [
        (moment("2024-02-29T23:00:00"), moment("2024-03-01T00:00:59"), "interval")
    ]


_BLOCKED = "your_facebook_activity/messages/messenger_contacts_you've_blocked"


def test_what_is_read_in_json_alone_is_told(tmp_path: Path) -> None:
    writer = _writer()
    page = f"{_BLOCKED}.html"
    unread = writer.page("Blocked", [writer.block("Bo", None, 1.7e9)])
    reading = _reading(tmp_path, in_html(writer) | {page: unread})
    assert [(p.kind, p.member, p.row) for p in reading.problems] == [("not documented", page, None)]
    assert "Bo" not in " ".join(p.hint for p in reading.problems)
    assert page in reading.members["ignored"]
    json = {f"{_BLOCKED}.json": as_json({"messenger_contacts_blocked_v2": []})}
    assert _reading(tmp_path, in_html(writer) | {page: unread} | json).problems == ()


def test_what_only_json_tells_of_the_account_is_passed_over(tmp_path: Path) -> None:
    writer = _writer()
    secret = "your_facebook_activity/messages/secret_conversations.html"
    names = "personal_information/profile_information/profile_information.html"
    cards = [writer.block("Previous names", "Olive Maiden", 1.3e9)]
    members = in_html(writer) | {
        secret: writer.page("Secret", cards),
        names: writer.page("P", cards),
    }
    reading = _reading(tmp_path, members)
    assert secret in reading.members["ignored"]
    assert reading.owner.names == {OWNER}
    assert reading.encryption is not None
    assert not reading.encryption.used
    assert reading.problems == ()


@pytest.mark.parametrize("page", ["html/messages.htm", "html/friends.htm", "messages/7.html"])
def test_old_pages_among_the_files_of_a_later_download_are_told(tmp_path: Path, page: str) -> None:
    kept = (BO_DIR, ZONE_PATH) if "friends" in page else (_FRIENDS, ZONE_PATH)
    members = {path: data for path, data in in_html(_writer()).items() if path[:-5] in kept}
    reading = _reading(tmp_path, members | {page: b"<html><h1>Olive</h1></html>"})
    told = [(p.kind, p.member) for p in reading.problems if p.kind != "owner unknown"]
    assert told == [("old page", page)]


@pytest.mark.parametrize("style", ["es 2024", "fr 2022", "de 2024"])
def test_titles_in_a_language_that_is_not_known_are_told(tmp_path: Path, style: str) -> None:
    """No title of a reaction is known but the English ones (section 3)."""
    writer = _writer(style)
    card = writer.block("Olive reagiert irgendwie auf etwas von Bo", None, 1.7e9)
    path = "your_facebook_activity/comments_and_reactions/likes_and_reactions_1.html"
    reading = _reading(tmp_path, in_html(writer) | {path: writer.page("R", [card])})
    assert [(p.kind, p.member, p.row) for p in reading.problems] == [
        ("titles not understood", path, None)
    ]


@pytest.mark.parametrize(
    "path",
    [
        "your_facebook_activity/comments_and_reactions/likes_and_reactions.html",
        "your_facebook_activity/posts/posts_on_other_pages_and_profiles.html",
        "your_facebook_activity/other_activity/pokes.html",
    ],
)
def test_tables_of_labelled_values_are_of_no_known_form(tmp_path: Path, path: str) -> None:
    """The generic records of 2025 have no title; how a page shows them is not documented."""
    writer = _writer("en 2026")
    card = writer.block(None, "<table><tr><td>Name</td><td>Bo Li</td></tr></table>", 1.7e9)
    reading = _reading(tmp_path, in_html(writer) | {path: writer.page("New", [card])})
    assert ("unknown form", path, None) in {(p.kind, p.member, p.row) for p in reading.problems}


def test_a_card_that_is_no_poke_is_a_row_that_cannot_be_read(tmp_path: Path) -> None:
    writer = _writer()
    path = "your_facebook_activity/other_activity/pokes.html"
    cards = [
        writer.block(f"{BO} poked {OWNER}", None, 1.7e9),
        writer.block("Something else", None, 1.7e9),
    ]
    reading = _reading(tmp_path, in_html(writer) | {path: writer.page("Pokes", cards)})
    assert [(p.kind, p.member, p.row) for p in reading.problems] == [("unreadable row", path, 2)]
    poked = reading.events.filter(pl.col("activity") == "poke")
    assert poked.select("name", pl.col("actor").cast(pl.String)).rows() == [(BO, "person")]


def test_pages_that_are_none_cost_only_themselves(tmp_path: Path) -> None:
    broken = {f"{ANN_DIR}.html": b"<html>", f"{_FRIENDS}.html": b"<div>" * 10**5}
    reading = _reading(tmp_path, in_html(_writer()) | broken)
    assert sorted((p.member, p.kind, p.row) for p in reading.problems) == [
        (f"{_FRIENDS}.html", "unknown form", None),
        (f"{ANN_DIR}.html", "unknown form", None),
    ]
    assert f"{BO_DIR}.html" in _members(reading)
    assert reading.lost_threads == {"annroe_100000000000002"}
    assert "connected" not in reading.snapshots


def test_rows_without_a_date_that_can_be_read_are_counted(tmp_path: Path) -> None:
    members = in_html(_writer())
    for path in (f"{ANN_DIR}.html", f"{_FRIENDS}.html"):
        page = members[path].decode()
        assert "2023 " in page or "2021 " in page
        members[path] = (
            page.replace("2023 1:00:00pm", "20x3").replace("Jul 01, 2021", "1/7/21").encode()
        )
    reading = _reading(tmp_path, members)
    assert [(p.member, p.kind, p.row) for p in reading.problems] == [
        (f"{_FRIENDS}.html", "impossible date", 1),
        (f"{ANN_DIR}.html", "broken row", 2),
    ]
    undated = reading.events.filter((pl.col("activity") == "connected") & pl.col("at").is_null())
    assert BO in undated["name"].to_list()


def test_dates_in_a_language_that_is_not_read_are_told_as_that(tmp_path: Path) -> None:
    members = in_html(_writer())
    for path in (f"{ANN_DIR}.html", f"{_FRIENDS}.html"):
        page = re.sub(r"[A-Z][a-z]{2} (\d\d), (\d{4})", "\\1 \u6708 \\2", members[path].decode())
        members[path] = page.encode()
    reading = _reading(tmp_path, members)
    assert [(p.member, p.kind) for p in reading.problems if p.row is None] == [
        (f"{ANN_DIR}.html", "unknown dates"),
        (f"{_FRIENDS}.html", "unknown dates"),
    ]
    assert {p.member for p in reading.problems if p.row} == {f"{_FRIENDS}.html"}
    assert (reading.advice or "").startswith(
        "The list of friends and 1 of 5 files of messages could not be read in full: ask Facebook "
    )


def test_where_no_page_names_the_owner_that_is_told(tmp_path: Path) -> None:
    members = {
        path: page.replace(b"Generated by", b"Written by")
        for path, page in in_html(_writer()).items()
    }
    reading = _reading(tmp_path, members)
    assert reading.owner.name is None
    assert "owner unknown" in {p.kind for p in reading.problems}
    assert (reading.advice or "").endswith("give all of them, or name yourself with --owner.")
    path = zipped(tmp_path / f"{DATED}.zip", members)
    assert BO in reading_of(path, owner=OWNER).events["name"].to_list()


_BITS = st.lists(
    st.sampled_from([
        '<div class="_a6-g">', "<div>", "</div>", '<div class="_a6-h _a6-i">Bo', "<ul class=_a6-q>",
        "<li>", '<div class="_a6-p">', '<div class="_a72d">Jan 15, 2024 10:08:52pm</div>',
        '<section class="uiBoxWhite">', "<table><tr><td>", '<img src="x/1.jpg">', "\x00",
        "&#x110000;",
        '<a href="https://x.org">', "Participants: A, B and C", "<p>", "<b>", "\u206f", "</html>",
        '<h1 class="_a70e">', '<footer class="_aoaa">Generated by Olive on May 1, 2024 UTC+02:00',
    ]),
    max_size=40,
)  # fmt: skip


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sampled_from([f"{BO_DIR}.html", f"{_FRIENDS}.html", f"{ZONE_PATH}.html"]), _BITS)
def test_whatever_a_page_is_the_others_are_whole(
    tmp_path: Path, path: str, bits: list[str]
) -> None:
    members = in_html(_writer()) | {path: "".join(bits).encode()}
    reading = _reading(tmp_path, members)
    told = _members(reading)
    assert {f"{ANN_DIR}.html", "connections/friends/removed_friends.html"} <= told


@pytest.mark.parametrize("path", [f"{BO_DIR}.html", f"{_FRIENDS}.html"])
def test_a_page_that_breaks_off_gives_its_whole_rows(tmp_path: Path, path: str) -> None:
    members = in_html(_writer())
    page = members[path]
    members[path] = page[: len(page) * 2 // 3]
    reading = _reading(tmp_path, members)
    assert path in _members(reading)
    assert (path, "cut file", None) in {(p.member, p.kind, p.row) for p in reading.problems}
