"""Is this message a pitch, and which words say so; is it a thank-you, a no, a quick text.

Everything rests on phrase files and hand-set weights that ship with the package; nothing is
learned from anybody's messages.
"""

from reciprocity.pitch.acts import message_acts
from reciprocity.pitch.describing import DESCRIPTORS, describe_cue
from reciprocity.pitch.scoring import score_pitches
from reciprocity.pitch.third_parties import third_parties

__all__ = ["DESCRIPTORS", "describe_cue", "message_acts", "score_pitches", "third_parties"]
