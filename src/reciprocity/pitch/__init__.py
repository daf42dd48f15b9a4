"""Is this message a pitch, and which words say so; what else does it do.

Two halves decide together: weights of n-grams, learned from a corpus that was written for this
project, and hand-made phrases that also give the reasons. Nothing is learned from anybody's own
messages but what the user labels.
"""

from reciprocity.pitch.acts import message_acts, score_messages
from reciprocity.pitch.correcting import Labelled
from reciprocity.pitch.describing import DESCRIPTORS, describe_cue
from reciprocity.pitch.scoring import pitch_cues, score_pitches
from reciprocity.pitch.third_parties import third_parties

__all__ = [
    "DESCRIPTORS",
    "Labelled",
    "describe_cue",
    "message_acts",
    "pitch_cues",
    "score_messages",
    "score_pitches",
    "third_parties",
]
