"""What is said on stderr, and how much of it."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from reciprocity.printable import printable


@dataclass
class _Verbosity:
    """How much is said; set once by the options before the command."""

    quiet: bool = False
    verbose: bool = False


@dataclass
class _Interruption:
    """What is said of the work when it is interrupted."""

    said: str = "nothing was written"


verbosity = _Verbosity()
interruption = _Interruption()


def complain(sentence: str) -> None:
    """Say why it failed, however quiet the user asked to be."""
    print(f"reciprocity: {printable(sentence)}", file=sys.stderr)  # noqa: T201


def say(sentence: str) -> None:
    """Say something the user should know."""
    if not verbosity.quiet:
        complain(sentence)


def progress(sentence: str) -> None:
    """Say how far it has come: to a terminal, or when asked to say more."""
    if verbosity.verbose or sys.stderr.isatty():
        say(sentence)
