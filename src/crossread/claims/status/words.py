"""Status of what is said by its words alone: the first verb of its first clause."""

from __future__ import annotations

import re

from crossread.data import word_set
from crossread.record import Status

_WORD = re.compile(r"\w+(?:['-]\w+)*")
_CONDITION = re.compile(
    r"\b(?:only (?:if|when|after)|if(?! not\b)|unless|provided that|(?<=, )provided|"
    r"provided (?=they|he|she|it|there)|on (?:the )?condition(?: that)?|as long as|"
    r"so long as|in exchange for|in return for)\b",
    re.IGNORECASE,
)
_NOT_CONDITION = re.compile(r"\b(?:as|even|ask(?:s|ed)?|wonder(?:s|ed)?|know|see|unclear|what) if\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?…]+(?:\s|$)")

_FUTURE = word_set("future")
_POSSIBLE = word_set("possible")
_STATES = word_set("present states")
_PAST_STATES = word_set("past auxiliaries")
_PAST = word_set("past")
_ATTEMPTS = word_set("attempts")
_SPEECH_ACTS = word_set("speech acts")
_THREATS = word_set("threats")
_NEGATIONS = word_set("negations")
_PERFECT = frozenset(["has", "have", "had"])
_OBLIGATION = frozenset(["must", "should", "shall", "let"])
_NOT_PAST = frozenset(["need", "indeed", "feed", "seed", "speed", "hundred", "red", "bed", "united"])
_FIRST_WORDS = 14  # the main verb stands among these in nearly all clauses; looking further finds other clauses' verbs

BY_STANCE: dict[str, Status] = {
    "denies": "denied",
    "promises": "planned",
    "threatens": "threatened",
}
"""Status of what a verb's stance alone decides, where no condition stands with it."""

_ACTS = frozenset(["demands", "calls on", "accuses", "condemns"])


def status_of(words: str, stance: str | None) -> Status:
    """Status of what is said: of the content, never of the saying.

    Args:
        words: The content, folded.
        stance: How it is said, from the cue; None where there is none.

    Returns:
        A demand, offer or accusation has *happened*, *conditional* with a condition; a state is *ongoing*.
    """
    first = _SENTENCE.split(words, maxsplit=1)[0]
    if stance == "denies":
        return "denied"
    if is_conditional(first):
        return "conditional"
    if stance in BY_STANCE:
        return BY_STANCE[stance]
    if stance in _ACTS:
        return "happened"
    return _by_verb([word.lower() for word in _WORD.findall(first)[:_FIRST_WORDS]], warns=stance == "warns")


def is_speech_act(stance: str | None, lemma: str) -> bool:
    """Whether saying it does it: a demand, an accusation, "we welcome"."""
    return stance in _ACTS or lemma in _SPEECH_ACTS


def is_conditional(words: str) -> bool:
    """Whether a clause is said on a condition ("only if …", "unless …", "provided that …")."""
    return bool(_CONDITION.search(_NOT_CONDITION.sub("", words)))


def _by_verb(words: list[str], *, warns: bool) -> Status:
    for at, word in enumerate(words):
        following = words[at + 1] if at + 1 < len(words) else ""
        status = _by_word(words, at, word, following)
        if status is not None:
            return "predicted" if warns and status == "planned" else status
    return "ongoing" if not warns else "predicted"


def _by_word(words: list[str], at: int, word: str, following: str) -> Status | None:
    own = "i" in words[:at] or "we" in words[:at] or word in ("we'll", "i'll")
    if word in _POSSIBLE:
        return "possible"
    if word in _FUTURE or (word in ("am", "is", "are", "we're", "i'm") and words[at + 1 : at + 3] == ["going", "to"]):
        threat = own and any(later in _THREATS for later in words[at:])
        return "threatened" if threat else "planned" if own else "predicted"
    if word in _ATTEMPTS or (following in _ATTEMPTS and word in _STATES | _PERFECT | _PAST_STATES):
        return "attempted"
    if word in _OBLIGATION or word in _SPEECH_ACTS:
        return "happened"
    if word in ("did", "didn't", "never") or (word in _PERFECT and following in _NEGATIONS):
        return "denied" if word != "did" or following in _NEGATIONS else "happened"
    if word in _PERFECT:
        return "ongoing" if following in ("to", "no", "a", "the", "enough") else "happened"
    if word in _STATES:
        return "ongoing"
    if word in _PAST_STATES or word in _PAST or (at and word.endswith("ed") and word not in _NOT_PAST):
        return "happened"
    return None
