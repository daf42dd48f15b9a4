"""What could not be read and what that means, as the readers say it: see borrowed.py."""

from __future__ import annotations

from typing import Final

from reciprocity.report.language import N_

PROBLEMS: Final = (
    N_("unknown form"),
    N_("unreadable"),
    N_("owner unknown"),
    N_("another owner"),
    N_("bad date"),
    N_("impossible date"),
    N_("empty file"),
    N_("workbook"),
    N_("unreadable row"),
    N_("titles not understood"),
    N_("shortened messages"),
    N_("shortened list"),
    N_("part missing"),
    N_("no header"),
    N_("missing file"),
    N_("cut file"),
    N_("broken row"),
    N_("short row"),
    N_("bad registration"),
    N_("bad invitation"),
    N_("bad follow"),
    N_("bad endorsement"),
    N_("bad recommendation"),
    N_("nested value"),
    N_("huge number"),
    N_("repeated key"),
    N_("unprocessed value"),
    N_("many keys"),
    N_("unknown domain"),
    N_("empty domain"),
    N_("missing page"),
    N_("not UTF-8"),
    N_("NUL bytes"),
    N_("not UTF-16"),
    N_("no permission"),
    N_("broken link"),
    N_("link out of the folder"),
    N_("not a file"),
    N_("link"),
    N_("name twice"),
    N_("damaged"),
    N_("unknown dates"),
    N_("not documented"),
    N_("old page"),
)
"""Kinds of what could not be read."""

HINTS: Final = (
    N_("This file is empty; whether the conversation was is not known."),
    N_("This file holds no conversation in a known form; it is missing from the result."),
    N_("It is no record; the row is left out."),
    N_("Most titles of this file are in a language or a form that is not known; it names nobody."),
    N_("This page holds no conversation in a known form; it is missing from the result."),
    N_("Words in this page belong to no message that is known; they are left out."),
    N_("It lists conversations that are not in this download; give all parts of it."),
    N_("This page holds no list in a known form; what it holds is missing."),
    N_("A list in this page has a heading that is not known; it is left out."),
    N_("This page is damaged; what it holds is missing from the result."),
    N_("Its date cannot be read; it is kept without one."),
    N_("The page breaks off; only what stands before that was read."),
    N_(
        "No date on this page is in a language that is read in HTML: English, Spanish, French, "
        "German."
    ),
    N_("This page has a form that is not known; what it holds is missing from the result."),
    N_("Nothing tells which side of the conversations is yours: name it with --owner."),
    N_("Nothing tells which side of the messages is yours: name it with --owner."),
    N_(
        "The name of the owner stands on no side of the messages: name the one that does with "
        "--owner."
    ),
    N_("It gives its owner another name; the one you told counts as a name of the owner, too."),
    N_("No message holds anything that is known; the conversations were not read."),
    N_("This lies before Facebook or after the export; left out."),
    N_("This lies before LinkedIn or after the export; left out."),
    N_(
        "How this looks in HTML is not documented, so it is read in JSON alone: ask Facebook "
        "again and choose JSON."
    ),
    N_(
        "This page is of a download of before May 2018, among files of a later one: give the "
        "two as two downloads, each with all its files."
    ),
    N_("The file breaks off or is damaged; only the whole records that are left were read."),
    N_("The file breaks off or is damaged; only the rows before that place were read."),
    N_("This file is not JSON; what it holds is missing from the result."),
    N_("This entry is no message, or has no date to read."),
    N_("What it says is no text; it counts as empty."),
    N_("This message has no time at which Facebook existed; left out."),
    N_("This file has a form that is not known; what it holds is missing from the result."),
    N_("It names nobody; the row is left out."),
    N_("Its time cannot be read, or be right; it is kept without one."),
    N_("Its time cannot be read, or be right; the row is left out."),
    N_("The row is not an object of keys and values and was left out."),
    N_("A value of this row is a list or an object; it counts as empty."),
    N_("A number of this row is too large to keep its digits; it counts as empty."),
    N_("A key stands twice in this row; its last value counts."),
    N_("LinkedIn could not give a value of this row; it counts as empty."),
    N_("The rows have more keys than any table of LinkedIn's; the rest was left out."),
    N_("The row does not tell whether the endorsement was given or received."),
    N_("The day of this connection cannot be read; it is kept undated."),
    N_("Its date, its status or whose it is is unreadable."),
    N_("The date, the direction or the other party of this request cannot be read."),
    N_("The time of this message cannot be read."),
    N_("Its date or its other party is unreadable."),
    N_("The date of what you did in public cannot be read; it is not counted."),
    N_("This file is empty; what it was to hold is missing from the result."),
    N_("The day on which the owner joined cannot be read from it."),
    N_("This file names a domain but has no list of rows for it, or two of them."),
    N_("This file holds a domain that this program does not know; left out."),
    N_(
        "LinkedIn also answers without rows while it still prepares a domain, so nothing is "
        "concluded from it; ask again after a day."
    ),
    N_("Its rows lack the keys this program knows, so nothing was read from it."),
    N_(
        "The pages link to one that is not here, so rows may be missing and nothing is "
        "concluded from what is absent; fetch pages until LinkedIn answers that no data is "
        "left, and keep that answer too, with the domain in its file name."
    ),
    N_(
        "Is an Excel workbook under the name of a CSV; save it as CSV or use the original download."
    ),
    N_("All rows have fewer columns than the row of names; the missing ones count as empty."),
    N_("Has no row with the column names this program knows, so nothing was read from it."),
    N_("The row does not split into the columns of the file and was left out."),
    N_("The row has fewer columns than the file; the missing ones count as empty."),
    N_("Some characters could not be read and were replaced."),
    N_("Another file in the zip bears the same name; only the last one of them was read."),
    N_("It was left out; what it holds is missing from the result."),
    N_(
        "Beside the earlier download the file of messages looks cut in time. Nothing is said of"
        " what lies outside of what it shows."
    ),
    N_(
        "Beside the earlier download many conversations are missing: give every zip of this "
        "one. Nothing is said of what its messages do not show."
    ),
    N_(
        "Beside the earlier download many conversations are missing, so the file of messages is"
        " not whole: ask for it again. Nothing is said of what it does not show."
    ),
    N_("This list looks cut beside the earlier one; nobody is called removed."),
)
"""What that means for the result."""
