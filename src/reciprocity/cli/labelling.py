"""What `label` does: shows the messages of which the model is least sure, and takes the answers."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from reciprocity.cli.eventlog import harmless
from reciprocity.cli.output import emit
from reciprocity.cli.talk import interruption, say
from reciprocity.files import replacing
from reciprocity.labels import WORDS, as_cell
from reciprocity.pitch import pitch_cues
from reciprocity.pitch.folding import TEXT_MAX
from reciprocity.printable import printable
from reciprocity.report.clean import block
from reciprocity.report.times import find_zone
from reciprocity.report.words import cue_words

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from reciprocity.analysis import Analysis
    from reciprocity.labels import LabelsFile

_SHOWN: Final = 600  # characters of a text, unless all are asked for
_ANSWERS: Final = (*WORDS, "skip", "undo", "quit")
_PROMPT: Final = "[p]itch, [o]rdinary, [s]kip, [u]ndo or [q]uit? "
_COARSE: Final = ("day", "interval")
# Not to be taken for what the program says: every line of an archive's text begins with this.
_MARGIN: Final = "  | "


def doubtful_messages(analysis: Analysis, threshold: float, limit: int) -> pd.DataFrame:
    """Return the messages to ask about: event_id, at, precision, sender, reader, probability, text.

    One-to-one messages in words of their own, not yet labelled; received ones first, and then the
    nearest to the threshold. Those that no phrase could lift over it are told by their n-grams.
    Copies of a text, sent ones and received ones apart, have one number (`words`) and stand where
    the most doubtful of them does. limit: so many different texts.
    """
    acts = analysis.acts[~analysis.acts["one_click"] & ~analysis.acts["labelled"]]
    rows = analysis.events[["event_id", "at", "precision", "actor", "text"]]
    found = acts[["event_id", "person_id", "probability"]].merge(rows, on="event_id")
    found = found[found["text"].fillna("").str.strip() != ""]
    ordered = found.assign(
        sent=found["actor"] == "owner", doubt=(found["probability"] - threshold).abs()
    ).sort_values(["sent", "doubt", "event_id"], kind="stable")
    words = ordered.groupby(["sent", "text"], sort=False).ngroup()
    grouped = ordered.assign(words=words).sort_values("words", kind="stable")
    chosen = grouped[grouped["words"] < limit].reset_index(drop=True)
    names = analysis.people.set_index("person_id")["name"]
    name = chosen["person_id"].map(names).astype(object)
    return chosen.assign(
        sender=name.mask(chosen["sent"], "you"), reader=name.where(chosen["sent"], "you")
    )


def write_table(messages: pd.DataFrame, path: Path) -> None:
    """Write the messages as a CSV with an empty column `label`, to be filled in.

    With a byte order mark, without which Excel takes UTF-8 for something else.
    """
    frame = pl.DataFrame(
        {
            "event_id": [as_cell(event_id) for event_id in messages["event_id"]],
            "label": [""] * len(messages),
            "date": [f"{at:%Y-%m-%d %H:%M}" for at in messages["at"]],
            "from": messages["sender"].tolist(),
            "to": messages["reader"].tolist(),
            "probability": messages["probability"].round(4).tolist(),
            "text": [text[:TEXT_MAX] for text in messages["text"]],
        },
        schema_overrides=dict.fromkeys(("date", "from", "to", "text"), pl.String),
    )
    ids = frame["event_id"]
    with replacing(path) as file:
        harmless(frame).with_columns(ids).write_csv(file, include_bom=True)


def ask(messages: pd.DataFrame, file: LabelsFile, timezone: str, *, full: bool) -> None:
    """Show one text after another and save each answer at once, until the end of the answers.

    An answer is kept for all messages of the text. An interrupt goes on to the caller; what was
    answered is kept.
    """
    first = messages.drop_duplicates("words")
    rows: list[dict[str, Any]] = first.to_dict("records")  # type: ignore[assignment]
    if not rows:
        say("There is no message left to ask about.")
        return
    cues = pitch_cues(first["text"])
    alike = [list(ids) for _, ids in messages.groupby("words")["event_id"]]
    told: list[bool | None] = []
    while len(told) < len(rows):
        at = len(told)
        _note(told, file)
        row = rows[at] | {"copies": len(alike[at]) - 1}
        _show(row, cues[at], f"{at + 1} of {len(rows)}", timezone, full=full)
        answer = _answer(undoable=bool(told))
        if answer == "quit":
            break
        if answer == "undo":
            if told.pop() is not None:
                file.put(dict.fromkeys(alike[at - 1]))
            continue
        if answer in WORDS:
            file.put(dict.fromkeys(alike[at], WORDS[answer]))
        told.append(WORDS.get(answer))
    _note(told, file)
    say(f"{interruption.said[0].upper()}{interruption.said[1:]}.")


def _note(told: list[bool | None], file: LabelsFile) -> None:
    """Keep in mind what is to be said when it ends, however it ends."""
    number = sum(answer is not None for answer in told)
    if number:
        what = "1 label is" if number == 1 else f"{number} labels are"
        interruption.said = f"{what} kept in {file.path}, a file for --labels"
    else:
        interruption.said = "nothing was labelled"


def _answer(*, undoable: bool) -> str:
    """Return one of _ANSWERS; `quit` when no more answers come."""
    while True:
        emit(_PROMPT.encode())
        line = sys.stdin.buffer.readline() if sys.stdin else b""
        if not line:
            emit(b"\n")
            return "quit"
        said = line.decode("utf-8", "replace").strip().lower()
        for answer in _ANSWERS:
            if said in (answer, answer[0]) and (undoable or answer != "undo"):
                return answer
        emit(b"Please answer p, o, s, u or q; there is nothing to undo at the start.\n")


def _show(
    row: dict[str, Any],
    cues: tuple[tuple[int, int, str], ...],
    place: str,
    timezone: str,
    *,
    full: bool,
) -> None:
    text = row["text"]
    left_out = 0 if full else len(text) - _SHOWN
    shown = text[:_SHOWN] if left_out > 0 else text
    sure = f"a pitch with a probability of {row['probability']:.0%}"
    names = f"From {printable(row['sender'])} to {printable(row['reader'])}"
    lines = [
        "",
        f"{place}. {_when(row, timezone)}. {names}, {sure}:",
        *(f"{_MARGIN}{line}" for line in block(shown).split("\n")),
    ]
    if left_out > 0:
        lines.append(f"  ({left_out} more characters; --full shows them)")
    if row["copies"]:
        more = "1 more message says" if row["copies"] == 1 else f"{row['copies']} more messages say"
        lines.append(f"  ({more} the same; the answer is kept for all)")
    lines += [
        f'  marked: "{printable(text[start:end])}" ({cue_words(cue)})' for start, end, cue in cues
    ]
    emit("".join(f"{line}\n" for line in lines).encode("utf-8", "replace"))


def _when(row: dict[str, Any], timezone: str) -> str:
    if row["precision"] in _COARSE:
        return f"{row['at']:%Y-%m-%d}"
    return f"{row['at'].astimezone(find_zone(timezone)):%Y-%m-%d %H:%M}"
