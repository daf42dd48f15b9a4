from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reciprocity.parameters import default_parameters
from reciprocity.pitch import message_acts, score_messages, score_pitches
from reciprocity.pitch.lexicon import connected_lexicon
from reciprocity.pitch.matching import Text, find_all
from tests.pitch.corpus import ORDINARY, PITCHES
from tests.pitch.test_scoring import TEXTS, check_spans

DECLINES = [
    "Thank you for asking, but I'm not interested.",
    "I'll pass, but good luck!",
    "Sounds nice, but it's not a fit for me.",
    "As a rule I don't promote products.",
    "I'd rather not, sorry.",
    "Please remove me from your list.",
    "We already have a supplier for that.",
    "Thanks, but no thanks.",
    "Unfortunately I can't help you with this.",
    "I have to decline. All the best with the book.",
    "I\u2019m good, thanks.",
    "Not for me, I'm afraid.",
    "I don\u2019t have time for this at the moment.",
    "Please stop messaging me.",
    "No, gracias.",
    "Gracias, pero no me interesa.",
    "Non merci, sans façon.",
    "Danke, aber kein Interesse.",
    "Nein danke!",
    "Não tenho interesse, obrigado.",
    "Grazie, ma non sono interessato.",
    "Bedankt, maar ik heb geen interesse.",
]
NO_DECLINES = [
    "If you're not interested, just let me know.",
    "Are you interested?",
    "Sure, I'd love to help with the launch.",
    "Si no te interesa, no pasa nada.",
    "Falls Sie kein Interesse haben, sagen Sie es gern.",
    "See you Thursday!",
    "Thanks for connecting!",
]
CONNECTING = [
    "Thanks for connecting!",
    "Thank you so much for accepting my invitation, Lena.",
    "Thanks for the add",
    "Nice to be connected.",
    "Welcome to my network!",
    "Gracias por aceptar mi invitación.",
    "Merci d\u2019avoir accepté mon invitation.",
    "Danke für die Vernetzung!",
    "Obrigado por aceitar o convite.",
    "Grazie per il collegamento.",
    "Bedankt voor de connectie!",
]
ONE_CLICK = [
    "Thanks",
    "Thanks!",
    "Thank you 🙏",
    "Thanks Maria!",
    "Thanks, Jean-Luc",
    "THANKS",
    "You're welcome",
    "You\u2019re welcome!",
    "👍",
    "👍🏽",
    "Congrats on your work anniversary!",
    "Congrats on the new role, Ana!",
    "Congratulations on your new position!",
    "Happy birthday!",
    "Hi Ana, happy birthday!",
    "¡Feliz cumpleaños!",
    "Félicitations pour votre nouveau poste !",
    "Danke!",
    "  Thanks \n",
]
COMPOSED = [
    "",
    "   ",
    "Thanks for the book",
    "Thanks tomorrow works",
    "Congrats on your work anniversary! How is Lyon?",
    "Happy birthday Ana! See you Sunday",
    "👍 great idea, let us do that",
    "Thank you Maria, I will read it",
    "Hi",
    "Congrats, you deserve it",
]


def flags(texts: list[str], name: str, behind: str = "") -> list[str]:
    """Return the texts that have the flag, when the other side had written `behind` last."""
    acts = message_acts(texts, pd.DataFrame({"previous": [behind] * len(texts)}))
    return [text for text, flag in zip(texts, acts[name], strict=True) if flag]


def test_declines_in_many_tones() -> None:
    assert flags(DECLINES, "decline", PITCHES["leads"]) == DECLINES
    assert flags(NO_DECLINES, "decline") == []


def test_pitches_do_not_decline() -> None:
    assert flags(list(PITCHES.values()), "decline") == []


def test_thanks_for_connecting_is_thanks_of_its_own_kind() -> None:
    assert flags(CONNECTING, "thanks_for_connecting") == CONNECTING
    assert flags(["Thanks for the cake!", "Merci pour le gâteau."], "thanks_for_connecting") == []


@pytest.mark.parametrize("text", ["Thanks!", "Many thanks, Jo", "Merci beaucoup", "Vielen Dank!"])
def test_thanks(text: str) -> None:
    assert message_acts([text])["thanks"].all()


