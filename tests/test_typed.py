"""What LinkedIn offers at one click is typed on Facebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from reciprocity.analysis import analyse
from reciprocity.cli.labelling import doubtful_messages
from reciprocity.labels import Labels
from reciprocity.report import summarise
from tests.coverage.given import ANN, Download, ann, id_of, me
from tests.exports import NAME, PROFILE, connections, messages, write_zip

if TYPE_CHECKING:
    from pathlib import Path

_INBOX = "inbox/annroe_100000000000001"
_WISH = "Congratulations on your new job!"
_FRIENDS = ((ANN, "2020-05-01T10:00:00"),)


def _facebook(tmp_path: Path) -> Path:
    chat = [ann("2024-01-12T10:00:00", _WISH), me("2024-01-12T11:00:00", "Thanks!")]
    return Download(day="2025-06-10", friends=_FRIENDS, threads={_INBOX: chat}).write(tmp_path)


def _linkedin(tmp_path: Path) -> Path:
    chat = messages(
        ("c", ">", "Bo Li", "bo-li", "2024-02-03 10:00:00", "Thanks!"),
        ("c", "<", "Bo Li", "bo-li", "2024-02-02 10:00:00", _WISH),
    )
    people = connections(("Bo", "Li", "bo-li", "01 Feb 2024"))
    members = {"Profile.csv": PROFILE, "Connections.csv": people, "messages.csv": chat}
    return write_zip(tmp_path / NAME, members)


def test_a_typed_wish_is_a_message_and_takes_a_label(tmp_path: Path) -> None:
    analysis = analyse([_facebook(tmp_path)])
    acts = analysis.acts[analysis.acts["person_id"] == id_of(analysis)]
    assert acts["one_click"].tolist() == [False, False]
    event = acts["event_id"].iloc[0]
    assert event in doubtful_messages(analysis, 0.5, 9)["event_id"].tolist()
    labelled = analyse([_facebook(tmp_path)], labels=Labels(pitches={event: True}))
    assert (labelled.labels.used, labelled.labels.unknown) == (1, 0)
    told = labelled.acts.set_index("event_id").loc[event]
    assert (told["act"], bool(told["labelled"])) == ("pitch", True)


def test_the_mirror_counts_one_click_texts_of_linkedin_in_its_years(tmp_path: Path) -> None:
    analysis = analyse([_linkedin(tmp_path), _facebook(tmp_path)], owner=None)
    figures = analysis.mirror.figures
    told = figures[figures["figure"] == "one_click"][["side", "part", "whole"]]
    assert told.to_numpy().tolist() == [["owner", 1, 1], ["person", 1, 1]]
    years = analysis.mirror.years
    clicks = years[(years["figure"] == "one_click") & (years["side"] == "person")]
    before = clicks[clicks["year"] < 2024]
    assert set(before["seen"]) == {"not"}
    assert pd.isna(before["whole"]).all()
    shown = {year["year"]: year["seen"] for year in summarise(analysis)["figures"]["years"]}
    assert shown[2015] != "not"
    talk = years[(years["figure"] == "pitches") & (years["year"] == 2015)]
    assert set(talk["seen"]) != {"not"}
