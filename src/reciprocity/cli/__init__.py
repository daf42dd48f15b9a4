"""The command line: stdout is data, stderr is talk, exit codes are errors.ExitCode.

Importing this loads next to nothing, so that even an early interrupt is met politely; a command
loads what it needs when it runs.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING, Final

from reciprocity.cli.talk import complain, interruption, verbosity
from reciprocity.errors import ExitCode, ReciprocityError

if TYPE_CHECKING:
    from types import FrameType

_interrupts: Final[list[int]] = []


class _Interrupt(KeyboardInterrupt):
    """An interrupt that may pass through any library.

    When a plain KeyboardInterrupt leaves code that was given as text to `exec`, as SciPy does
    while it is imported, CPython (pythonrun.c, `run_eval_code_obj`) remembers it, and `python -m`
    then dies of SIGINT at its end, whatever exit code it asks for. It looks for the very class.
    """


def main() -> None:
    """Run the command line and end the process with its exit code."""
    signal.signal(signal.SIGINT, _note_interrupt)
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
    except BaseException as error:  # noqa: BLE001  a traceback could show content of the archive
        # Libraries may turn an interrupt into an error of their own.
        return _interrupted() if _interrupts else _failed(error)
    return ExitCode.DONE


def _note_interrupt(number: int, _frame: FrameType | None) -> None:
    _interrupts.append(number)
    raise _Interrupt


def _interrupted() -> int:
    complain(f"Interrupted; {interruption.said}.")
    return ExitCode.INTERRUPTED


def _code(end: SystemExit) -> int:
    return end.code if isinstance(end.code, int) else ExitCode.DONE


def _failed(error: BaseException) -> int:
    complain(_apology(error))
    return ExitCode.INTERNAL


def _apology(error: BaseException) -> str:
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
