"""Problems are values: what could not be read is counted and shown, never raised or quoted."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """One thing that could not be read as it stands. Holds no content of the archive.

    archive: name of the zip or folder. member: path inside it, "" for the archive as a whole.
    row: 1-based record number in the member with the header counted, None for the whole member.
    kind: a short constant such as "bad date"; hint: one sentence on what it means for the result.
    """

    archive: str
    member: str
    row: int | None
    kind: str
    hint: str
