"""Control is told as one party's alone, and as shared, in one breath.

**What it flags.** "Sole", "exclusive" or "full" control that a sentence also gives to two parties ("together with",
"jointly with", "shared with"), and a party that holds all of a place of which, in the same sentence and voice,
another holds a part.

**Why it matters.** Who holds a place alone and who holds it with others are different facts. A sentence that tells
both tells neither.

**Fires on** (invented): "The Guard, together with the Hill Brigade, has sole control of the pass."

**Will not flag** "all districts except Orsa", "nearly all", "almost full control", or words inside a quotation.

**Measured.** None in 420 war reports, none in 84 news pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossread.checks.base import Flag
from crossread.checks.words import inside, prose, quoted, sentences_of
from crossread.context import Reading

_WITH = r"(?:together with|along with|jointly with|alongside|in partnership with|shared? with|in alliance with)"
_SOLE = r"(?:sole|exclusive|undivided)(?:ly)?\s+(?:control\w*|command|hold\w*|possession)"
_TELLING = re.compile(
    r"\b(?:sole|exclusive|undivided|full|complete|total)(?:ly)? (?:control|command|hold|possession)", re.I
)
_TOGETHER = re.compile(
    rf"\b(?:{_WITH})\b[^.;]{{0,80}}?\b(?:{_SOLE})\b|\b(?:{_SOLE})\b[^.;]{{0,80}}?\b(?:{_WITH})\b", re.I
)
_SUBJECT = re.compile(r"(?:\b(?:[A-Z][\w'.-]*|the|[a-z]+)\s?){1,4},? \Z")
_ALL = re.compile(
    r"(?<!nearly )(?<!almost )(?<!virtually )(?<!not )\b(?:full|complete|total) control (?:of|over) "
    r"(?P<place>(?:the )?[\w'-]+(?: [A-Z][\w'-]+)?)[^.;]*?\b(?:hold|holds|control|controls|held|controlled) "
    r"(?:parts?|half|a third|a quarter|most) of (?:it|(?P=place))\b"
)
_EXCEPT = re.compile(r"\b(?:except|apart from|other than|but for|excluding)\b")


def find(reading: Reading) -> Iterator[Flag]:
    """Flags for CT02.

    Args:
        reading: The report with everything but findings.
    """
    text = reading.folded.text
    if not _TELLING.search(text):
        return
    stretches = quoted(reading)
    for start, end in (bounds for block in prose(reading) for bounds in sentences_of(reading, block)):
        for pattern, message in ((_TOGETHER, _BOTH), (_ALL, _PART)):
            match = pattern.search(text, start, end)
            if match and not _EXCEPT.search(match[0]) and not inside(stretches, match.start()):
                first = _SUBJECT.search(text, start, match.start())
                span = reading.folded.span(first.start() if first else match.start(), match.end())
                yield Flag(message=message, spans=(span,))


_BOTH = "Control is told as one party's alone and as shared with another, in one sentence."
_PART = "One party is told to control all of a place of which, in the same sentence, another holds a part."
