"""An analysis whose every field tries to break out of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reciprocity.people import Link
from reciprocity.problems import Problem
from reciprocity.ranking import COUNTS
from tests.report.apart import with_elsewhere
from tests.report.book import Book, utc
from tests.report.factory import add_expert, make_analysis, make_export
from tests.report.reflected import everywhere, make_mirror

if TYPE_CHECKING:
    from reciprocity.analysis import Analysis

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg onload=alert(1)>",
    "javascript:alert(1)",
    "</style><script>alert(1)</script>",
    "</textarea></title></script><iframe src='https://evil.example/'>",
    "{{7*7}}{% raw %}${7*7}",
    r"$\frac{1}{0}$ $$ \n %s {name}",
    "abc\u202egnp.exe\u2066\u2069",
    "nul\x00bell\x07esc\x1b[31m del\x7f",
    "W" * 10_000,
    "&lt;b&gt; &amp;#60;",
    "]]><!-- --> <?xml ?>",
    "line\nbreak\r\nand\u2028more",
    "",
    "   ",
)
URLS = (
    "javascript:alert(1)//https://www.linkedin.com/in/x",
    "https://www.linkedin.com/in/x?next=javascript:alert(1)",
    "https://www.linkedin.com.evil.example/in/x",
    'https://www.linkedin.com/in/x" onmouseover="alert(1)',
    "https://www.linkedin.com/in/a\u202eb",
    "http://www.linkedin.com/in/x",
    "//evil.example/in/x",
    "data:text/html,<script>alert(1)</script>",
    "https://www.linkedin.com/in/x\n",
    "https://www.facebook.com/l.php?u=javascript:alert(1)",
    "https://www.facebook.com/x/../l.php",
    "https://www.facebook.com@evil.example/x",
)


def add_hostile(book: Book, place: int, text: str) -> None:
    """Write a pair with the text in every field that holds text from outside."""
    person = f"{('linkedin', 'facebook')[place % 2]}:{place}{text}"
    cues = ((0, max(1, len(text) // 2), text), (-5, 10**6, "x"), (3, 2, text))
    event = book.message(person, "2019-04-01T09:00:00", "person", text, "pitch", cues)
    book.events[-1].update(archive=text or "a.zip", member=text or "m.csv")
    if place % 2:
        book.events[-1].update(platform="facebook", channel="message_request")
    moment = utc("2019-04-01T09:00")
    book.stage(
        person, "pitch", moment, probability=0.9, cues=[text], events=(event,),
        descriptors=[text, "third_party"], channel=text or "message_request",
        conversation_gone=["2019-04-02T00:00:00Z", "2019-04-03T00:00:00Z"],
    )  # fmt: skip
    book.stage(person, "engagement", moment, count=1, events=(event,))
    book.stage(person, "thanks", moment, answered=None, events=(event,))
    book.stage(person, "decline", moment, of=text, events=(event,))
    book.stage(person, "reply", moment, to=text, events=(event,))
    for gone in ("removal", "withdrawal"):
        book.stage(
            person, gone, moment, moment, actor="unknown", explanations=[text],
            days_after_decline=None, events=(event,),
        )  # fmt: skip
    counts: dict[str, Any] = dict.fromkeys(COUNTS, 1)
    url = URLS[place % len(URLS)]
    platforms = (("linkedin",), ("facebook",), ("linkedin", "facebook"), (text,))[place % 4]
    book.person(person, text, "extractive", -0.5, url=url, platforms=platforms, **counts)
    book.signal(person, "pitches", -0.5, (event, "missing"))
    book.signal(person, f"unheard of {text}", 0.1, ())


def make_hostile() -> Analysis:
    """Return an analysis with every hostile text in every field."""
    book = Book()
    for place, text in enumerate(HOSTILE):
        add_hostile(book, place, text)
    add_expert(book)
    ids = [score["person_id"] for score in book.scores]
    every = " ".join(HOSTILE)
    changes: dict[str, Any] = {
        "owner_name": every,
        "exports": tuple(_export(text) for text in HOSTILE),
        "problems": tuple(
            Problem(archive=text, member=text, row=3, kind=text, hint=text) for text in HOSTILE
        ),
        "mirror": make_mirror(people=everywhere(ids)),
        "suggestions": tuple((ids[0], person, every) for person in ids),
        "joined": tuple(
            Link(ids=(person, ids[0]), reasons=(every, ""), certain=True) for person in ids
        ),
    }
    book.person("linkedin:apart", every, "one_sided_you", -0.1)
    return with_elsewhere(make_analysis(book, **changes), {"linkedin:apart": every})


def _export(text: str) -> Any:
    seen: dict[str, Any] = {"from": None, "to": "2021-02-20T12:00:00Z", "basis": text, "gaps": []}
    return make_export(
        name=text,
        platform=text,
        kind=text,
        reasons=(text,),
        coverage={text: seen},
        members={"read": [text], "ignored": [], "unknown": [text], "unreadable": [text]},
        advice=text,
        apart={text: 2},
    )
