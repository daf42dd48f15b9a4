"""Messages.csv of 2016 to 2018: no ids, no addresses, no seconds, entities, a direction."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from reciprocity.analysis import analyse
from reciprocity.inspection import read
from reciprocity.sources.linkedin.early import without_entities
from tests.exports import I1, NAME, PROFILE, connections, log_of, messages, table, write_zip
from tests.linkedin.generations import H0, M0

if TYPE_CHECKING:
    from pathlib import Path

    from reciprocity.inspection import Inspection

ME = "Olive Owner"
LISTED = connections(("Ann", "Roe", "ann-roe", "05 Jan 2017"))


def _row(
    sender: str,
    to: str,
    at: str,
    text: str,
    direction: str | None = None,
    subject: str = "",
) -> tuple[str, ...]:
    told = direction if direction is not None else "OUTGOING" if sender == ME else "INCOMING"
    return sender, to, at, subject, text, told, "INBOX"


def _read(tmp_path: Path, *rows: tuple[str, ...], **more: str) -> Inspection:
    members = {"Profile": PROFILE, "Connections": LISTED, "Messages": table(M0, rows), **more}
    named = {f"{name}.csv": text for name, text in members.items() if text}
    return read([write_zip(tmp_path / NAME, named)])


def _said(inspection: Inspection) -> list[tuple[object, ...]]:
    """Return person, time, actor, channel and text of all messages."""
    return [
        (row[0], row[2], row[5], row[7], row[8])
        for row in log_of(inspection)
        if row[1] == "message"
    ]


def test_rows_are_joined_by_the_other_s_name(tmp_path: Path) -> None:
    inspection = _read(
        tmp_path,
        _row("Bo Li", ME, "3/4/17, 9:05 AM", "From Bo"),
        _row(ME, "Ann  Roe", "3/4/17, 9:04 AM", "To Ann"),
        _row("Ann Roe", ME, "3/4/17, 9:03 AM", "From Ann"),
    )
    talk = inspection.events.filter(pl.col("activity") == "message")
    by_person = (
        talk.group_by("person_id").agg(pl.col("conversation_id").n_unique()).sort("person_id")
    )
    assert by_person.rows() == [("linkedin:ann-roe", 1), ("linkedin:name/bo li", 1)]
    assert talk["conversation_id"].n_unique() == 2
    assert _said(inspection) == [
        ("linkedin:ann-roe", "2017-03-04 09:03:00", "person", "direct", "From Ann"),
        ("linkedin:ann-roe", "2017-03-04 09:04:00", "owner", "direct", "To Ann"),
        ("linkedin:name/bo li", "2017-03-04 09:05:00", "person", "direct", "From Bo"),
    ]
    assert set(talk["precision"]) == {"interval"}


def test_within_a_minute_the_lower_row_is_the_older(tmp_path: Path) -> None:
    at = "3/4/17, 9:03 AM"
    texts = ["Three", "Two", "One"]
    inspection = _read(tmp_path, *(_row("Ann Roe", ME, at, text) for text in texts))
    assert [said[-1] for said in _said(inspection)] == texts[::-1]


@pytest.mark.parametrize(
    ("at", "first", "last"),
    [
        ("7/4/17, 11:30 PM", "2017-07-04 23:30:00", "2017-07-05 06:30:00"),
        ("1/4/17, 11:30 PM", "2017-01-04 23:30:00", "2017-01-05 07:30:00"),
        # The clocks of Los Angeles showed 1:30 AM twice.
        ("11/5/17, 1:30 AM", "2017-11-05 01:30:00", "2017-11-05 09:30:00"),
        ("1/4/17, 9:05\u202fPM", "2017-01-04 21:05:00", "2017-01-05 05:05:00"),
    ],
)
def test_the_clock_has_no_zone(tmp_path: Path, at: str, first: str, last: str) -> None:
    """It may be that of UTC or, as in the invitations, that of Los Angeles."""
    inspection = _read(tmp_path, _row("Ann Roe", ME, at, "Hello"))
    found = [row[2:5] for row in log_of(inspection) if row[1] == "message"]
    assert found == [(first, last, "interval")]


@pytest.mark.parametrize(
    "at", ["3/12/17, 2:30 AM", "13/4/17, 9:03 AM", "4. März 2017", "", "3/4/2017 9:03"]
)
def test_a_moment_that_no_clock_showed_is_counted(tmp_path: Path, at: str) -> None:
    """Of 2:30 AM on 12 March there was none; what Excel makes of a date may be day or month."""
    inspection = _read(
        tmp_path,
        _row("Ann Roe", ME, "3/4/17, 9:03 AM", "Hello"),
        _row("Ann Roe", ME, at, "Lost"),
    )
    assert [said[-1] for said in _said(inspection)] == ["Hello"]
    assert [(p.kind, p.row, p.member) for p in inspection.problems] == [
        ("bad date", 3, "Messages.csv")
    ]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("It&#39;s", "It's"),
        ("It&amp;#39;s &amp;amp; more", "It's & more"),
        ("a&nbsp;b &lt;c&gt; &quot;d&quot; &eacute;", 'a b <c> "d" é'),
        ("https://a.example/?x=1&copy=2&lt=3", "https://a.example/?x=1&copy=2&lt=3"),
        ("AT&T & me; you", "AT&T & me; you"),
        ("&nosuchthing; &#xZZ; &#;", "&nosuchthing; &#xZZ; &#;"),
        (f"&#{'9' * 5000};", f"&#{'9' * 5000};"),
        ("a&#0;b&#xD800;c", "a\ufffdb\ufffdc"),
        ("\u0026#x1b;[31m", "[31m"),
        ("&amp;amp;amp;", "&amp;"),
    ],
)
def test_entities_are_decoded_and_nothing_else(written: str, meant: str) -> None:
    assert without_entities(pl.Series([written, "plain", ""])).to_list() == [meant, "plain", ""]


def test_entities_of_names_and_subjects(tmp_path: Path) -> None:
    inspection = _read(
        tmp_path,
        _row("Cy O&#39;Day", ME, "3/4/17, 9:03 AM", "Hi", subject="A&amp;B"),
        _row(ME, "Cy O'Day", "3/5/17, 9:03 AM", "Hi &amp; hello"),
    )
    assert _said(inspection) == [
        ("linkedin:name/cy o'day", "2017-03-04 09:03:00", "person", "inmail", "Hi"),
        ("linkedin:name/cy o'day", "2017-03-05 09:03:00", "owner", "direct", "Hi & hello"),
    ]


def test_later_messages_keep_what_looks_like_an_entity(tmp_path: Path) -> None:
    """They hold raw text, so that somebody has written these characters."""
    text = messages(("c1", "<", "Ann Roe", "ann-roe", "2017-03-04 09:03:00", "Use &amp; there"))
    inspection = _read(tmp_path, Messages=text)
    assert _said(inspection)[0][-1] == "Use &amp; there"


def test_the_direction_tells_more_than_the_names(tmp_path: Path) -> None:
    """The owner had another name then, or none is left of it."""
    inspection = _read(
        tmp_path,
        _row("Olive Maiden", "Ann Roe", "3/4/17, 9:03 AM", "One", "OUTGOING"),
        _row("Ann Roe", "Olive Maiden", "3/4/17, 9:04 AM", "Two", "Incoming "),
        _row("", "Ann Roe", "3/4/17, 9:05 AM", "Three", "OUTGOING"),
        _row("Olive Maiden", "Ann Roe", "3/4/17, 9:06 AM", "Four", ""),
    )
    ann = "linkedin:ann-roe"
    assert [(person, actor, text) for person, _, actor, _, text in _said(inspection)] == [
        (ann, "owner", "One"),
        (ann, "person", "Two"),
        (ann, "owner", "Three"),
        (ann, "owner", "Four"),
    ]


def test_the_direction_names_the_owner(tmp_path: Path) -> None:
    rows = [
        _row("Ann Roe", ME, "3/4/17, 9:03 AM", "Hello"),
        _row("Bo Li", ME, "3/4/17, 9:04 AM", "Hello"),
        _row(ME, "Bo Li", "3/4/17, 9:05 AM", "Hello"),
    ]
    for few in (rows, rows[:1]):
        inspection = _read(tmp_path, *few, Profile="")
        assert inspection.owner_name == ME
        assert [said[2] for said in _said(inspection)] == ["person", "person", "owner"][: len(few)]


def test_a_group_of_early_years(tmp_path: Path) -> None:
    inspection = _read(
        tmp_path,
        _row("Bo Li", "Olive Owner,Ann Roe", "3/4/17, 9:06 AM", "From Bo"),
        _row(ME, "Ann Roe,Bo Li", "3/4/17, 9:05 AM", "To both"),
        _row(ME, "Ann Doe, PhD", "3/4/17, 9:04 AM", "To one"),
        _row("Ann Roe", ME, "3/4/17, 9:03 AM", "To me alone"),
    )
    assert _said(inspection) == [
        ("linkedin:ann-roe", "2017-03-04 09:03:00", "person", "direct", "To me alone"),
        ("linkedin:name/ann doe, phd", "2017-03-04 09:04:00", "owner", "direct", "To one"),
        (None, "2017-03-04 09:05:00", "owner", "group", "To both"),
        ("linkedin:name/bo li", "2017-03-04 09:06:00", "person", "group", "From Bo"),
    ]
    groups = inspection.events.filter(pl.col("is_group"))
    assert groups["conversation_id"].n_unique() == 1


def test_a_group_is_one_whether_the_owner_is_addressed_or_not(tmp_path: Path) -> None:
    inspection = _read(
        tmp_path,
        _row(ME, "Ann Roe,Bo Li,Cy Day", "3/4/17, 9:03 AM", "To all"),
        _row("Cy Day", "Bo Li,Ann Roe", "3/4/17, 9:04 AM", "From Cy"),
        _row("Bo Li", "Ann Roe,Olive Owner,Cy Day", "3/4/17, 9:05 AM", "From Bo"),
        _row("LinkedIn Member", "Olive Owner,Ann Roe,Bo Li,Cy Day", "3/4/17, 9:06 AM", "Closed"),
    )
    groups = inspection.events.filter(pl.col("is_group"))
    assert groups.height == 4
    assert groups["conversation_id"].n_unique() == 1


def test_closed_accounts_cannot_be_told_apart(tmp_path: Path) -> None:
    """No id joins their messages, so they are nobody's: counted, and no person is made of them."""
    inspection = _read(
        tmp_path,
        _row("LinkedIn Member", ME, "3/4/17, 9:03 AM", "One"),
        _row(ME, "", "3/4/17, 9:04 AM", "Two"),
        _row("Ann Roe", ME, "3/4/17, 9:05 AM", "Three"),
    )
    assert [said[-1] for said in _said(inspection)] == ["Three"]
    assert inspection.exports[0].apart == {"nameless": 2}
    assert inspection.problems == ()
    assert inspection.people["name"].to_list() == ["Ann Roe"]


