"""Where the time goes, stage by stage: once with a clock, once with a profiler.

`python -m benchmarks.stages ZIP [cumulative|tottime] [COMMAND...]`. A stage is a function that the
pipeline calls once or once per download; while it runs, a clock or a profiler of its own runs too.
"""

from __future__ import annotations

import cProfile
import io
import pstats
import sys
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from unittest.mock import patch

STAGES: Final = {
    "read": "reciprocity.inspection.read_together",
    "resolve": "reciprocity.inspection.resolve",
    "unite": "reciprocity.inspection.unite",
    "write": "reciprocity.cli.eventlog.write_parquet",
    "timeline": "reciprocity.analysis.build_timeline",
    "rank": "reciprocity.analysis.rank_people",
    "lifecycle": "reciprocity.analysis.life_cycle",
    "document": "reciprocity.contracts.rank_document",
    "summarise": "reciprocity.report.page.summarise",
    "draw": "reciprocity.report.page.draw_images",
    "draw cycles": "reciprocity.report.page.draw_cycles",
    "render": "reciprocity.report.page.render",
}
COMMANDS: Final = ("events", "rank", "report")
_LINES: Final = 40

Watch = Callable[[str], AbstractContextManager[None]]


def run_pipeline(path: Path, watch: Watch, commands: Collection[str] = COMMANDS) -> None:
    """Do what the commands do with a download, together and once, watching every stage."""
    with ExitStack() as stack:
        for stage, target in STAGES.items():
            stack.enter_context(patch(target, _watched(target, stage, watch)))
        inspection = import_module("reciprocity.inspection").read([path])
        if "events" in commands:
            log = import_module("reciprocity.cli.eventlog")
            with TemporaryDirectory() as folder:
                log.write_parquet(inspection.events, inspection.people, Path(folder) / "x.parquet")
        if {"rank", "report"} & set(commands):
            judged = import_module("reciprocity.analysis").judge(inspection)
            import_module("reciprocity.contracts").rank_document(judged)
            import_module("reciprocity.report.page").render_report(judged)


def _watched(target: str, stage: str, watch: Watch) -> Callable[..., Any]:
    module, _, name = target.rpartition(".")
    function = getattr(import_module(module), name)

    def watched(*args: Any, **kwargs: Any) -> Any:
        with watch(stage):
            return function(*args, **kwargs)

    return watched


def time_stages(path: Path, commands: Collection[str] = COMMANDS) -> dict[str, float]:
    """Return stage -> seconds without imports, and under `all` those of everything together."""
    seconds = dict.fromkeys(STAGES, 0.0)

    @contextmanager
    def clock(stage: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        seconds[stage] += time.perf_counter() - start

    for target in STAGES.values():
        import_module(target.rpartition(".")[0])
    start = time.perf_counter()
    run_pipeline(path, clock, commands)
    return {**seconds, "all": time.perf_counter() - start}


def profile_stages(path: Path, order: str, commands: Collection[str] = COMMANDS) -> dict[str, str]:
    """Return stage -> its most expensive functions, as text."""
    profiles = {stage: cProfile.Profile() for stage in STAGES}

    @contextmanager
    def profiled(stage: str) -> Iterator[None]:
        with profiles[stage]:
            yield

    run_pipeline(path, profiled, commands)
    return {stage: _text(p, order) for stage, p in profiles.items() if p.getstats()}


def _text(profile: cProfile.Profile, order: str) -> str:
    written = io.StringIO()
    pstats.Stats(profile, stream=written).sort_stats(order).print_stats(_LINES)
    return written.getvalue()


def main() -> None:
    """Print the seconds of the stages, then their profiles."""
    path, order, *commands = Path(sys.argv[1]), *(sys.argv[2:] or ["cumulative"])
    seconds = time_stages(path, commands or COMMANDS)
    for stage, spent in seconds.items():
        print(f"{stage:10} {spent:8.2f} s {spent / seconds['all']:7.1%}")
    for stage, text in profile_stages(path, order, commands or COMMANDS).items():
        print(f"\n== {stage}\n{text}")


if __name__ == "__main__":
    main()
