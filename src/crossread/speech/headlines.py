"""Who says what a headline says: "Shells kill ten in Orvel: monitor", "UN: Ten killed in Orvel", "… - state media".

Flattened pages lose the colon ("Shells kill ten in Orvel Monitor"); there the speaker must have a capital, and most of
the words before it must have none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossread.context import Reading
from crossread.page.opening import agencies
from crossread.record import Attribution
from crossread.speech.speakers import HEADS, OFFICES

Bounds = tuple[int, int]

MADE_BY = "rule:headline"
"""What made the attribution of a headline."""

_LONGEST = 5  # words of a source
_SHORTEST = 3  # words of what is said
_MOST = 30  # words of a headline
_FIRST = 3  # sentences of the text among which a headline may stand that is no block of its own
_SITE = re.compile(r"\s+(?:\||»|::)\s.*$|\s+[–—-]\s+(?:[A-Z][\w']*\s*)+(?:[–—-]\s.*)?$")
_LEADING = re.compile(r"^(?P<source>[\w'. -]{2,40}):\s+(?P<told>.+)$", re.DOTALL)
_TRAILING = re.compile(r"^(?P<told>.+?)\s*(?::\s*|\s[–—-]+\s|\s\ufffd_?\s)(?P<source>[\w'. -]{2,40})$", re.DOTALL)
_BARE = re.compile(
    r"^(?P<told>.+[A-Za-z\d]) (?P<source>(?:[A-Z][\w'-]* )?(?:(?:state|rights|monitoring|opposition|local|security) )?"
    r"(?:[A-Z][\w'-]*|(?<=state )media|(?<=[a-z]s )(?:activists|officials|monitors?|watchdog))(?: group)?)$",
    re.DOTALL,
)
_SPEAKERS = (
    HEADS | OFFICES | frozenset(["ngo", "ngos", "un", "u.n", "police", "media", "tv", "army", "hospital", "data"])
)
_ALONE = frozenset(
    ["monitor", "monitors", "monitoring", "ngo", "ngos", "watchdog", "media", "tv", "governor", "report", "reports",
     "officials", "activists", "sources", "medics", "residents", "witnesses"]
)  # fmt: skip
_ENDS = (".", "!", "?", '"', "”")


def headline_speech(reading: Reading) -> Iterator[Attribution]:
    """Attributions of headlines that name who says what they say.

    Args:
        reading: The reading with its sentences.
    """
    heads = {block.index for block in reading.folded.blocks if block.block.kind in ("headline", "heading")}
    sentences = reading.report.sentences
    for number, (start, end) in enumerate(reading.sentences):
        if sentences[number].block not in heads and number >= _FIRST:
            continue
        words = reading.words(start, end)
        words = words[: len(_SITE.sub("", words))]
        told_again = words.endswith(".") and ":" in words
        if words.count(" ") < _MOST and (told_again or not words.endswith(_ENDS)):
            parts = _parts(words.rstrip("."))
            if parts is not None:
                (source, last), (told, after) = parts
                spans = reading.folded.spans
                yield Attribution(
                    form="indirect",
                    source=spans([(start + source, start + last)]),
                    content=spans([(start + told, start + after)]),
                    made_by=MADE_BY,
                )


def _parts(words: str) -> tuple[Bounds, Bounds] | None:
    """Bounds of the source and of what is said inside a headline."""
    signed = next((name for name in agencies() if words.endswith(f" {name}")), "")
    words = words[: len(words) - len(signed)].rstrip()
    for pattern in (_TRAILING, _LEADING, _BARE):
        found = pattern.match(words)
        if found is None or found["told"].count(" ") + 1 < _SHORTEST:
            continue
        if found["told"].endswith((" says", " say", " said")):
            return None  # read as any other speech
        if pattern is _BARE and _speaks_alone(found["source"]) and _is_plain(found["told"]):
            return found.span("source"), found.span("told")
        if pattern is not _BARE and _speaks(found["source"]):
            return found.span("source"), found.span("told")
    return None


def _speaks(source: str) -> bool:
    """Whether words that a colon or dash parts from a headline name somebody who speaks."""
    head = source.split()[-1].rstrip(".").lower()
    known = head in _SPEAKERS or source in agencies()
    return source.count(" ") < _LONGEST and (known or source.replace(".", "").isupper())


def _speaks_alone(source: str) -> bool:
    """Whether words at the end of a headline name somebody who speaks, though no mark parts them."""
    words = source.lower().split()
    return words[-1] in _ALONE or (words[-1] == "group" and len(words) > 1 and words[-2] in _ALONE)


def _is_plain(told: str) -> bool:
    """Whether a headline is in sentence case, and nothing in it waits for the words after it."""
    words = told.split()
    capitals = sum(word[:1].isupper() for word in words[1:])
    return 2 * capitals < len(words) and words[-1].lower() not in _WAITING


_WAITING = frozenset(
    ["a", "an", "and", "as", "at", "by", "for", "from", "in", "new", "of", "on", "or", "over", "the", "to", "with"]
)
