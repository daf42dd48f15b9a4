"""What can go wrong in a way the user can mend: one sentence each, and an exit code."""

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes of the command line; other programs rely on them."""

    DONE = 0
    INTERNAL = 1
    USAGE = 2
    NOT_RECOGNISED = 3
    DAMAGED = 4
    INTERRUPTED = 130


class ReciprocityError(Exception):
    """A failure with one sentence for the user: what is wrong and what to do next.

    The sentence never holds content of an archive (names of people, text of messages).
    """

    exit_code = ExitCode.INTERNAL


class UsageError(ReciprocityError):
    """The request makes no sense: a path that is not there, two owners, an ambiguous person."""

    exit_code = ExitCode.USAGE


class NotRecognisedError(ReciprocityError):
    """The input is readable but is not a download this program knows, or nobody is in it."""

    exit_code = ExitCode.NOT_RECOGNISED


class DamagedError(ReciprocityError):
    """The input is broken, or refused because reading it would not be safe."""

    exit_code = ExitCode.DAMAGED
