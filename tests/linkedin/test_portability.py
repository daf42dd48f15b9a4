"""One life as CSV and as snapshots of the Member Data Portability API: the same log.

The API's rows carry the headers of the export as keys; everything else of it (pages, several
files, answers without data) must leave no trace in the log, and nothing may be lost in silence.
"""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING

import pytest
from polars.testing import assert_frame_equal

from reciprocity.errors import NotRecognisedError
from reciprocity.inspection import read
from reciprocity.sources.linkedin.domains import DOMAINS, named_in
from reciprocity.sources.linkedin.members import RULES
from tests.cli.running import FIRST, call
from tests.exports import write_zip
from tests.linkedin.answers import (
    DOMAIN_OF,
    ENDORSED,
    ENDORSING,
    LIFE,
    answer,
    connection,
    csv_log,
    domains_of,
    kinds_of,
    log_of_life,
    rows_of,
    snapshot,
    write_files,
)

if TYPE_CHECKING:
    from pathlib import Path


# The same life in every form


def test_one_life_gives_one_log(tmp_path: Path) -> None:
    files = {
        f"{number}.json": snapshot(domain, rows)
        for number, (domain, rows) in enumerate(domains_of().items())
    }
    inspection = read([write_files(tmp_path / "answers", files)])
    expected = csv_log(tmp_path)
    assert expected.height == 13
    assert_frame_equal(log_of_life(inspection), expected)
    assert inspection.problems == ()
    info = inspection.exports[0]
    assert (info.platform, info.kind, info.blank_connections) == ("linkedin", "portability", 1)
    assert info.members["read"] == sorted(files)
    assert inspection.owner_name == "Olive Owner"
    assert info.drift == ()


def test_the_sample_as_snapshots_gives_its_log(tmp_path: Path) -> None:
    """The sample has adverts, groups, drafts and system rows beside what people wrote."""
    with zipfile.ZipFile(FIRST) as archive:
        tables = {
            name.removesuffix(".csv"): archive.read(name).decode()
            for name in archive.namelist()
            if name.removesuffix(".csv") in DOMAIN_OF and not name.startswith("Recommendations")
        }
    members = {f"{name}.csv": text for name, text in tables.items()}
    whole = read([write_zip(tmp_path / FIRST.name, members)])
    files = {f"{d}.json": snapshot(d, rows) for d, rows in domains_of(tables).items()}
    folder = write_files(tmp_path / FIRST.name.removesuffix(".zip"), files)
    inspection = read([folder])
    assert whole.events.height > 300
    assert_frame_equal(log_of_life(inspection), log_of_life(whole))
    assert inspection.exports[0].apart == whole.exports[0].apart
    assert inspection.exports[0].apart["sponsored"] > 0
    assert inspection.problems == whole.problems


def test_pages_in_one_file_or_in_many_are_one_list(tmp_path: Path) -> None:
    life = domains_of()
    split = {domain: (rows[:1], rows[1:]) for domain, rows in life.items() if len(rows) > 1}
    many: dict[str, object] = {"PROFILE.json": answer("PROFILE", life["PROFILE"], 0)}
    for domain, (first, rest) in split.items():
        many[f"{domain}-a.json"] = answer(domain, first, 0, 1)
        many[f"{domain}-b.json"] = answer(domain, rest, 1, 0)
    one = {"everything.json": list(many.values())}
    expected = csv_log(tmp_path)
    for name, files in (("many", many), ("one", one)):
        inspection = read([write_files(tmp_path / name, files)])
        assert_frame_equal(log_of_life(inspection), expected)
        assert inspection.problems == ()


def test_every_domain_has_its_reader() -> None:
    kinds = {rule.kind for rule in RULES}
    assert {kind for found in DOMAINS.values() for kind in found} <= kinds


@pytest.mark.parametrize(
    ("name", "domain"),
    [
        ("2_connections-page3.json", "CONNECTIONS"),
        ("INBOX.json", "INBOX"),
        ("LEARNING_COACH_INBOX-2.json", "LEARNING_COACH_INBOX"),
        ("reconnections.json", ""),
    ],
)
def test_a_file_name_tells_its_domain(name: str, domain: str) -> None:
    assert named_in(name) == domain


def test_rows_are_numbered_through_the_file(tmp_path: Path) -> None:
    pages = [
        snapshot("SKILLS", [{"Name": "Baking"}]),
        snapshot("CONNECTIONS", [connection("ann"), "no row", connection("bo")]),
    ]
    inspection = read([write_files(tmp_path / "answers", {"all.json": pages})])
    assert sorted(inspection.events.select("person_id", "row").rows()) == [
        ("linkedin:ann", 2),
        ("linkedin:bo", 4),
    ]
    assert [(p.member, p.row, p.kind) for p in inspection.problems] == [
        ("all.json", 3, "broken row")
    ]