def test_what_is_no_message_between_people(tmp_path: Path) -> None:
    html = "&lt;p class=&quot;spinmail-quill-editor__spin-break&quot;&gt;Buy&lt;/p&gt;"
    notice = "I&#39;ve written this recommendation of your work to include on your profile."
    inspection = _read(
        tmp_path,
        _row("Ann Roe", ME, "3/4/17, 9:03 AM", html),
        _row("Ann Roe", ME, "3/4/17, 9:04 AM", notice),
        _row("Ann Roe", ME, "3/4/17, 9:05 AM", "They sent me %FIRSTNAME%, imagine"),
        _row("", "", "3/4/17, 9:06 AM", "Ann Roe left the conversation.", ""),
    )
    assert [said[-1] for said in _said(inspection)] == ["They sent me %FIRSTNAME%, imagine"]
    assert inspection.exports[0].apart == {"advert": 1, "notice": 1, "system": 1}


def test_of_namesakes_it_is_not_told_who_wrote(tmp_path: Path) -> None:
    listed = connections(
        ("Ann", "Roe", "ann-1", "05 Jan 2017"), ("Ann", "Roe", "ann-2", "04 Jan 2017")
    )
    inspection = _read(
        tmp_path, _row("Ann Roe", ME, "3/4/17, 9:03 AM", "Hello"), Connections=listed
    )
    (writer,) = {said[0] for said in _said(inspection)}
    assert writer not in {"linkedin:ann-1", "linkedin:ann-2"}
    doubtful = dict(inspection.people.select("person_id", "doubtful").rows())
    assert doubtful[writer]


