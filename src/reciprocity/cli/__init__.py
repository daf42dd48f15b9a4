"""The command line: stdout is data, stderr is talk, exit codes are errors.ExitCode.

Importing this loads next to nothing, so that even an early interrupt is met politely; a command
loads what it needs when it runs.
"""

from __future__ import annotations

import os
import sys

from reciprocity.cli.talk import complain, verbosity
from reciprocity.errors import ExitCode, ReciprocityError


def main() -> None:
    """Run the command line and end the process with its exit code."""
    sys.exit(_run())


def _run() -> int:
    try:
        from reciprocity.cli.commands import app

        app()
    except ReciprocityError as error:
        complain(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        return _interrupted()
    except SystemExit as end:  # typer ends the process itself, also when it is interrupted
        return _interrupted() if end.code == ExitCode.INTERRUPTED else _code(end)
    except BrokenPipeError:
        # Whoever read our output has seen enough; the interpreter must not complain at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.DONE
    except Exception as error:  # noqa: BLE001  a traceback could show content of the archive
        complain(_apology(error))
        return ExitCode.INTERNAL
    return ExitCode.DONE


def _interrupted() -> int:
    complain("Interrupted; nothing was written.")
    return ExitCode.INTERRUPTED


def _code(end: SystemExit) -> int:
    return end.code if isinstance(end.code, int) else ExitCode.DONE


def _apology(error: Exception) -> str:
    if isinstance(error, MemoryError):
        return "There is not enough memory for this archive on this machine."
    return (
        f"Something went wrong inside reciprocity ({_place(error)}). Please report it with the "
        "output of `reciprocity --version`, never with the archive."
    )


def _place(error: BaseException) -> str:
    """Return kind and place of an error: nothing of its message, which may quote the archive."""
    trace = error.__traceback__
    places = []
    while trace is not None:
        code = trace.tb_frame.f_code
        if "reciprocity" in code.co_filename:
            places.append(f"{os.path.basename(code.co_filename)}:{trace.tb_lineno}")  # noqa: PTH119
        trace = trace.tb_next
    chosen = places if verbosity.verbose else places[-1:]
    return f"{type(error).__name__} at {' > '.join(chosen)}"
