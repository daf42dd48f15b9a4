"""How the detector of pitches is made: the labelled corpus, the training, the evaluation."""