def test_exact_duplicates_of_a_minute_count_once(tmp_path: Path) -> None:
    twice = _row("Ann Roe", ME, "3/4/17, 9:03 AM", "Yes")
    inspection = _read(tmp_path, twice, twice)
    assert len(_said(inspection)) == 1
    assert inspection.exports[0].duplicates == 1


def test_early_and_later_messages_in_one_folder(tmp_path: Path) -> None:
    """Somebody kept files of two years in one place."""
    later = messages(
        ("c1", "<", "Ann Roe", "ann-roe", "2024-02-03 10:00:05", "Today"),
    )
    inspection = _read(
        tmp_path,
        _row("Ann Roe", ME, "3/4/17, 9:03 AM", "Long ago"),
        _row("Bo Li", ME, "3/4/17, 9:04 AM", "And I"),
        messages_1=later,
    )
    assert _said(inspection) == [
        ("linkedin:ann-roe", "2017-03-04 09:03:00", "person", "direct", "Long ago"),
        ("linkedin:name/bo li", "2017-03-04 09:04:00", "person", "direct", "And I"),
        ("linkedin:ann-roe", "2024-02-03 10:00:05", "person", "direct", "Today"),
    ]


def test_an_interval_of_an_hour_is_judged_like_any_message(tmp_path: Path) -> None:
    rows = [
        _row("Ann Roe", ME, "11/5/17, 1:30 AM", "Hello"),
        _row(ME, "Ann Roe", "11/5/17, 1:40 AM", "Hello to you"),
    ]
    members = {"Profile.csv": PROFILE, "Connections.csv": LISTED, "Messages.csv": table(M0, rows)}
    analysis = analyse([write_zip(tmp_path / NAME, members)])
    (ann,) = analysis.scores.to_dict("records")
    assert (ann["messages_sent"], ann["messages_received"]) == (1, 1)


