from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from reciprocity.report.sentences import tell
from reciprocity.report.step import Entry, Open, Step
from reciprocity.report.times import Clock
from reciprocity.timeline.connection import (
    GONE,
    GONE_FACEBOOK,
    NEVER,
    REMOVED_FACEBOOK,
    WITHDRAWN,
    WITHDRAWN_FACEBOOK,
)
from tests.report.book import day, utc

CLOCK = Clock(zone=ZoneInfo("UTC"))


AROUND = (
    "at", "at_latest", "days", "after_silence", "first_words", "clock", "platform", "open", "entry",
    "gone", "parties", "acts", "texts",
)  # fmt: skip


def step(stage: str, actor: str = "person", certainty: str = "observed", **more: Any) -> Step:
    values: dict[str, Any] = {"at": utc("2020-05-01"), "clock": CLOCK}
    values.update({key: more.pop(key) for key in AROUND if key in more})
    return Step(stage=stage, actor=actor, certainty=certainty, detail=more, **values)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (step("request", "owner", note=True), "You asked {name} to connect, with a note."),
        (step("request", "person", note=False), "{name} asked you to connect, without a note."),
        (
            step("request", "unknown", "inferred", note=None),
            (
                "One of you asked to connect. Who asked is not in the archive "
                "(LinkedIn keeps requests for about 180 days). Whether with a note is unknown."
            ),
        ),
        (
            step("request", "unknown", "inferred", note=False),
            (
                "One of you asked to connect. Who asked is not in the archive (LinkedIn keeps "
                "requests for about 180 days). It came apparently without a note (no message from "
                "either side on that day)."
            ),
        ),
        (
            step("request", "owner", "inferred", note=None),
            (
                "By the words that followed, you asked {name} to connect. Whether with a note is "
                "unknown."
            ),
        ),
        (
            step("request", "person", "inferred", note=True),
            "By the words that followed, {name} asked you to connect, apparently with a note.",
        ),
    ],
)
def test_a_request_says_who_asked_only_where_it_is_known(asked: Step, told: str) -> None:
    assert tell(asked) == told


@pytest.mark.parametrize(
    ("happened", "told"),
    [
        (step("accept", "owner"), "You accepted: the two of you were connected."),
        (step("accept"), "{name} accepted: the two of you were connected."),
        (
            step("accept", "unknown", at=None, at_latest=utc("2020-05-01")),
            (
                "The two of you were connected. The day is not in the archive; it lies before the "
                "first later event."
            ),
        ),
        (
            step("thanks", "owner", answered=False),
            "You thanked {name} for connecting. It stayed unanswered.",
        ),
        (step("thanks", answered=True), "{name} thanked you for connecting. It was answered."),
        (
            step("thanks", answered=None),
            "{name} thanked you for connecting. Whether an answer came is unknown.",
        ),
        (
            step("message", messages=5, sent=2, received=3),
            "An exchange of 5 messages: you wrote 2, {name} wrote 3.",
        ),
        (
            step("message", messages=1, sent=1, received=0),
            "You wrote 1 message; none came back in this exchange.",
        ),
        (
            step("message", messages=2, sent=0, received=2),
            "{name} wrote 2 messages; none went back in this exchange.",
        ),
        (step("reply", "owner", to="pitch"), "You answered the pitch."),
        (step("reply", to="decline"), "{name} answered the no."),
        (step("reply", to="thanks"), "{name} answered the thank-you."),
        (step("decline", "owner", of="pitch"), "You said no to the pitch."),
        (step("decline", of="request"), "{name} declined the request."),
        (step("endorsement", count=3), "{name} endorsed you for 3 skills."),
        (step("endorsement", "owner", count=1), "You endorsed {name} for 1 skill."),
        (step("recommendation"), "{name} wrote a recommendation for you."),
        (step("recommendation", "owner"), "You wrote a recommendation for {name}."),
        (step("engagement", "owner"), "You reacted to, commented on or followed what {name} does."),
        (step("something_new"), "Something new."),
    ],
)
def test_each_stage_is_told_in_its_words(happened: Step, told: str) -> None:
    assert tell(happened) == told


