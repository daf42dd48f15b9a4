"""Properties that hypothesis tries: a few examples in every run, many in the long one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from hypothesis import HealthCheck, given, settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import SearchStrategy

    Check = Callable[..., None]

# An example is a whole download, written and read.
_SLOW: Final = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example)
_TIMES_LONG: Final = 120


def proven(examples: int, **strategies: SearchStrategy[Any]) -> Callable[[Check], Check]:
    """Make a test of a function of pytest's fixtures and of values that are drawn, by name."""

    def proof(check: Check) -> Check:
        test: Any = _tried(check, examples, strategies, derandomize=True)
        test.at_length = _tried(check, examples * _TIMES_LONG, strategies, derandomize=False)
        return test  # type: ignore[no-any-return]

    return proof


def _tried(
    check: Check, examples: int, strategies: dict[str, SearchStrategy[Any]], *, derandomize: bool
) -> Any:
    tried = settings(
        max_examples=examples,
        deadline=None,
        derandomize=derandomize,
        suppress_health_check=_SLOW,
    )
    return tried(given(**strategies)(check))