LATER = "Basic_LinkedInDataExport_03-02-2024.zip"


@pytest.mark.parametrize("at", ["2017-03-04 09:03:20", "2017-03-04 17:03:59"])
def test_the_same_words_of_a_later_file_are_the_same_message(tmp_path: Path, at: str) -> None:
    """Whichever of the two clocks it was, the later file tells."""
    row = _row("Ann Roe", ME, "3/4/17, 9:03 AM", "Hello")
    members = {"Profile.csv": PROFILE, "Connections.csv": LISTED}
    early = write_zip(tmp_path / NAME, {**members, "Messages.csv": table(M0, [row])})
    text = messages(("c1", "<", "Ann Roe", "ann-roe", at, "Hello"))
    later = write_zip(tmp_path / LATER, {**members, "messages.csv": text})
    for order in ([early, later], [later, early]):
        said = [row[2:5] for row in log_of(read(order)) if row[1] == "message"]
        assert said == [(at, at, "second")]


@pytest.mark.parametrize("at", ["2017-03-04 09:02:59", "2017-03-04 17:04:00"])
def test_the_same_words_at_another_time_are_others(tmp_path: Path, at: str) -> None:
    row = _row("Ann Roe", ME, "3/4/17, 9:03 AM", "Hello")
    members = {"Profile.csv": PROFILE, "Connections.csv": LISTED}
    early = write_zip(tmp_path / NAME, {**members, "Messages.csv": table(M0, [row])})
    text = messages(("c1", "<", "Ann Roe", "ann-roe", at, "Hello"))
    later = write_zip(tmp_path / LATER, {**members, "messages.csv": text})
    assert len([row for row in log_of(read([early, later])) if row[1] == "message"]) == 2


