"""One person on two platforms: suggested with reasons, joined only on more than a name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from reciprocity.errors import UsageError
from reciprocity.parameters import default_parameters
from reciprocity.people import Choices, Resolved, resolve
from reciprocity.people.evidence import DATES, EMAIL, EMPLOYER, EMPLOYER_WORD, PHRASE
from reciprocity.people.links import ALIKE, EXACT
from tests.readings import friend, reading, row, wrote

if TYPE_CHECKING:
    from reciprocity.sources import Reading

LINKEDIN, FACEBOOK = "linkedin:ann-roe", "facebook:name/ann roe"
WORDS = "the third barrel of the old cider press has sprung a leak again"


def _linkedin(
    *people: tuple[str, str, str], profiles: Any = (), said: tuple[str, str] | None = None
) -> Reading:
    """Return a LinkedIn reading of people: slug, name and day of the connection."""
    rows = [
        row("connected", name, f"{day}T00:00:00", handle=slug, actor="unknown", precision="day")
        for slug, name, day in people
    ]
    if said:
        rows.append(wrote(said[0], "2019-01-01T10:00:00", "li/1", said[1]))
    return reading("2021-01-01", rows, platform="linkedin", profiles=profiles)


def _facebook(
    *people: tuple[str, str], profiles: Any = (), said: tuple[str, str] | None = None
) -> Reading:
    rows = [friend(name, f"{day}T09:00:00") for name, day in people]
    if said:
        rows.append(wrote(said[0], "2020-01-01T10:00:00", "facebook/1", said[1]))
    return reading("2021-01-01", rows, profiles=profiles)


def _resolve(*readings: Reading, **choices: Any) -> Resolved:
    return resolve(readings, Choices(**choices), default_parameters().people)


ANN = ("ann-roe", "Ann Roe", "2015-03-01")


def test_a_name_alone_is_only_suggested() -> None:
    resolved = _resolve(_linkedin(ANN), _facebook(("Ann Roe", "2018-03-01")))
    assert resolved.suggestions == ((LINKEDIN, FACEBOOK, EXACT),)
    assert resolved.joined == ()
    assert resolved.people["person_id"].to_list() == [FACEBOOK, LINKEDIN]


@pytest.mark.parametrize(
    ("reason", "linkedin", "facebook"),
    [
        (DATES, {}, {"day": "2015-03-04"}),
        (
            EMAIL,
            {"profiles": [("ann-roe", "Ann Roe", None, "ann@post.example", None)]},
            {"profiles": [(None, "Ann Roe", None, "Ann@Post.example", None)]},
        ),
        (
            EMPLOYER,
            {"profiles": [("ann-roe", "Ann Roe", "Quillmere Cider Ltd", None, None)]},
            {"said": ("Ann Roe", "Busy week at Quillmere Cider, see you Sunday")},
        ),
        (
            PHRASE,
            {"said": ("Ann Roe", f"You know, {WORDS}.")},
            {"said": ("Ann Roe", f"Sorry, late: {WORDS}!")},
        ),
    ],
)
def test_one_more_reason_joins_an_exact_name(
    reason: str, linkedin: dict[str, Any], facebook: dict[str, Any]
) -> None:
    options = dict(facebook)
    day = options.pop("day", "2018-03-01")
    resolved = _resolve(_linkedin(ANN, **linkedin), _facebook(("Ann Roe", day), **options))
    assert [link.reasons for link in resolved.joined] == [(EXACT, reason)]
    assert resolved.suggestions == ()
    people = resolved.people.select("person_id", "platforms").rows()
    assert people == [(LINKEDIN, ["linkedin", "facebook"])]
    assert {who for log in resolved.events for who in log["person_id"]} == {LINKEDIN}


@pytest.mark.parametrize(
    ("employer", "said"),
    [
        ("Next", "See you next week then!"),
        ("Mother", "My mother is well"),
        ("The Apple Company", "I bring the apple cake"),
        ("Visa Inc", "Got my Visa for India"),
        ("Google", "just google it"),
        ("McDonald's", "Lunch at mcdonald's?"),
    ],
)
def test_an_employer_of_one_word_joins_nobody(employer: str, said: str) -> None:
    linkedin = _linkedin(ANN, profiles=[("ann-roe", "Ann Roe", employer, None, None)])
    resolved = _resolve(linkedin, _facebook(("Ann Roe", "2018-03-01"), said=("Ann Roe", said)))
    assert resolved.joined == ()
    assert resolved.suggestions == ((LINKEDIN, FACEBOOK, f"{EXACT}; {EMPLOYER_WORD}"),)


def test_a_name_that_two_people_have_is_never_joined() -> None:
    other = ("ann-roe-2", "Ann Roe", "2019-01-01")
    resolved = _resolve(_linkedin(ANN, other), _facebook(("Ann Roe", "2015-03-01")))
    assert resolved.joined == ()
    assert (LINKEDIN, FACEBOOK, f"{EXACT}; {DATES}") in resolved.suggestions
    twice = _resolve(
        _linkedin(ANN), _facebook(("Ann Roe", "2015-03-01"), ("Ann Roe", "2019-01-01"))
    )
    assert twice.joined == ()


def test_a_single_word_is_no_full_name() -> None:
    resolved = _resolve(_linkedin(("ann", "Ann", "2015-03-01")), _facebook(("Ann", "2015-03-01")))
    assert (resolved.joined, resolved.suggestions) == ((), ())


def test_alike_names_need_a_reason_and_are_never_joined() -> None:
    person = ("johanna-teasdale", "Johanna Teasdale", "2015-03-01")
    far = _resolve(_linkedin(person), _facebook(("Jo Teasdale", "2018-03-01")))
    assert far.suggestions == ()
    near = _resolve(_linkedin(person), _facebook(("Jo Teasdale", "2015-03-01")))
    assert near.suggestions == (("linkedin:johanna-teasdale", "facebook:name/jo teasdale",
                                 f"{ALIKE}; {DATES}"),)  # fmt: skip
    assert near.joined == ()


def test_accents_and_order_of_words_make_names_alike_not_equal() -> None:
    resolved = _resolve(
        _linkedin(("rene-lore", "René Loré", "2015-03-01")),
        _facebook(("Lore Rene", "2018-03-01")),
    )
    assert [why for _, _, why in resolved.suggestions] == [ALIKE]


def test_what_several_people_write_is_a_form_and_no_reason() -> None:
    rows = [friend("Ann Roe", "2018-03-01T09:00:00"), friend("Bo Li", "2018-03-01T09:00:00")]
    rows += [wrote(name, "2020-01-01T10:00:00", f"facebook/{name}", WORDS)
             for name in ("Ann Roe", "Bo Li")]  # fmt: skip
    resolved = _resolve(_linkedin(ANN, said=("Ann Roe", WORDS)), reading("2021-01-01", rows))
    assert resolved.joined == ()
    assert (LINKEDIN, FACEBOOK, EXACT) in resolved.suggestions


def test_the_user_decides() -> None:
    sides = _linkedin(ANN), _facebook(("Ann Roe", "2015-03-01"))
    apart = _resolve(*sides, different=((LINKEDIN, FACEBOOK),))
    assert (apart.joined, apart.suggestions) == ((), ())
    assert apart.people["platforms"].to_list() == [["facebook"], ["linkedin"]]
    far = _linkedin(ANN), _facebook(("Annie Rowe", "2018-03-01"))
    joined = _resolve(*far, same=((LINKEDIN, "Annie Rowe"),))
    assert joined.people.select("person_id", "platforms").rows() == [
        (LINKEDIN, ["linkedin", "facebook"])
    ]
    with pytest.raises(UsageError, match="Nobody"):
        _resolve(*sides, different=((LINKEDIN, "Nobody Here"),))


def test_event_ids_do_not_depend_on_who_was_joined() -> None:
    sides = _linkedin(ANN), _facebook(("Ann Roe", "2015-03-01"))
    one, two = _resolve(*sides), _resolve(*sides, different=((LINKEDIN, FACEBOOK),))
    assert [log["event_id"].to_list() for log in one.events] == [
        log["event_id"].to_list() for log in two.events
    ]


def test_the_archives_may_come_in_any_order() -> None:
    sides = _linkedin(ANN), _facebook(("Ann Roe", "2015-03-01"))
    one, two = _resolve(*sides), _resolve(*sides[::-1])
    assert one.people.equals(two.people)
    assert (one.joined, one.suggestions) == (two.joined, two.suggestions)


def test_a_common_name_does_not_swamp_the_suggestions() -> None:
    many = [(f"Ann Roe {letter}", "2018-03-01") for letter in "BCDEFGHIJK"]
    parameters = default_parameters().people
    resolved = resolve(
        [_linkedin(ANN), _facebook(*many)], Choices(), replace(parameters, alike_enough=80)
    )
    assert len(resolved.suggestions) == parameters.most_suggested


def test_joining_more_than_two_ids_in_any_order_gives_one_person() -> None:
    sides = _linkedin(ANN, ("bo", "Bo Li", "2016-01-01")), _facebook(("Cy Doe", "2018-03-01"))
    cy = "facebook:name/cy doe"
    resolved = _resolve(*sides, same=((LINKEDIN, cy), ("linkedin:bo", LINKEDIN)))
    assert resolved.people["person_id"].to_list() == ["linkedin:bo"]
    assert pl.concat(list(resolved.events))["person_id"].unique().to_list() == ["linkedin:bo"]


def test_the_user_cannot_say_both() -> None:
    sides = _linkedin(ANN), _facebook(("Ann Roe", "2015-03-01"))
    pair = (LINKEDIN, FACEBOOK)
    with pytest.raises(UsageError, match="one person and two people"):
        _resolve(*sides, same=(pair,), different=(pair,))
