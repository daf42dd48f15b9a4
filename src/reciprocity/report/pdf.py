"""The page as a PDF, printed by a Chromium that is installed: no window, no network, no traces."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from reciprocity.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

TIME_LIMIT: Final = 300.0  # seconds; a page of a thousand people takes one of them or two
_NAMES: Final = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
    "microsoft-edge", "microsoft-edge-stable", "msedge",
)  # fmt: skip
_MAC: Final = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
_WINDOWS: Final = (
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
_WINDOWS_ROOTS: Final = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
# The page asks for nothing; these keep the browser itself from asking for anything.
_OFFLINE: Final = (
    "--headless", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-default-apps", "--disable-domain-reliability", "--disable-extensions",
    "--disable-sync", "--disable-breakpad", "--no-first-run", "--no-default-browser-check",
    "--no-pings", "--metrics-recording-only", "--proxy-server=http://127.0.0.1:9",
    "--host-resolver-rules=MAP * ~NOTFOUND", "--no-pdf-header-footer",
    "--window-size=1280,1000",  # pictures are chosen for a window, before the page is printed
)  # fmt: skip
_NONE: Final = (
    "A PDF is printed by Chromium or Chrome, and none was found; install one, name it with the "
    "environment variable CHROMIUM, or open the HTML report and print it."
)
_FAILED: Final = (
    "The browser could not print the PDF; name another one with the environment variable "
    "CHROMIUM, or open the HTML report and print it."
)


def print_pdf(page: str, *, time_limit: float = TIME_LIMIT) -> bytes:
    """Return a page (`render`) as a PDF, whatever is folded away on it printed too.

    It is not the same bytes twice: the browser writes the time into it. What it needs lies in a
    folder for the user alone that is gone at the end, also after an interrupt. UsageError when
    there is no browser, it fails, or takes longer than the time limit (seconds).
    """
    browser = find_browser()
    with TemporaryDirectory(prefix="reciprocity-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, output = folder / "report.html", folder / "report.pdf"
        source.write_text(page, encoding="utf-8")
        _run(_command(browser, source, output, folder / "profile"), folder, time_limit)
        return _printed(output)


def find_browser() -> Path:
    """Return the browser: CHROMIUM, else one on the PATH, else one in its usual place.

    UsageError when there is none, or CHROMIUM names none.
    """
    named = os.environ.get("CHROMIUM")
    found = [shutil.which(named)] if named else _candidates()
    path = next((Path(each) for each in found if each), None)
    if path is None:
        raise UsageError(_NONE)
    return path


def _candidates() -> Iterator[str | None]:
    yield from map(shutil.which, _NAMES)
    if sys.platform == "darwin":
        yield from map(shutil.which, _MAC)
    if os.name == "nt":
        roots = [os.environ.get(root) for root in _WINDOWS_ROOTS]
        yield from (shutil.which(f"{root}/{path}") for root in roots if root for path in _WINDOWS)


def _command(browser: Path, source: Path, output: Path, profile: Path) -> list[str]:
    # Chromium's own sandbox refuses to work for root.
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return [
        str(browser),
        *_OFFLINE,
        *root,
        f"--user-data-dir={profile}",
        f"--print-to-pdf={output}",
        source.as_uri(),
    ]


def _run(command: list[str], folder: Path, time_limit: float) -> None:
    """Run the browser and end it with all its processes, whatever happens."""
    quiet = subprocess.DEVNULL
    try:
        process = subprocess.Popen(  # noqa: S603 - a browser, and arguments of our own
            command, stdin=quiet, stdout=quiet, stderr=quiet, cwd=folder, start_new_session=True
        )
    except OSError as error:
        raise UsageError(_FAILED) from error
    try:
        if process.wait(time_limit):
            raise UsageError(_FAILED)
    except subprocess.TimeoutExpired as error:
        raise UsageError(f"{_FAILED[:-1]} (it took longer than {time_limit:g} seconds).") from error
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):  # where all of them have ended
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def _printed(output: Path) -> bytes:
    data = output.read_bytes() if output.is_file() else b""
    if not data.startswith(b"%PDF-"):
        raise UsageError(_FAILED)
    return data