@pytest.mark.parametrize(
    ("listed", "at", "channel"),
    [
        ("03 Mar 2017", "3/4/17, 9:03 AM", "direct"),
        ("04 Mar 2017", "3/4/17, 9:03 AM", "direct"),
        ("no day", "3/4/17, 9:03 AM", "direct"),
        ("06 Mar 2017", "3/4/17, 9:03 AM", "inmail"),
    ],
)
def test_a_subject_makes_no_inmail_of_what_connections_write(
    tmp_path: Path, listed: str, at: str, channel: str
) -> None:
    """Ordinary messages had subjects, too; of strangers' it is not known (linkedin.md 2.3)."""
    rows = [_row("Ann Roe", ME, at, "Hello", subject="RE: The garden"),
            _row("Bo Li", ME, at, "Hello", subject="An offer")]  # fmt: skip
    text = connections(("Ann", "Roe", "ann-roe", listed))
    inspection = _read(tmp_path, *rows, Connections=text)
    assert {
        person: said[1] for person, *said in ((r[0], r[2], r[3]) for r in _said(inspection))
    } == {
        "linkedin:ann-roe": channel,
        "linkedin:name/bo li": "inmail",
    }


def test_steps_of_an_early_year_tell_both_ends(tmp_path: Path) -> None:
    """Asked at 22:15 UTC; accepted and thanked within the minutes that one clock shows."""
    members = {
        "Profile.csv": PROFILE,
        "Connections.csv": table(H0, [("Ann", "Roe", "", "", "", "", "2/4/17, 7:10 PM", "", "")]),
        "Invitations.csv": table(I1, [(ME, "Ann Roe", "2/4/17, 2:15 PM", "", "OUTGOING")]),
        "Messages.csv": table(M0, [
            _row(ME, "Ann Roe", "2/4/17, 7:30 PM", "Thank you for connecting!"),
        ]),
    }  # fmt: skip
    name = "Basic_LinkedInDataExport_03-01-2017.zip"
    stages = analyse([write_zip(tmp_path / name, members)]).stages
    told = [
        (s.stage, f"{s.at:%m-%d %H:%M}", f"{s.at_latest:%m-%d %H:%M}") for s in stages.itertuples()
    ]
    assert told == [
        ("request", "02-04 22:15", "02-04 22:15"),
        ("accept", "02-04 22:15", "02-05 03:10"),
        ("thanks", "02-04 19:30", "02-05 03:30"),
    ]


def test_words_within_hours_are_no_silence(tmp_path: Path) -> None:
    """The second message begins before the first has ended, as far as their clock tells."""
    rows = [
        _row("Ann Roe", ME, "3/4/17, 9:20 AM", "Would you promote my new book? A free chapter."),
        _row(ME, "Ann Roe", "3/4/17, 9:10 AM", "Fine, and you?"),
        _row("Ann Roe", ME, "3/4/16, 9:03 AM", "Hello"),
    ]
    members = {"Profile.csv": PROFILE, "Connections.csv": LISTED, "Messages.csv": table(M0, rows)}
    analysis = analyse([write_zip(tmp_path / NAME, members)])
    one = analysis.acts["probability"].max()
    exact = [
        ("c1", "<", "Ann Roe", "ann-roe", "2017-03-04 17:20:00", rows[0][4]),
        ("c1", ">", "Ann Roe", "ann-roe", "2017-03-04 17:10:00", rows[1][4]),
        ("c1", "<", "Ann Roe", "ann-roe", "2016-03-04 17:03:00", "Hello"),
    ]
    members = {**members, "messages.csv": messages(*exact)}
    del members["Messages.csv"]
    assert one == analyse([write_zip(tmp_path / LATER, members)]).acts["probability"].max()