def test_a_silence_has_its_length_in_words_and_days() -> None:
    broken = step(
        "silence", days=1990, until="2021-02-02T09:12:00Z", broken_by="person", ongoing=False
    )
    going_on = step("silence", days=95, until=None, broken_by=None, ongoing=True)
    assert tell(broken) == (
        "Silence for 5 years 5 months (1,990 days), until 2 February 2021. {name} broke it."
    )
    assert tell(going_on) == (
        "Silence for 3 months (95 days), still going at the end of what could be seen."
    )


def test_a_silence_between_messages_without_words_says_so() -> None:
    silence = step(
        "silence",
        days=95,
        until="2021-02-02T09:12:00Z",
        broken_by="person",
        ongoing=False,
        after_trace=True,
        broken_by_trace=True,
    )
    assert tell(silence) == (
        "Silence for 3 months (95 days), until 2 February 2021. {name} broke it. It begins after a "
        "message of which no words are left. No words are left of the message that ended it."
    )


def test_a_silence_in_which_the_person_wrote_to_a_group_says_so() -> None:
    silence = step("silence", days=95, until=None, ongoing=True, in_group=True)
    assert tell(silence) == (
        "Silence for 3 months (95 days), still going at the end of what could be seen. "
        "In a group, {name} wrote in the meantime."
    )


def test_a_pitch_says_what_came_before_and_what_the_message_does() -> None:
    late = step(
        "pitch", after_silence=1990.0, probability=0.97, descriptors=["about_self", "unheard_of"]
    )
    first = step("pitch", "owner", first_words=True, probability=0.999)
    assert tell(late) == (
        "{name} pitched to you: the first message after a silence of 5 years 5 months (1,990 days)."
        " The message speaks of the writer more than of you; unheard of."
        " Read as a pitch with 97 % certainty."
    )
    assert tell(first) == (
        "You pitched to {name}: the first message between you in these archives. "
        "Read as a pitch with 99 % certainty."
    )


def test_a_removal_never_says_who_ended_it() -> None:
    between: dict[str, Any] = {"at": utc("2021-02-02"), "at_latest": utc("2021-02-03")}
    seen = step("removal", "unknown", explanations=list(GONE), days_after_decline=1, **between)
    assert tell(seen) == (
        "The connection was there on 2 February 2021 and gone by 3 February 2021. That is within "
        "1 day of the no. Who ended it is not in the archive; it could be: " + "; ".join(GONE) + "."
    )
    for certainty in ("observed", "inferred"):
        for explanations in ([], list(NEVER), list(GONE[1:])):
            said = tell(step("removal", "unknown", certainty, explanations=explanations, **between))
            assert "Who ended it is not in the archive" in said
            assert "removed you" not in said


def facebook(stage: str, *words: str, **more: Any) -> Step:
    return step(stage, *words, platform="facebook", **more)


LINE = "the line \u201cYou are now connected\u201d bears"