def test_a_zip_of_snapshots_and_csv_files_counts_nothing_twice(tmp_path: Path) -> None:
    life = domains_of()
    members = {f"{name}.csv": text for name, text in LIFE.items() if name != "messages"}
    snapshots = {
        "api/INBOX.json": json.dumps(snapshot("INBOX", life["INBOX"])),
        "api/CONNECTIONS.json": json.dumps(snapshot("CONNECTIONS", life["CONNECTIONS"])),
    }
    inspection = read([write_zip(tmp_path / "mixed.zip", {**members, **snapshots})])
    log, expected = log_of_life(inspection), csv_log(tmp_path)
    assert_frame_equal(log, expected)
    assert inspection.exports[0].kind == "portability"
    assert inspection.problems == ()


def test_keys_are_folded_and_values_become_text(tmp_path: Path) -> None:
    rows = [
        {"FIRST NAME": "Ann", "last_name": 7, "Url": None, "connected on": "02 Feb 2024"},
        {"First Name": True, "Last Name": 1.5, "Connected On": "01 Feb 2024", "Row": "x"},
    ]
    files = {"a.json": snapshot(" connections ", rows)}
    inspection = read([write_files(tmp_path / "answers", files)])
    assert inspection.problems == ()
    assert list(inspection.people["name"]) == ["Ann 7", "true 1.5"]


@pytest.mark.parametrize("truth", [True, "true", "Yes", "1"])
def test_a_draft_is_nobody_s_message(tmp_path: Path, truth: object) -> None:
    inbox = rows_of(LIFE["messages"])
    inbox[3] |= {"IS MESSAGE DRAFT": truth}
    life = {**domains_of(), "INBOX": inbox}
    files = {f"{domain}.json": snapshot(domain, rows) for domain, rows in life.items()}
    inspection = read([write_files(tmp_path / "answers", files)])
    assert "Thanks, Bo" not in inspection.events["text"].to_list()
    assert inspection.exports[0].apart == {"draft": 1}


def test_files_of_powershell_and_with_a_mark_are_read(tmp_path: Path) -> None:
    text = json.dumps(snapshot("CONNECTIONS", [connection("jörg")]), ensure_ascii=False)
    for name, data in (("wide", text.encode("utf-16")), ("marked", text.encode("utf-8-sig"))):
        inspection = read([write_files(tmp_path / name, {"a.json": data})])
        assert list(inspection.people["name"]) == ["jörg Roe"]
        assert inspection.problems == ()
    inspection = read([write_files(tmp_path / "ansi", {"a.json": text.encode("cp1252")})])
    assert list(inspection.people["name"]) == ["jörg Roe"]
    assert kinds_of(inspection) == ["not UTF-8"]


# What is not read, and why


def test_recommendations_are_left_out_on_purpose(tmp_path: Path) -> None:
    praise = {
        "First Name": "Ann", "Last Name": "Roe", "Company": "", "Job Title": "",
        "Text": "Good work", "Creation Date": "01/05/15, 09:00 AM", "Status": "VISIBLE",
    }  # fmt: skip
    files = {
        "a.json": snapshot("CONNECTIONS", [connection("bo")]),
        "b.json": snapshot("RECOMMENDATIONS", [praise]),
    }
    inspection = read([write_files(tmp_path / "answers", files)])
    assert "recommendation" not in set(inspection.events["activity"])
    info = inspection.exports[0]
    assert info.members["ignored"] == ["b.json"]
    assert any("those given from those received" in reason for reason in info.reasons)


def test_an_endorsement_that_names_both_or_neither_is_counted(tmp_path: Path) -> None:
    both = {**rows_of(ENDORSED)[0], **rows_of(ENDORSING)[0]}
    neither = dict.fromkeys(both, "") | {"Endorsement Date": "2024/02/06 11:00:00 UTC"}
    rows = [*rows_of(ENDORSED), both, neither, *rows_of(ENDORSING)]
    inspection = read(
        [write_files(tmp_path / "answers", {"a.json": snapshot("ENDORSEMENTS", rows)})]
    )
    assert inspection.events.select("person_id", "actor", "row").rows() == [
        ("linkedin:ann-roe", "person", 1),
        ("linkedin:bo-li", "owner", 4),
    ]
    assert [(p.kind, p.row) for p in inspection.problems] == [
        ("bad endorsement", 2),
        ("bad endorsement", 3),
    ]


