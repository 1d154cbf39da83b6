"""Words that tell the act of a claim: "struck" an attack, "dead" the killed; and those that tell it from another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from crossread.claims.events import lexicon
from crossread.data import rows
from crossread.folding import fold_string
from crossread.record import Claim

_IRREGULAR = {
    "beat": "beaten", "blow": "blew blown", "bring": "brought", "come": "came", "drive": "drove driven",
    "fall": "fell fallen", "fight": "fought", "flee": "fled", "freeze": "froze frozen", "give": "gave given",
    "go": "went gone", "hold": "held", "leave": "left", "meet": "met", "overrun": "overran",
    "retake": "retook retaken", "run": "ran", "send": "sent", "shoot": "shot", "slay": "slew slain",
    "strike": "struck", "take": "took taken", "tear": "tore torn", "throw": "threw thrown",
    "withdraw": "withdrew withdrawn",
}  # fmt: skip
"""Past forms that no ending tells, of the verbs of the lexicon of events."""

_ANOTHER = re.compile(
    r"\b(?:another|a (?:second|third|fourth|separate|similar|further|new)|separately|elsewhere|similar attacks?)\b",
    re.IGNORECASE,
)
_BROAD = frozenset(["abuse", "attack", "destruction", "fighting", "seizure"])
"""Types whose words tell different acts: who is shot is not stabbed. Words of other types are names of one thing."""
_GENERAL = frozenset(
    ["attack", "assault", "strike", "target", "hit", "raid", "fight", "clash", "battle", "seize", "take"]
)
"""Words of broad types that go with any other."""
_VOWELS = frozenset("aeiou")
_ONE_WORD = {"dying": "die", "dead": "die", "death": "die", "fatality": "die", "slaying": "slay", "killing": "kill"}
_ENDINGS = (("ies", "y"), ("ing", ""), ("ied", "y"), ("ed", ""), ("es", ""), ("s", ""))


def act_words(claim: Claim) -> frozenset[str]:
    """Lemmas of the words of a claim, outside its parts, that tell its act; its type where all words tell one thing.

    None for families without a lexicon, and where only general words tell an act of a broad type.
    """
    if claim.type not in _BROAD:
        return frozenset([claim.type]) if claim.family in ("events", "losses") else frozenset()
    table = told_by(claim.family, claim.type)
    parts = [(span.start, span.end) for argument in claim.arguments for span in argument.spans]
    found: set[str] = set()
    for span in claim.spans if table else ():
        at = span.start
        for word in fold_string(span.quote).lower().split(" "):
            bare = word.strip(".,;:!?()[]'\"“”‘’\n")
            if bare in table and not any(start <= at < end for start, end in parts):
                found.add(table[bare])
            at += len(word) + 1
    return frozenset(found - _GENERAL)


def is_another(claim: Claim) -> bool:
    """Whether a claim tells one more act of its kind, beside one told before ("another strike", "elsewhere")."""
    return any(_ANOTHER.search(span.quote) for span in claim.spans)


@cache
def told_by(family: str, kind: str) -> Mapping[str, str]:
    """Words that tell acts of a type, in all their forms and lower case, each with its lemma.

    Args:
        family: Family of claims; only events and losses have a lexicon of acts.
        kind: The type.
    """
    if family == "losses":
        listed = (words.split("|") for _, told, words in rows("loss_words.tsv") if told == kind)
        return {word: _lemma(word) for words in listed for word in words if " " not in word}
    entries = [entry for entry in lexicon.load().entries if entry.type == kind] if family == "events" else []
    verbs = {form: lemma for entry in entries for lemma in entry.verb.split() for form in _forms(lemma)}
    nouns = {lemma + end: _lemma(lemma) for entry in entries for lemma in entry.noun.split() for end in ("", "s", "es")}
    return nouns | verbs


def _forms(lemma: str) -> Iterator[str]:
    """A verb with its endings: "stab stabs stabbed stabbing"."""
    stem = lemma.removesuffix("e")
    doubled = lemma + lemma[-1] if lemma[-1] not in _VOWELS | {"w", "y"} and lemma[-2:-1] in _VOWELS else stem
    soft = lemma[:-1] + "i" if lemma[-1] == "y" and lemma[-2] not in _VOWELS else stem
    yield from (lemma, f"{lemma}s", f"{lemma}es", f"{soft}es", f"{soft}ed", f"{stem}ed", f"{stem}ing")
    yield from (f"{doubled}ed", f"{doubled}ing", *_IRREGULAR.get(lemma, "").split())


def _lemma(word: str) -> str:
    """A word without its ending, so that "killed", "killing" and "killings" meet."""
    if word in _ONE_WORD:
        return _ONE_WORD[word]
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            bare = word.removesuffix(ending) + instead
            return _ONE_WORD.get(bare, bare)
    return word
