"""What the user's own labels change in the model: two numbers, kept close to changing nothing.

The log-odds x of the model become t + offset + slope * (x - t), where t are those of the threshold.
Offset and slope are the most likely ones given the labels (logistic regression) and their priors:
normal, around 0 and 1. Labels are asked for where x is near t. There the offset is seen and the
slope is not, which stays what its prior says: far from the threshold next to nothing changes
but by the offset.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from scipy.special import expit

from reciprocity.parameters import default_parameters

if TYPE_CHECKING:
    from reciprocity.parameters import LabelParameters
    from reciprocity.pitch.contexts import Column, Flags
    from reciprocity.pitch.ngrams import Numbers

_STEPS: Final = 50
_CLOSE: Final = 1e-10
_SLOPE_MIN: Final = 0.01  # a slope of 0 or less would turn the model over


@dataclass(frozen=True, kw_only=True)
class Labelled:
    """What the user says of texts, and how much this may change the model.

    told: 1 for a pitch, 0 for none, NaN for nothing, for every text.
    """

    told: Column
    parameters: LabelParameters

    @classmethod
    def of_nothing(cls, count: int) -> Labelled:
        """Return that nothing is said of so many texts."""
        return cls(told=np.full(count, np.nan), parameters=default_parameters().labels)

    def without(self, quick: Flags) -> Labelled:
        """Return the same without what is said of these texts."""
        return replace(self, told=np.where(quick, np.nan, self.told))

    @property
    def rows(self) -> Numbers:
        """The numbers of the texts of which something is said."""
        return np.flatnonzero(~np.isnan(self.told))


@dataclass(frozen=True, kw_only=True)
class Correction:
    """From log-odds of the model to log-odds for this user; without labels the same."""

    pivot: float = 0.0
    offset: float = 0.0
    slope: float = 1.0

    def of(self, logits: Any) -> Any:
        """Return the log-odds for this user."""
        if self == Correction(pivot=self.pivot):
            return logits
        return self.pivot + self.offset + self.slope * (logits - self.pivot)

    def before(self, logit: float) -> float:
        """Return which log-odds of the model become these."""
        if self == Correction(pivot=self.pivot):
            return logit
        return self.pivot + (logit - self.pivot - self.offset) / self.slope


def fit_correction(logits: Column, labelled: Labelled, codes: Numbers, pivot: float) -> Correction:
    """Return the most likely correction, from the model's log-odds of all texts.

    codes: the same number for copies of one text, whose labels count together as one: a circular is
    one decision, however often it came. pivot: log-odds of the threshold; where it has none (0 or
    1) nothing can be corrected.
    """
    rows, parameters = labelled.rows, labelled.parameters
    if not len(rows) or not np.isfinite(pivot):
        return Correction()
    told = labelled.told[rows]
    _, places, copies = np.unique(codes[rows], return_inverse=True, return_counts=True)
    counts = 1 / copies[places]
    deviations = np.array([parameters.offset_deviation, parameters.slope_deviation])
    x = logits[rows] - pivot
    # In units of the deviations both priors are the standard normal distribution.
    design = np.column_stack([np.ones_like(x), x]) * deviations
    offset, tilt = _most_likely(design, pivot + x, told, counts) * deviations
    least = float(np.clip(parameters.slope_least, _SLOPE_MIN, 1.0))
    if 1 + tilt < least:
        # The problem is convex: where the best slope is out of bounds, the bound is the best.
        tilt = least - 1
        (offset,) = _most_likely(design[:, :1], pivot + least * x, told, counts) * deviations[:1]
    return Correction(pivot=pivot, offset=float(offset), slope=float(1 + tilt))


def _most_likely(design: Any, base: Column, told: Column, counts: Column) -> Any:
    """Return the minimum of the regularised logistic loss, by Newton's method with halved steps.

    counts: how much each row counts.
    """

    def loss(point: Any) -> float:
        logits = base + design @ point
        losses = np.logaddexp(0.0, logits) - told * logits
        return float(counts @ losses + point @ point / 2)

    point = np.zeros(design.shape[1])
    for _ in range(_STEPS):
        likely = expit(base + design @ point)
        gradient = design.T @ (counts * (likely - told)) + point
        spread = counts * likely * (1 - likely)
        curvature = (design.T * spread) @ design + np.eye(len(point))
        step = np.linalg.solve(curvature, gradient)
        while loss(point - step) > loss(point) and np.abs(step).max() > _CLOSE:
            step = step / 2
        point = point - step
        if np.abs(step).max() <= _CLOSE:
            break
    return point
