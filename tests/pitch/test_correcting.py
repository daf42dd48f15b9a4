"""What the user's labels change in the model, and what they leave alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit

from reciprocity.parameters import default_parameters
from reciprocity.pitch import Labelled, score_messages, score_pitches
from reciprocity.pitch.correcting import Correction, fit_correction
from reciprocity.pitch.recognising import recognise
from tests.pitch.corpus import BOOK, ORDINARY, PITCHES

PRIORS = default_parameters().labels
ALL = [*PITCHES.values(), *ORDINARY.values()]
SILENT = float("nan")
PLAIN = "See you on the platform at noon, the train is late."


def labelled(*told: float, **changes: float) -> Labelled:
    return Labelled(told=np.array(told), parameters=replace(PRIORS, **changes))


def fitted(logits: list[float], told: list[float], pivot: float = 0.0) -> Correction:
    return fit_correction(np.array(logits, float), labelled(*told), np.arange(len(told)), pivot)


def loss(correction: Correction, logits: list[float], told: list[float]) -> float:
    x, y = correction.of(np.array(logits)), np.array(told)
    prior = (correction.offset / PRIORS.offset_deviation) ** 2
    prior += ((correction.slope - 1) / PRIORS.slope_deviation) ** 2
    return float((np.logaddexp(0, x) - y * x).sum() + prior / 2)


def test_without_labels_nothing_changes() -> None:
    assert fitted([], []) == Correction()
    silent = labelled(*[SILENT] * len(ALL))
    series = pl.Series(ALL)
    plain, given_silence = recognise(series), recognise(series, labelled=silent)
    assert (plain.probability == given_silence.probability).all()
    assert plain.evidence.keys() == given_silence.evidence.keys()


def test_one_label_moves_little_and_fifty_move_more() -> None:
    moved = [fitted([0.0] * n, [1.0] * n).offset for n in (1, 10, 50)]
    assert 0.05 < moved[0] < 0.2
    assert 2 * moved[0] < moved[1] < moved[2] < 2.5
    assert [fitted([0.0] * n, [0.0] * n).offset for n in (1, 10, 50)] == pytest.approx(
        [-offset for offset in moved]
    )


def test_labels_near_the_threshold_leave_the_slope() -> None:
    near = fitted([-0.1, 0.1, 0.0, 0.05], [1.0, 1.0, 0.0, 1.0])
    assert near.slope == pytest.approx(1, abs=0.01)
    assert near.offset > 0.1


def test_copies_of_one_text_count_together_as_one_label() -> None:
    one = fitted([0.2, -0.3], [1.0, 0.0])
    logits, told, codes = [0.2] * 9 + [-0.3], [1.0] * 9 + [0.0], [7] * 9 + [3]
    copies = fit_correction(np.array(logits), labelled(*told), np.array(codes), 0.0)
    assert (copies.offset, copies.slope) == pytest.approx((one.offset, one.slope))
    # Where somebody says both of one text, this is half a label each.
    both = fit_correction(np.zeros(2), labelled(1.0, 0.0), np.zeros(2, int), 0.0)
    assert both.offset == pytest.approx(0, abs=1e-9)


def test_a_circular_shifts_the_others_once() -> None:
    others = list(PITCHES.values())
    shifted = [
        recognise(
            pl.Series([PLAIN] * copies + others),
            labelled=labelled(*[1.0] * copies, *[SILENT] * len(others)),
        ).probability[copies:, 0]
        for copies in (1, 20)
    ]
    assert shifted[0].tolist() == pytest.approx(shifted[1].tolist())
    assert (shifted[0] != recognise(pl.Series(others)).probability[:, 0]).any()


def test_the_best_correction_is_found() -> None:
    logits, told = [-3.0, -1.0, -0.2, 0.3, 0.9, 2.0, 4.0], [0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 1.0]
    best = fitted(logits, told)
    assert PRIORS.slope_least < best.slope < 1
    for offset in (-0.01, 0.0, 0.01):
        for tilt in (-0.01, 0.0, 0.01):
            other = replace(best, offset=best.offset + offset, slope=best.slope + tilt)
            assert loss(other, logits, told) >= loss(best, logits, told)


def test_labels_against_the_model_never_turn_it_over() -> None:
    logits = list(np.linspace(-6, 7, 40))
    against = fitted(logits, [float(x < 0) for x in logits])
    assert against.slope == PRIORS.slope_least
    # On the bound the offset is the best one there.
    for offset in (-0.01, 0.01):
        other = replace(against, offset=against.offset + offset)
        assert loss(other, logits, [float(x < 0) for x in logits]) > loss(
            against, logits, [float(x < 0) for x in logits]
        )


def test_deviations_of_nothing_keep_the_model() -> None:
    still = labelled(1.0, 0.0, offset_deviation=0.0, slope_deviation=0.0)
    stayed = fit_correction(np.array([0.0, 1.0]), still, np.arange(2), 0.0)
    assert (stayed.offset, stayed.slope) == (0.0, 1.0)


@pytest.mark.parametrize("pivot", [float("inf"), float("-inf"), float("nan")])
def test_a_threshold_without_log_odds_is_not_corrected(pivot: float) -> None:
    assert fitted([0.0, 1.0], [1.0, 0.0], pivot) == Correction()


@given(
    st.lists(st.tuples(st.floats(-30, 30), st.sampled_from([0.0, 1.0])), max_size=40),
    st.floats(-5, 5),
)
def test_whatever_is_labelled_the_correction_is_sound(
    labels: list[tuple[float, float]], pivot: float
) -> None:
    found = fitted([x for x, _ in labels], [y for _, y in labels], pivot)
    assert np.isfinite([found.offset, found.slope]).all()
    assert found.slope >= PRIORS.slope_least
    assert found.of(found.before(pivot)) == pytest.approx(pivot, abs=1e-9)
    more = fitted([*[x for x, _ in labels], pivot], [*[y for _, y in labels], 1.0], pivot)
    assert more.offset >= found.offset - 1e-9


def test_a_label_goes_before_the_model() -> None:
    texts = pd.Series([BOOK, PLAIN, BOOK, PLAIN])
    said = score_messages(texts, labelled=labelled(0.0, 1.0, SILENT, SILENT))
    assert said["labelled"].tolist() == [True, True, False, False]
    assert said["is_pitch"].tolist() == [False, True, True, False]
    assert said["probability"].tolist()[:2] == [0.0, 1.0]
    assert said["cues"].iloc[0] == said["descriptors"].iloc[0] == ()
    # No words of it say so, and the model does not think so: no reason is made up.
    assert said["cues"].iloc[1] == ()
    assert said["cues"].iloc[2]


def test_a_pitch_of_the_users_shows_its_cues_where_the_model_would_not_look() -> None:
    text = f"{PLAIN} Would you be open to a quick call? {PLAIN * 20}"
    assert not recognise(pl.Series([text]), threshold=1.0).evidence
    said = score_messages(pd.Series([text]), threshold=1.0, labelled=labelled(1.0)).iloc[0]
    assert any("quick call" in text[start:end] for start, end, _ in said["cues"])


def test_a_pitch_that_is_confirmed_keeps_its_reasons() -> None:
    before = score_messages(pd.Series([BOOK])).iloc[0]
    after = score_messages(pd.Series([BOOK]), labelled=labelled(1.0)).iloc[0]
    assert (after["cues"], after["descriptors"]) == (before["cues"], before["descriptors"])


def test_a_one_click_text_takes_no_label() -> None:
    said = score_messages(pd.Series(["Congrats on the new role!"]), labelled=labelled(1.0))
    assert said["one_click"].tolist() == [True]
    assert (said["labelled"].tolist(), said["is_pitch"].tolist()) == ([False], [False])


def test_labels_move_the_others_and_no_pitch_is_missed_for_it() -> None:
    """Where the threshold moves, phrases are looked for in all texts that can reach it now."""
    plain = score_pitches(ALL)["probability"].to_numpy()
    rows = np.argsort(np.abs(plain - 0.5), kind="stable")[: len(ALL) // 4]
    calls = {}
    for word in (1.0, 0.0):
        told = np.full(len(ALL), SILENT)
        told[rows] = word
        taken = Labelled(told=told, parameters=replace(PRIORS, offset_deviation=3.0))
        series = pl.Series(ALL)
        quick = recognise(series, labelled=taken)
        whole = recognise(series, labelled=taken, prefilter=False)
        assert len(quick.evidence) < len(whole.evidence) or word == 1.0
        found = quick.probability[:, 0] >= 0.5
        assert (found == (whole.probability[:, 0] >= 0.5)).all()
        assert quick.probability[found, 0] == pytest.approx(whole.probability[found, 0])
        calls[word] = whole.probability[:, 0]
    assert (calls[1.0] > plain - 1e-9).mean() > 0.5
    assert (calls[1.0] >= calls[0.0]).all()


def test_other_acts_are_left_alone() -> None:
    told = labelled(*[1.0] * len(ALL))
    series = pl.Series(ALL)
    whole = recognise(series, prefilter=False).probability
    corrected = recognise(series, prefilter=False, labelled=told).probability
    assert (whole[:, 1:] == corrected[:, 1:]).all()
    assert (whole[:, 0] != corrected[:, 0]).all()


def test_it_is_a_logistic_correction() -> None:
    shift = Correction(pivot=0.5, offset=0.3, slope=0.9)
    assert expit(shift.of(0.5)) == pytest.approx(expit(0.8))
    assert shift.of(2.5) == pytest.approx(0.5 + 0.3 + 0.9 * 2)
