"""A later download that lacks many conversations is one zip of several, and proves nothing."""

from __future__ import annotations

import pytest

from reciprocity.coverage import coverage_of, without_messages
from reciprocity.history import History, unite
from reciprocity.parameters import default_parameters
from reciprocity.people import Choices, resolve
from tests.readings import reading, wrote

THREADS = 20


def _united(kept: int) -> History:
    rows = [wrote(f"Ann {n}", "2020-01-01T10:00:00", f"facebook/{n}") for n in range(THREADS)]
    readings = [reading("2020-06-01", rows), reading("2020-06-20", rows[:kept])]
    parameters = default_parameters()
    resolved = resolve(readings, Choices(), parameters.people)
    return unite(readings, resolved.events, resolved.people, parameters.coverage)


@pytest.mark.parametrize(("kept", "lost"), [(20, 0), (19, 1), (16, 4)])
def test_a_few_threads_were_deleted(kept: int, lost: int) -> None:
    history = _united(kept)
    assert (history.gone.height, history.incomplete, history.problems) == (lost, frozenset(), ())


@pytest.mark.parametrize("kept", [15, 10, 1])
def test_many_threads_are_a_part_that_is_missing(kept: int) -> None:
    history = _united(kept)
    assert history.gone.height == 0
    assert history.incomplete == {"facebook-2020-06-20.zip"}
    assert [problem.kind for problem in history.problems] == ["part missing"]


def test_its_messages_are_no_witness() -> None:
    one = reading("2020-06-20", [wrote("Ann", "2020-01-01T10:00:00", "facebook/1")])
    windows = coverage_of(one, default_parameters().coverage)
    assert windows["message"].start is not None
    left = without_messages(windows)
    assert (left["message"].start, left["call"].end) == (None, None)
    assert left["request_sent"] == windows["request_sent"]
