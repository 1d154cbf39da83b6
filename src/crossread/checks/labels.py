"""Labels of war reports ("insurgents", "rebels", "resistance"), and whom a page gives them: for the checks of sides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from crossread.actors.lexicon import is_nationality
from crossread.checks.claimed import singular
from crossread.checks.sides import Party
from crossread.checks.words import PROSE_KINDS, inside, plain, quoted
from crossread.context import Reading
from crossread.record import Actor, Span
from crossread.registry import known

LABELS = (
    "insurgent",
    "rebel",
    "militant",
    "terrorist",
    "guerrilla",
    "separatist",
    "jihadist",
    "extremist",
    "resistance",
)
"""Words that take a side, or tell one, in the singular."""

_LABEL = re.compile(rf"\b(?P<label>{'|'.join(LABELS)})s?\b", re.IGNORECASE)
_NAME = r"(?:[A-Z][\w.-]*|al-[A-Z]\w+)(?: (?:of |for |the )?(?:[A-Z][\w.-]*|al-[A-Z]\w+)){0,4}"
_GROUP = r"(?:group|movement|faction|militia|organi[sz]ation|force|army|leader|commander|fighters|alliance|outfit)"
_MONTHS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "the", "on", "in"})


@dataclass(frozen=True)
class Labelled:
    """A party that the page gives a label.

    Attributes:
        label: The label, in the singular.
        party: The party.
        spans: The words.
        narrated: Whether the page itself says so, not somebody it cites.
    """

    label: str
    party: Party
    spans: tuple[Span, ...]
    narrated: bool


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """How a page ties a label to a name: before it, after it, or beside it in a phrase of its own."""
    label = rf"(?P<label>(?i:{'|'.join(LABELS)}))"
    return (
        re.compile(rf"(?P<who>{_NAME})(?:'s)? (?:(?!and |or |with |against )[\w-]+ )?{label}s?\b(?! (?:group|leader))"),
        re.compile(rf"(?P<who>{_NAME})(?: \([A-Z]+\))?, (?:an?|the) (?:[\w-]+ ){{0,3}}?{label} {_GROUP}"),
        re.compile(rf"\b{label} {_GROUP}(?: called| known as| named|,)? (?:the )?(?P<who>{_NAME})"),
        re.compile(
            rf"\b{label}(?:s| fighters| forces| gunmen)? (?:of|from|loyal to|belonging to) (?:the )?(?P<who>{_NAME}"
            rf"|government|army)"
        ),
        re.compile(rf"\b{label}s?,? (?:led|commanded|headed) by (?:the )?(?P<who>{_NAME})"),
        re.compile(rf"\b[Tt]he {label} (?P<who>{_NAME})"),
        re.compile(rf"(?P<who>{_NAME}(?:'s)? (?:group|movement|forces|fighters|men)), together with another {label}"),
        re.compile(
            rf"\b(?P<who>(?:[Gg]overnment|[Ll]oyalist|[Rr]egime|[Pp]residential|[Aa]rmy(?='s))(?:'s)?) {label}s\b"
        ),
    )


def labelled(reading: Reading) -> Iterator[Labelled]:
    """Parties that a page gives labels to, outside quotations, sentence by sentence.

    Args:
        reading: The reading.
    """
    text = reading.folded.text
    indices = {reading.sentence_at(match.start()) for match in _LABEL.finditer(text)} - {None}
    stretches = quoted(reading) if indices else []
    for index in sorted(index for index in indices if index is not None):
        start, end = reading.sentences[index]
        if reading.report.page.blocks[reading.report.sentences[index].block].kind not in PROSE_KINDS:
            continue
        for match in (match for pattern in _patterns() for match in pattern.finditer(text, start, end)):
            party = None if inside(stretches, match.start()) else _party(reading, match["who"])
            if party is not None:
                narrated = reading.voices.of(*match.span()).kind == "narrator"
                yield Labelled(match["label"].lower(), party, (reading.folded.span(*match.span()),), narrated)


def label_of(words: str) -> str | None:
    """The label that words for a party end with, without a name before it."""
    nouns = [singular(word.lower()) for word in re.findall(r"[\w-]+", words)]
    found = [noun for noun in nouns if noun in LABELS]
    return found[-1] if found else None


def mentions_of(reading: Reading, label: str) -> list[Span]:
    """Every place of the story where a label stands outside quotations, with the word before it.

    Args:
        reading: The reading.
        label: In the singular.
    """
    stretches = quoted(reading)
    pattern = re.compile(
        rf"(?:\b(?!and\b|or\b)[\w.'-]+ )?\b{label}s?\b(?: {_GROUP}(?: called [A-Z]\w+)?)?", re.IGNORECASE
    )
    kinds = [(block.start, block.end) for block in reading.folded.blocks if block.block.kind in PROSE_KINDS]
    return [
        reading.folded.span(*match.span())
        for start, end in kinds
        for match in pattern.finditer(reading.folded.text, start, end)
        if not inside(stretches, match.start())
    ]


def _party(reading: Reading, who: str) -> Party | None:
    """The party of a name, by the report's actors and the registry; None for a nationality or a first word."""
    words = re.sub(r"^(?:The|A|An) ", "", who)
    if words.lower() in _MONTHS or all(is_nationality(word) for word in words.split()):
        return None
    if words.lower().removesuffix("'s") in ("government", "loyalist", "regime", "presidential", "army"):
        return Party("state", words, "state")
    actor = _actor(reading, words)
    if actor is None or actor.kind == "outlet":
        return None
    entry = known().get(actor.identity) if actor.identity else None
    if entry is not None and entry.kind == "person":
        led = [role.of for role in entry.roles if role.of]
        entry = known().get(led[0]) if len(set(led)) == 1 and led[0] else None
    if actor.kind in ("person", "group of people") and entry is None:
        return None
    return Party(entry.id if entry else actor.id, words, None, entry, actor)


def _actor(reading: Reading, words: str) -> Actor | None:
    first = re.sub(r"'s (?:group|movement|forces|fighters|men)$|'s$", "", words)
    wanted = {plain(words), plain(first)}
    return next((one for one in reading.report.actors if any(plain(name.text) in wanted for name in one.names)), None)
