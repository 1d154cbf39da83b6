"""Whether speech asserts something: what is said has a predicate, and who says it is somebody.

Attributions hold every report of words or thoughts: "hoped to win", "declined to comment", a word in quotation marks.
A statement is made of those that say that something is so, or that do something by saying it.
"""

from __future__ import annotations

import re

from crossread.context import Reading
from crossread.folding import fold_string
from crossread.record import Attribution, Spans
from crossread.speech.reporting_verbs import ReportingVerb, verb_of

_FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])
_BY_INFINITIVE = frozenset(["promises", "threatens", "demands", "calls on", "warns", "denies", "accuses", "condemns"])
"""Stances that do something by saying it, whatever form their content has."""

_NOT_SAID = frozenset(["decline", "refuse"])
_NOBODY = frozenset(["you", "one"])
_LONG = 6  # words from which a quotation is one, whatever its form
_MARK_INSIDE = re.compile(r"[\"”»](?=\s)")
_SOURCE_ENDS = frozenset(["who", "which", "that", "whose", "whom", ",", "("])


def verb_of_cue(attribution: Attribution) -> ReportingVerb | None:
    """The verb of an attribution's cue, None for cues such as "according to".

    Args:
        attribution: The attribution.
    """
    return verb_of(_words(attribution.cue))


def is_assertion(reading: Reading, attribution: Attribution) -> bool:
    """Whether reported speech says that something is so, or does something by saying it.

    Args:
        reading: The reading.
        attribution: One that is no direct quotation.
    """
    verb = verb_of_cue(attribution)
    if verb is not None and verb.lemma in _NOT_SAID:
        return False
    if _words(attribution.source).lower() in _NOBODY or _is_a_sentence(reading, attribution.source):
        return False
    if verb is not None and verb.stance in _BY_INFINITIVE:
        return True
    if is_finite(reading, attribution.content):
        return True
    return _is_hearsay(attribution) or (verb is not None and verb.stance != "believes" and "thing" in verb.frames)


def is_quotation(reading: Reading, attribution: Attribution) -> bool:
    """Whether a stretch in quotation marks is a quotation: no title, no word somebody used.

    Args:
        reading: The reading.
        attribution: A direct one.
    """
    words = _words(attribution.content)
    if attribution.cue and verb_of_cue(attribution) is None and "according" not in _words(attribution.cue).lower():
        return False  # "workers painted “No more war” on the wall"
    if _MARK_INSIDE.search(words):
        return False
    return is_finite(reading, attribution.content) or (len(words.split()) >= _LONG and words[:1].isupper())


def is_finite(reading: Reading, spans: Spans) -> bool:
    """Whether words hold a finite verb, or an imperative that opens them; taken for granted where rules alone read.

    Args:
        reading: The reading.
        spans: The words.
    """
    syntax = reading.syntax
    if syntax is None:
        return True
    position = reading.folded.position
    for span in spans:
        numbers = syntax.words_in(position(span.start), position(span.end))
        words = [syntax.tree.words[number] for number in numbers]
        if any(word.xpos in _FINITE for word in words):
            return True
        first = next((word for word in words if word.upos != "PUNCT"), None)
        if first is not None and first.xpos == "VB":
            return True
    return False


def _is_hearsay(attribution: Attribution) -> bool:
    """Whether "is said to" stands between the parts of what is said."""
    return attribution.made_by == "rule:hedge"


def _is_a_sentence(reading: Reading, source: Spans) -> bool:
    """Whether what passes for a speaker has a verb of its own: the start of another sentence."""
    syntax = reading.syntax
    if syntax is None or not source:
        return False
    position = reading.folded.position
    for number in syntax.words_in(position(source[0].start), position(source[0].end)):
        word = syntax.tree.words[number]
        if word.lemma in _SOURCE_ENDS:
            return False
        if word.xpos in _FINITE and word.upos in ("VERB", "AUX"):
            return True
    return False


def _words(spans: Spans) -> str:
    return fold_string(" ".join(span.quote for span in spans))
