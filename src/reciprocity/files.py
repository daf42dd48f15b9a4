"""Files of the user: reads one in TOML, and writes one so that there is the whole of it or none."""

from __future__ import annotations

import os
import tempfile
import tomllib
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from reciprocity.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator


def read_toml(path: Path, called: str) -> dict[str, Any]:
    """Return what a TOML file of the user says; called: what it is, as in "people file".

    Raises UsageError when it cannot be read.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"The {called} {path.name} cannot be read: {error}.") from error


@contextmanager
def replacing(path: str | os.PathLike[str]) -> Iterator[IO[bytes]]:
    """Yield a binary file that takes the place of `path` when the block ends without an error.

    It is readable by its owner only. Whatever happens, no half-written file stays behind, and a
    file that was there is either untouched or complete. UsageError when it cannot be written.
    """
    target = Path(path)
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".reciprocity-", suffix=".tmp")
    except OSError as error:
        raise UsageError(f"{target} cannot be written: {error.strerror}.") from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except OSError as error:
        raise UsageError(f"{target} cannot be written: {error.strerror}.") from error
    finally:
        temporary.unlink(missing_ok=True)