def test_what_else_lies_beside_the_snapshots_is_told_apart(tmp_path: Path) -> None:
    change = {"id": 1, "capturedAt": 1, "resourceName": "messages", "processedActivity": {}}
    consent = {"memberComplianceAuthorizationKey": {"member": "urn:li:person:1"}}
    paging = {"start": 0, "count": 10, "links": []}
    files = {
        "a.json": snapshot("CONNECTIONS", [connection("bo")]),
        "changes.json": {"paging": paging, "elements": [change]},
        "consent.json": {"paging": paging, "elements": [consent]},
        "no_skills.json": {"status": 404, "message": "No data found for this memberId"},
        "skills.json": snapshot("easyapply-blocking", [{"Name": "x"}]),
        "coach.json": snapshot("LEARNING_COACH_INBOX", rows_of(LIFE["messages"])),
        "new.json": snapshot("TELEPATHY", [{"Thought": "x"}]),
        "package.json": {"name": "fetcher", "elements": ["fire"]},
        "list.json": [1, 2, 3],
    }
    inspection = read([write_files(tmp_path / "answers", files)])
    info = inspection.exports[0]
    assert info.members == {
        "read": ["a.json"],
        "ignored": ["changes.json", "coach.json", "consent.json", "no_skills.json", "skills.json"],
        "unknown": ["list.json", "new.json", "package.json"],
        "unreadable": [],
    }
    assert [(p.member, p.kind) for p in inspection.problems] == [("new.json", "unknown domain")]
    assert inspection.events.height == 1
    assert sum("change logs" in reason for reason in info.reasons) == 1


def test_a_domain_that_is_not_known_is_named(tmp_path: Path) -> None:
    """It may stand beside known ones in one file; what is no name at all is counted."""
    files = {
        "a.json": [
            snapshot("CONNECTIONS", [connection("bo")]),
            snapshot("member-telepathy", [{"Thought": "x"}]),
        ],
        "b.json": [snapshot("\x1b[31mRED<script>", []), snapshot("Dreams", [])],
    }
    path = write_files(tmp_path / "answers", files)
    (archive,) = call("inspect", path, "--format", "json").document["archives"]
    assert archive["members"]["unknown"] == ["b.json"]
    assert archive["drift"] == [
        {"member": "a.json", "kind": "domain", "new": ["MEMBER_TELEPATHY"], "others": 0},
        {"member": "b.json", "kind": "domain", "new": ["DREAMS"], "others": 1},
    ]
    shown = call("inspect", path).out.decode()
    assert "a.json (domain): MEMBER_TELEPATHY\n" in shown
    assert "b.json (domain): DREAMS, 1 whose names are not shown\n" in shown
    assert "\x1b" not in shown


def test_inspect_names_the_flavour_and_what_is_unverified(tmp_path: Path) -> None:
    files = {f"{domain}.json": snapshot(domain, rows) for domain, rows in domains_of().items()}
    outcome = call("inspect", write_files(tmp_path / "answers", files), "--format", "json")
    (archive,) = outcome.document["archives"]
    assert (outcome.code, archive["kind"], archive["confidence"]) == (0, "portability", 1.0)
    reasons = " ".join(archive["reasons"])
    assert "Member Data Portability API: CONNECTIONS, ENDORSEMENTS, INBOX, INVIT" in reasons
    assert "180 days, as the archive does, is unverified" in reasons
    window = archive["coverage"]["request_sent"]
    assert window["from"] is not None
    shown = call("inspect", tmp_path / "answers").out.decode()
    assert "portability" in shown


def test_a_missing_domain_is_asked_for_by_its_name(tmp_path: Path) -> None:
    files = {"a.json": snapshot("CONNECTIONS", [connection("bo")])}
    info = read([write_files(tmp_path / "answers", files)]).exports[0]
    assert info.advice is not None
    assert info.advice.startswith("Of the API's domains INBOX and INVITATIONS are not in this")
    assert info.coverage["message"]["from"] is None


def test_a_bare_file_is_one_sentence(tmp_path: Path) -> None:
    path = write_files(tmp_path, {"a.json": snapshot("CONNECTIONS", [])}) / "a.json"
    with pytest.raises(NotRecognisedError, match=r"^a\.json is not a zip: .* folder .*\.$"):
        read([path])


def test_other_json_is_no_linkedin(tmp_path: Path) -> None:
    files = {"a.json": {"name": "fetcher"}, "b.json": snapshot("TELEPATHY", [{"x": "y"}])}
    with pytest.raises(NotRecognisedError, match="is not a LinkedIn or Facebook download"):
        read([write_files(tmp_path / "other", files)])


def test_only_change_logs_are_one_sentence(tmp_path: Path) -> None:
    change = {"capturedAt": 1, "resourceName": "messages"}
    with pytest.raises(NotRecognisedError) as told:
        read([write_files(tmp_path / "answers", {"a.json": {"elements": [change]}})])
    assert "CONNECTIONS and INBOX and INVITATIONS are not in this download" in str(told.value)
