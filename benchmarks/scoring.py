"""How long scoring takes beside reading: every one-to-one message, with its context.

`python -m benchmarks.scoring ZIP` prints JSON: messages, and the seconds of reading and of scoring
without the start of Python and the imports. Loading the model and the phrases belongs to scoring.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from reciprocity.analysis import read
from reciprocity.events import to_pandas
from reciprocity.parameters import default_parameters
from reciprocity.pitch import score_messages
from reciprocity.timeline.contexts import pitch_contexts
from reciprocity.timeline.messages import pair_messages


def time_scoring(path: Path) -> dict[str, float]:
    """Return messages, read and score: a count and the seconds of both."""
    parameters = default_parameters()
    start = time.perf_counter()
    inspection = read([path], parameters=parameters)
    end = time.perf_counter()
    log, observed = to_pandas(inspection.events), inspection.observed
    messages = pair_messages(log)
    begin = time.perf_counter()
    contexts = pitch_contexts(messages, log, observed, parameters.timeline)
    score_messages(messages["text"], contexts, threshold=parameters.pitch.threshold)
    scored = time.perf_counter() - begin
    return {"messages": len(messages), "read": end - start, "score": scored}


if __name__ == "__main__":
    print(json.dumps(time_scoring(Path(sys.argv[1]))))