@pytest.mark.parametrize(
    ("happened", "told"),
    [
        (
            facebook("request", "unknown", "inferred", note=None),
            "One of you sent the other a friend request. Who did is not in the archive.",
        ),
        (facebook("request", "owner", note=None), "You sent {name} a friend request."),
        (facebook("request", note=None), "{name} sent you a friend request."),
        (
            facebook("request", "owner", note=None, at=None, at_latest=utc("2021-01-01")),
            (
                "You sent {name} a friend request. Facebook's list of waves after accepted "
                "requests says so. When is not in the archive."
            ),
        ),
        (
            facebook("request", "owner", "inferred", note=None),
            (
                f"Probably you sent {{name}} a friend request: {LINE} {{name}}'s name, and as far "
                "as is known it bears the name of whoever accepted."
            ),
        ),
        (
            facebook("request", "person", "inferred", note=None),
            (
                f"Probably {{name}} sent you a friend request: {LINE} your name, and as far as is "
                "known it bears the name of whoever accepted."
            ),
        ),
        (
            facebook("request", "owner", note=None, open=Open()),
            (
                "You sent {name} a friend request. It was never accepted, as far as these archives "
                "show."
            ),
        ),
        (facebook("accept", "owner"), "You accepted: the two of you became friends."),
        (
            facebook("accept", "person", "inferred"),
            "Probably {name} accepted: the two of you became friends.",
        ),
        (facebook("accept", "unknown"), "The two of you became friends."),
        (
            facebook("decline", "owner", of="request", at_latest=utc("2021-01-01")),
            (
                "You declined the friend request. Facebook keeps when it came, not when it was "
                "declined."
            ),
        ),
        (
            facebook(
                "removal", "owner", "inferred", at_latest=utc("2020-05-01"),
                explanations=list(REMOVED_FACEBOOK),
            ),
            (
                "The connection ended on 1 May 2020. Your own list of removed friends names "
                "{name}, so you probably ended it; it could also be: Facebook took the account off "
                "your list when it was closed; they ended it, should the list hold such removals "
                "too."
            ),
        ),
        (
            facebook("engagement", "owner", acts=(("poke", 1), ("follow", 2))),
            "From you to {name}: 1 poke or wave, 2 follows.",
        ),
        (
            facebook(
                "message", "owner", messages=1, sent=1, received=0,
                entry=Entry(accepted=utc("2020-05-03")),
            ),
            (
                "You wrote 1 message; none came back in this exchange. It went as a message "
                "request, which {name} accepted on 3 May 2020."
            ),
        ),
        (
            facebook("reply", to="thanks", entry=Entry(unanswered=True)),
            (
                "{name} answered the thank-you. It came as a message request. No answer of yours "
                "is in these archives."
            ),
        ),
        (facebook("pitch", entry=Entry()), "{name} pitched to you."),
    ],
)  # fmt: skip
def test_facebook_has_its_own_words(happened: Step, told: str) -> None:
    assert tell(happened) == told


def test_a_removal_on_facebook_lists_what_it_could_be_there() -> None:
    said = tell(facebook("removal", "unknown", at_latest=utc("2020-06-01"), explanations=[]))
    assert "it could be: " + "; ".join(GONE_FACEBOOK) in said


def test_redacted_sentences_of_facebook_know_their_explanations() -> None:
    coarse = Clock(zone=ZoneInfo("UTC"), coarse=True)
    said = tell(
        facebook(
            "withdrawal", "unknown", "inferred", clock=coarse, texts=False,
            at_latest=utc("2020-06-01"), explanations=[*WITHDRAWN_FACEBOOK, "Canary"],
        )
    )  # fmt: skip
    assert said.startswith("The friend request was still open in May 2020 and gone by June 2020")
    assert said.endswith("it could be: " + "; ".join(WITHDRAWN_FACEBOOK) + ".")


def test_a_removal_without_the_other_side_says_it_could_also_be() -> None:
    said = tell(step("removal", "unknown", explanations=["the account was closed"]))
    assert said.endswith("it could also be: the account was closed.")


def test_a_candidate_for_a_removal_claims_only_the_last_sign() -> None:
    said = tell(
        step(
            "removal", "unknown", "inferred", candidate=True, explanations=list(NEVER),
            at=utc("2019-01-05"), at_latest=utc("2021-02-20"),
        )
    )  # fmt: skip
    assert said.startswith(
        "The last sign of the connection is of 5 January 2019; it was gone by 20 February 2021."
    )


def test_the_owners_own_list_of_removed_people_is_named() -> None:
    said = tell(step("removal", "owner", "inferred", explanations=[]))
    assert "Your own list of removed people names {name}" in said


def test_a_withdrawal_lists_what_it_could_be() -> None:
    start, end = day("2021-01-01")
    said = tell(step("withdrawal", "unknown", "inferred", at=start, at_latest=end, explanations=[]))
    assert said.endswith("it could be: " + "; ".join(WITHDRAWN) + ".")


def test_redacted_sentences_hold_no_day_and_no_foreign_words() -> None:
    coarse = Clock(zone=ZoneInfo("UTC"), coarse=True)
    silence = step(
        "silence", clock=coarse, days=1990, until="2021-02-02T09:12:00Z", broken_by="owner"
    )
    pitch = step("pitch", clock=coarse, texts=False, descriptors=["Canary Name"])
    removal = step("removal", "unknown", clock=coarse, texts=False, explanations=["Canary Name"])
    assert tell(silence) == "Silence for 5 years 5 months, until February 2021. You broke it."
    assert tell(pitch) == "{name} pitched to you."
    assert "Canary" not in tell(removal)
