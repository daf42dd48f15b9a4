"""Whether an imbalance is more than chance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.special import bdtr

if TYPE_CHECKING:
    import pandas as pd


def chance_of_so_few(few: pd.Series, total: pd.Series) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return how likely so few of so many acts are one side's, were both equally likely to act."""
    chance: np.ndarray[Any, np.dtype[np.float64]] = np.asarray(
        bdtr(few.to_numpy(dtype=float), total.to_numpy(dtype=np.int64), 0.5)
    )
    return chance
