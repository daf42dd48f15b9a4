"""How long scoring takes beside reading: every one-to-one message, with its context.

`python -m benchmarks.scoring ZIP` prints JSON: messages, and the seconds of reading and of scoring
without the start of Python, the imports, and what is loaded once (the model and the phrases).
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd

from reciprocity.analysis import observed_in
from reciprocity.events import to_pandas
from reciprocity.inspection import read
from reciprocity.parameters import default_parameters
from reciprocity.pitch import score_messages
from reciprocity.timeline.contexts import pitch_contexts
from reciprocity.timeline.messages import pair_messages

_LOADS = "Thanks for connecting! We help firms to win more clients: shall I send you our offer?"


def time_scoring(path: Path) -> dict[str, float]:
    """Return messages, then the seconds of reading and of scoring: on the wall, of processors."""
    parameters = default_parameters()
    score_messages(pd.Series([_LOADS], dtype="str"))
    start = _clocks()
    inspection = read([path], parameters=parameters)
    read_wall, read_cpu = _clocks() - start
    log, observed = to_pandas(inspection.events), observed_in(inspection)
    messages = pair_messages(log)
    start = _clocks()
    contexts = pitch_contexts(messages, log, observed, parameters.timeline)
    score_messages(messages["text"], contexts, threshold=parameters.pitch.threshold)
    wall, cpu = _clocks() - start
    return {
        "messages": len(messages),
        "read": read_wall,
        "read_cpu": read_cpu,
        "score": wall,
        "score_cpu": cpu,
    }


def _clocks() -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array([time.perf_counter(), time.process_time()])


if __name__ == "__main__":
    print(json.dumps(time_scoring(Path(sys.argv[1]))))
