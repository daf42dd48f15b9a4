"""Files of the user: reads one in TOML, and writes one so that there is the whole of it or none."""

from __future__ import annotations

import os
import shutil
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
        why = error.strerror if isinstance(error, OSError) else error
        raise UsageError(f"The {called} {path.name} cannot be read: {why}.") from error


def target_of(path: Path) -> Path:
    """Return the file that is meant: where a link leads, else the path itself.

    UsageError for a device, a pipe, a folder, and a link that leads in a circle.
    """
    target = Path(os.path.realpath(path))
    if target.is_symlink() or (target.exists() and not target.is_file()):
        raise UsageError(f"{path} is no regular file; name one.")
    return target


def check_writable(path: Path) -> None:
    """Raise the UsageError that replacing would raise, as far as it can be known beforehand."""
    target = target_of(path)
    if target.exists() and not os.access(target, os.W_OK):
        raise UsageError(f"{path} cannot be written: it is read-only.")
    try:
        tempfile.TemporaryFile(dir=target.parent).close()
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from error


@contextmanager
def replacing(path: str | os.PathLike[str], *, users_own: bool = False) -> Iterator[IO[bytes]]:
    """Yield a binary file that takes the place of `path` when the block ends without an error.

    It is readable by its owner only; users_own: it keeps the permissions of the file that was
    there. A link stays one, and the file it leads to is replaced, by way of its own folder.
    Whatever happens, no half-written file stays behind, and a file that was there is either
    untouched or complete. UsageError when it cannot be written.
    """
    target = target_of(Path(path))
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".reciprocity-", suffix=".tmp")
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if users_own and target.exists():
            shutil.copymode(target, temporary)
        temporary.replace(target)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from error
    finally:
        temporary.unlink(missing_ok=True)
