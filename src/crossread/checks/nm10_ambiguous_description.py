"""A description fits two groups just named.

**What it flags.** "The group", "the armed group", "the militia" right after two groups were named as opponents in one
clause ("between the Guard and the Brigade, as the armed group tries to …").

**Why it matters.** What the sentence tells of "the group" may be told of either side. A coder who picks one turns the
report round half of the time.

**Fires on** (invented): "Fighting goes on between the Guard and hill fighters as the armed group tries to take the
pass."

**Will not flag** a description that only one of the two fits ("the rebels", "the army"), "both groups", or one that a
name stands beside.

**Measured.** None in 420 war reports, none in 84 news pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossread.checks.base import Flag
from crossread.checks.words import inside, prose, quoted, sentences_of
from crossread.context import Reading

_PARTY = r"(?:the )?[\w'.-]+(?: (?!and\b|as\b|in\b|near\b|who\b|which\b|over\b|for\b|on\b|at\b)[\w'.-]+){0,4}"
_BETWEEN = re.compile(
    rf"\b(?:between|pitt(?:ed|ing)|both) (?P<one>{_PARTY}),? (?:and|against) (?P<other>{_PARTY})", re.IGNORECASE
)
_GROUP = re.compile(
    r"\b(?P<words>the (?:armed |militant |rebel )?(?:group|movement|faction|militia|organi[sz]ation))(?! of\b"
    r"| called\b| known\b|'s)"
    r" (?P<verb>\w+(?: to \w+)?)"
)
_STATE = re.compile(
    r"\b(?:army|government|troops|soldiers|police|military|military|state|ministry|navy|air force|nato|u\.?n\.?"
    r"|coalition|civilians"
    r"|villagers|residents|countries|security forces)\b",
    re.IGNORECASE,
)
_REACH = 160  # code points between the two and their description


def find(reading: Reading) -> Iterator[Flag]:
    """Flags for NM10.

    Args:
        reading: The report with everything but findings.
    """
    text = reading.folded.text
    for start, end in (bounds for block in prose(reading) for bounds in sentences_of(reading, block)):
        pair = _BETWEEN.search(text, start, end)
        group = _GROUP.search(text, pair.end(), end) if pair else None
        if not pair or not group or group.start() - pair.end() > _REACH:
            continue
        parties = pair["one"], pair["other"]
        if not any(_STATE.search(party) for party in parties) and not inside(quoted(reading), group.start()):
            message = f"“{group['words']}” may be either “{parties[0]}” or “{parties[1]}”."
            yield Flag(message=message, spans=(reading.folded.span(group.start(), group.end()),))
