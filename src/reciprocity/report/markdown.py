"""The report as Markdown: everything that the page says, without its drawings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reciprocity.report.escaping import escape, escape_all
from reciprocity.report.formats import percent, signed, whole
from reciprocity.report.language import _, ngettext
from reciprocity.report.markdown_people import tell_people
from reciprocity.report.words import seen_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reciprocity.report.words import Data


_NONE: Final = "\u2013"


def render_markdown(summary: Data) -> str:
    """Return the report on a summary (`summarise`) as Markdown; archive text is escaped in it."""
    shown = escape_all(summary)
    lines = [
        *_head(shown),
        *_network(shown),
        *_ranking(shown),
        *tell_people(shown, summary["people"]),
        *_mirror(shown["mirror"]),
        *_cycles(shown["lifecycle"]),
        *_changes(shown["changes"]),
        *_coverage(shown),
        *_one_person(shown),
        *_problems(shown),
    ]
    return "\n".join(lines).rstrip("\n") + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[object]], *, right: int) -> Iterator[str]:
    """Yield the lines of a table and an empty one; from the column `right` on it holds numbers."""
    yield f"| {' | '.join(head)} |"
    yield f"| {' | '.join('---' if n < right else '---:' for n in range(len(head)))} |"
    for row in rows:
        yield f"| {' | '.join(str(cell) for cell in row)} |"
    yield ""


def _head(shown: Data) -> Iterator[str]:
    yield "# " + _("Reciprocity report")
    yield ""
    said = _("The relationships of {owner}, seen up to {date}. Dates are shown in the zone {zone}.")
    yield said.format(owner=shown["owner"], date=shown["as_of"], zone=shown["zone"])
    yield _(
        "Every verdict describes a pattern in these archives and leads to the rows it rests on. It "
        "does not describe a person."
    )
    yield ""
    if shown["redacted"]:
        yield _(
            "This report is redacted: names are replaced, texts, links and file names are left "
            "out, and dates are given to the month."
        )
        yield ""
    elif not shown["texts"]:
        yield _("This report is without texts: nothing is quoted from any message.")
        yield ""


def _network(shown: Data) -> Iterator[str]:
    yield "## " + _("The network in figures")
    yield ""
    yield from (f"- {_figure(figure)}" for figure in shown["opening"]["figures"])
    yield ""
    yield "### " + _("What could not be known")
    yield ""
    yield from (f"- {said}" for said in shown["opening"]["unknown"])
    yield ""
    yield from table(
        (_("Verdict"), _("What it means"), _("People")),
        ((v["word"], v["meaning"], v["count"]) for v in shown["verdicts"]),
        right=2,
    )
    years = shown["figures"]["years"]
    if years:
        yield from table(
            (_("Year"), _("Messages seen"), _("You sent"), _("You received"), _("New connections")),
            (
                (y["year"], seen_word(y["seen"]), y["sent"], y["received"], y["connections"])
                for y in years
            ),
            right=2,
        )


def _figure(figure: Data) -> str:
    value = figure["value"]
    if value is None:
        shown = _NONE
    else:
        shown = percent(value) if figure["key"] == "answered" else whole(value)
    return f"**{shown}** {figure['label']} ({figure['note']})"


def _ranking(shown: Data) -> Iterator[str]:
    yield "## " + _("From reciprocal to extractive")
    yield ""
    yield _("The score runs from \u22121 (extractive) to +1 (reciprocal).")
    yield ""
    yield from _people_table(shown["ranked"])
    if shown["unranked"]:
        yield "### " + _("Without a rank: not enough evidence")
        yield ""
        yield from _people_table(shown["unranked"])
    if shown["elsewhere"]:
        yield "### " + _("You talk elsewhere")
        yield ""
        yield from (f"- {p['name']}. {p['elsewhere']}" for p in shown["elsewhere"])
        yield ""


def _people_table(rows: Sequence[Data]) -> Iterator[str]:
    head = (
        _("Name"), _("Verdict"), _("Last contact"), _("Rank"), _("Score"), _("Interval"),
        _("You wrote"), _("They wrote"), _("Pitches to you"), _("Pitches by you"),
    )  # fmt: skip
    yield from table(head, map(_row, rows), right=3)


def _row(row: Data) -> Sequence[object]:
    interval = f"{signed(row['low'])} / {signed(row['high'])}"
    scored = (signed(row["score"]), interval) if row["bar"] else (_NONE, _NONE)
    return (
        row["name"], row["verdict_word"], row["last_contact"]["text"] or _NONE,
        row["rank"] or _NONE, *scored, row["sent"], row["received"], row["pitches_received"],
        row["pitches_sent"],
    )  # fmt: skip


def _mirror(mirror: Data) -> Iterator[str]:
    yield "## " + _("The mirror")
    yield ""
    for told in mirror["lists"]:
        yield from _reasons(f"### {told['title']}", told)
    for item in mirror["items"]:
        yield f"### {item['title']}"
        yield ""
        yield from (f"- {figure['sentence']}" for figure in item["figures"] if figure["sentence"])
        yield ""
        if item["people"]:
            yield from _reasons(f"#### {item['people']['title']}", item["people"])


def _reasons(title: str, told: Data) -> Iterator[str]:
    """Yield a list of people with their reasons; nobody is said, too."""
    yield title
    yield ""
    if not told["rows"]:
        yield _("Nobody, as far as these archives show.")
    yield from (f"- {row['name']}: {row['reason']}" for row in told["rows"])
    if told["more"]:
        more = ngettext("And {n} more.", "And {n} more.", told["more"])
        yield f"- {more.format(n=told['more'])}"
    yield ""


def _cycles(cycle: Data) -> Iterator[str]:
    flow = cycle["flow"]
    if not flow and not cycle["curves"]:
        return
    yield "## " + _("Life cycles")
    yield ""
    if flow:
        yield from (f"- {said}" for said in flow["said"])
        yield ""
        yield from table(
            (_("From"), _("To"), _("Times"), _("Median time"), _("Known of")),
            ((r["source"], r["target"], r["count"], r["median"] or _NONE, r["timed"])
             for r in flow["rows"]), right=2,
        )  # fmt: skip
    for curve in cycle["curves"]:
        yield f"### {curve['title']}"
        yield ""
        yield from (f"- {said}" for said in curve["said"])
        yield ""


def _changes(changes: Sequence[Data]) -> Iterator[str]:
    if not changes:
        return
    yield "## " + _("Since the export before")
    yield ""
    for change in changes:
        since, until = change["since"]["text"], change["until"]["text"]
        yield f"### {change['platform']}: {since} \u2013 {until}"
        yield ""
        for group in change["groups"]:
            people = [_changed(row) for row in group["rows"]]
            more = [_("and {number} more").format(number=group["more"])] if group["more"] else []
            yield f"- {group['title']}: {', '.join([*people, *more])}"
        if not change["groups"]:
            yield _("These exports show nobody who was added or is gone since, and no pitch.")
        yield ""


def _changed(row: Data) -> str:
    inferred = _("inferred")
    return f"{row['name']} ({inferred})" if row["inferred"] else str(row["name"])


def _coverage(shown: Data) -> Iterator[str]:
    yield "## " + _("What these archives can and cannot show")
    yield ""
    for export in shown["exports"]:
        yield f"### {export['platform']}, {export['kind']}, {export['date']['text']}"
        yield ""
        yield export["name"]
        yield ""
        yield from (_seen(kind) for kind in export["coverage"])
        if export["apart"]:
            apart = _("Kept apart, because nobody addressed anybody: {what}.")
            yield f"- {apart.format(what=', '.join(export['apart']))}"
        yield ""
    for told in shown["never_exported"]:
        where = told["platform"]
        said = _("Never exported by %(platform)s") if where else _("Never exported")
        yield "### " + said % {"platform": where}
        yield ""
        yield from (f"- {said}" for said in told["said"])
        yield ""
    if shown["advice"]:
        yield "### " + _("To see more next time")
        yield ""
        yield from (f"- {said}" for said in shown["advice"])
        yield ""


def _seen(kind: Data) -> str:
    basis = f" ({kind['basis']})" if kind["basis"] else ""
    return f"- {kind['kind']}: {kind['said']}{basis}"


def _one_person(shown: Data) -> Iterator[str]:
    """Yield who was taken to be one person on two platforms, and who perhaps is."""
    joined, perhaps = shown["joined"], shown["suggestions"]
    if joined:
        told = ngettext(
            "%(n)s person is taken to be the same on both platforms",
            "%(n)s people are taken to be the same on both platforms",
            len(joined),
        )
        yield f"### {told % {'n': whole(len(joined))}}"
        yield ""
        yield from (_pair(row["person"]["name"], row) for row in joined)
        yield ""
    if perhaps:
        told = ngettext(
            "%(n)s pair is perhaps one person",
            "%(n)s pairs are perhaps one person",
            len(perhaps),
        )
        yield f"### {told % {'n': whole(len(perhaps))}}"
        yield ""
        both = _("%(one)s and %(other)s")
        for row in perhaps:
            names = {"one": row["first"]["name"], "other": row["second"]["name"]}
            yield _pair(both % names, row)
        yield ""


def _pair(who: str, row: Data) -> str:
    reason = f": {row['reason']}" if row["reason"] else ""
    ids = f" ({', '.join(row['ids'])})" if row["ids"] else ""
    return f"- {who}{reason}{ids}"


def _problems(shown: Data) -> Iterator[str]:
    yield "## " + _("What could not be read")
    yield ""
    if not shown["problems"]:
        yield _("Every row could be read.")
        yield ""
        return
    yield from table(
        (_("Kind"), _("File"), _("What it means"), _("How often")),
        ((p["kind"], p["member"] or escape(_("the archive")), p["hint"], p["count"])
         for p in shown["problems"]), right=3,
    )  # fmt: skip