@pytest.mark.parametrize("text", ["No thanks.", "I would be grateful for a share.", "Hello"])
def test_no_thanks(text: str) -> None:
    assert not message_acts([text])["thanks"].any()


def test_one_click_is_the_whole_message() -> None:
    assert flags(ONE_CLICK, "one_click") == ONE_CLICK
    assert flags(COMPOSED, "one_click") == []


def test_columns_and_index() -> None:
    acts = message_acts(pd.Series(["Thanks", None], index=[7, 7]))
    flags = ["thanks", "thanks_for_connecting", "decline", "question", "answer", "one_click"]
    assert list(acts.columns) == ["act", *flags, "cues"]
    assert acts.index.tolist() == [7, 7]
    assert [str(dtype) for dtype in acts[flags].dtypes] == ["bool"] * 6
    assert acts["act"].tolist() == ["one_click", "other"]
    assert acts["cues"].iloc[0] == ((0, 6, "thanks.plain"),)
    assert message_acts([]).empty


def test_a_pitch_shows_the_words_that_say_so() -> None:
    texts = [*PITCHES.values(), *DECLINES, *ONE_CLICK]
    acts, pitches = message_acts(texts), score_pitches(texts)
    called = acts["act"] == "pitch"
    assert called.sum() > len(PITCHES) // 2
    assert (called == pitches["is_pitch"]).all()
    assert acts["cues"][called].tolist() == pitches["cues"][called].tolist()
    assert all(acts["cues"][called])
    # The timeline tells the two apart.
    said = score_messages(pd.Series(texts))
    assert said["act_cues"][~called].tolist() == acts["cues"][~called].tolist()
    assert said["act_cues"][called].tolist() != acts["cues"][called].tolist()


def test_what_the_other_side_wrote_matters() -> None:
    pitch, question = PITCHES["leads"], "Which train do you take on Friday, and who comes along?"
    texts = ["I'd rather not, but all the best.", "The one at nine, with Ana."]
    contexts = pd.DataFrame({"previous": [pitch, question]})
    assert message_acts(texts, contexts)["act"].tolist() == ["decline", "answer"]
    swapped = pd.DataFrame({"previous": ["See you tomorrow.", "See you tomorrow."]})
    assert message_acts(texts, swapped)["answer"].tolist() == [False, False]


def test_an_act_is_the_first_that_fits() -> None:
    acts = message_acts([PITCHES["book"], "No thanks, not interested.", "Thanks!"])
    assert acts["act"].tolist() == ["pitch", "decline", "one_click"]


@given(st.lists(TEXTS, max_size=4))
@settings(max_examples=60, deadline=None)
def test_any_text_has_acts(texts: list[str]) -> None:
    acts = message_acts(texts)
    for text, spans in zip(texts, acts["cues"], strict=True):
        check_spans(text, spans)


def test_no_thanks_for_connecting_is_overlooked() -> None:
    texts = DECLINES + NO_DECLINES + CONNECTING + ONE_CLICK + list(ORDINARY.values())
    found = message_acts(texts)["thanks_for_connecting"].tolist()
    assert found == [bool(find_all(Text.of(text), connected_lexicon())) for text in texts]


ASKED = "Would you share my podcast with your network? It would help me so much."
AGREED = (
    "No problem, consider it done.",
    "I don't mind at all.",
    "Kein Problem, mache ich heute Abend.",
    "Pas de souci, je m'en occupe.",
    "Nessun problema, lo faccio subito.",
    "Geen probleem, doe ik vanavond.",
)
REFUSED = (
    "No thanks, I'd rather not.",
    "Non, merci.",
    "Preferisco di no.",
    "I am afraid I must say no, but good luck.",
)


def test_a_no_rests_on_its_own_words_where_that_is_asked_for() -> None:
    texts = pd.Series([*AGREED, *REFUSED])
    contexts = pd.DataFrame({"previous": [ASKED] * len(texts)})
    words = default_parameters().pitch.decline_by_words
    said = score_messages(texts, contexts, decline_by_words=words)
    assert said["decline"].tolist() == [False] * len(AGREED) + [True] * len(REFUSED)
    # The figure must do something: what was asked before alone would make a no of some of these.
    assert score_messages(texts, contexts)["decline"][: len(AGREED)].any()
