"""Names that a model takes for places: cut to what is one, or found to be none."""

from __future__ import annotations

import re

from crossread.actors.lexicon import names_organisation
from crossread.actors.words import place_kind
from crossread.places.gazetteer import abbreviations, adjectives, cues
from crossread.places.naming import is_country, is_plain, look_up

ALLIED = re.compile(r"[a-z]-(?:[a-z]+ed|held|led|run|wide|born)$")
"""The end of "Kurdish-held", "Tehran-backed"."""
_HYPHENED = re.compile(r"-[A-Z][^\W\d_]+")


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A place that a model found, without the words beside it ("Syrian Idlib", "Syria May") and with the rest of it."""
    rest = _HYPHENED.match(text, end)
    if rest:
        return start, rest.end()  # "Deir ez" of "Deir ez-Zor"
    words = text[start:end]
    if " " not in words or look_up(words).candidates:
        return start, end
    if " - " in words:
        return start, start + words.index(" - ")
    described, _, name = words.partition(" ")
    if described in adjectives() and name[:1].isupper() and is_plain(look_up(name)):
        return end - len(name), end
    before, _, last = words.rpartition(" ")
    follows = last in adjectives() or place_kind(last) == "calendar" or names_organisation(last)
    if follows or (is_country(last) and not before.isupper() and look_up(before).candidates):
        return start, start + len(before)
    return start, end


def names_none(words: str) -> bool:
    """Whether words that a model takes for a place are an ordinary word, or adjectives and what they describe."""
    if words.lower() in cues("other"):
        return True
    if words.endswith(("border", "frontier")):
        return False
    if f"{words}." in abbreviations():
        return True  # "Ill" without its apostrophe is no Illinois
    if words.islower() or ALLIED.search(words):
        return True
    capital = [part for part in re.split(r"[ -]", words) if part[:1].isupper()]
    return bool(capital) and all(part in adjectives() or is_country(part) for part in capital)
