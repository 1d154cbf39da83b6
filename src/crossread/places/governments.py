"""Countries and capitals that stand for their governments, and so name no place: "Kabul said", "brokered by Moscow"."""

from __future__ import annotations

from crossread.actors.words import Words
from crossread.context import Reading
from crossread.places.gazetteer import cues
from crossread.places.naming import Looked
from crossread.speech.reporting_verbs import verb_forms

_LETTERS = 4  # letters in capitals beyond which a name is that of a dateline, "MOSCOW (Agency)"


def parties_of(reading: Reading) -> frozenset[int]:
    """Where names end that the parse shows to act or to be addressed, so that they stand for a government.

    "Russia vetoed the text", "… was backed by Turkey", "they blamed France"; no "Syria saw", no "Iraq was hit".
    """
    words = reading.tags.words if reading.tags else ()
    cases = {word.head: word.lemma for word in words if word.deprel == "case"}
    helped = {word.head for word in words if word.deprel.startswith("aux")}
    found: set[int] = set()
    for at, word in enumerate(words):
        first = at
        while words[first].deprel == "conj" and words[first].head < first:
            first = words[first].head
        relation, head = words[first].deprel, words[words[first].head]
        if (
            word.upos not in ("PROPN", "NOUN")
            or head.upos != "VERB"
            or (word.text.isupper() and len(word.text) > _LETTERS)
        ):
            continue
        finite = head.xpos != "VBG" or words[first].head in helped
        acts = relation == "nsubj" and finite and head.lemma not in cues("passive")
        agent = relation.startswith("obl") and cases.get(first) == "by" and head.xpos == "VBN"
        if acts or agent or (relation == "obj" and head.lemma in cues("addressed")):
            found.add(word.end)
    return frozenset(found)


def speaks(words: Words, first: int, after: int, looked: Looked) -> bool:
    """Whether a country or capital stands for its government: subject of a verb of saying, or a party to talks."""
    if not may_speak(looked):
        return False
    if first and words.lower(first - 1) in cues("in") | cues("weak"):
        return False
    at = after
    while words.lower(at) in cues("auxiliary") or (words.lower(at).endswith("ly") and words[at].near):
        at += 1
    word = words[at]
    if not word.near or not word.text.islower():
        return False
    form = verb_forms().get(word.lower)
    speaks = form is not None and bool(form.kinds & {"third", "past", "participle"})
    return speaks or (word.lower in cues("state") and words.lower(at + 1) != "by")


def is_agent(words: Words, first: int, looked: Looked) -> bool:
    """Whether a country or capital acts: "brokered by Moscow and Washington", "its ally Russia"."""
    if not may_speak(looked):
        return False
    if words.lower(first - 1) == "and" and words[first - 2].capital:
        first -= 2
    before = words.lower(first - 1)
    if before == "by":
        return words.lower(first - 2).endswith("ed") or words.lower(first - 2) in ("led", "held", "out", "set", "won")
    return before in cues("party")


def may_speak(looked: Looked) -> bool:
    """Whether a name may stand for a government: a country's or a capital's."""
    return any(entry.kind in ("country", "capital") or entry.id == "F:kremlin" for entry in looked.candidates)
