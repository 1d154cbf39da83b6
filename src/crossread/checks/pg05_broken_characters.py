"""Characters that do not belong to the text.

**What it flags.** Mojibake ("FranÃ§ois"), characters that could not be decoded, entities left as they are
("&amp;nbsp;"), words that mix letters of two scripts, and a stop that stands alone between two words ("Kesh .
valley").

**Why it matters.** Names broken in this way are not found again, and a lone stop splits a sentence, and with it a
claim, in two. They also show that the text went through a machine.

**Fires on** (invented): "fighters in the Kesh . valley"

**Will not flag** names in their original script, in brackets or not, or abbreviations.

**Measured.** 21 findings in 420 war reports, none in 84 news pages; 21 of 21 read by hand were true.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ftfy.badness import BADNESS_RE

from crossread.checks.base import Flag
from crossread.checks.words import prose
from crossread.context import Reading

_LATIN = "A-Za-zÀ-ɏ"
_BROKEN = re.compile(
    rf"(?P<entity>&(?:amp|nbsp|quot|#\d{{2,5}}|lt|gt|rsquo|ldquo|rdquo);)"
    r"|(?P<lost>�+)"
    rf"|(?P<mixed>\b[{_LATIN}]+[\u0400-\u04ff\u0600-\u06ff][\w]*|\b[\u0400-\u04ff\u0600-\u06ff]+[{_LATIN}]\w*)"
    r"|(?P<stop>\b[\w'-]{2,} \. [a-z]\w+)"
)
_WHAT = {
    "entity": "An entity of HTML was left as it is",
    "lost": "Characters could not be decoded",
    "mixed": "A word mixes letters of two scripts",
    "stop": "A stop stands alone between two words",
    "table": "Letters were decoded by the wrong table",
}
_LEAST = 2  # signs of mojibake; one may be a rare but sound combination


def find(reading: Reading) -> Iterator[Flag]:
    """Flags for PG05.

    Args:
        reading: The report with everything but findings.
    """
    text, found = reading.folded.text, dict[str, list[tuple[int, int]]]()
    for block in prose(reading):
        for match in _BROKEN.finditer(text, block.start, block.end):
            found.setdefault(match.lastgroup or "lost", []).append(match.span())
        if not text.isascii():
            wrong = (match for match in BADNESS_RE.finditer(text, block.start, block.end) if "\ufffd" not in match[0])
            found.setdefault("table", []).extend(match.span() for match in wrong)
    for kind, places in found.items():
        if places and (kind != "table" or len(places) >= _LEAST):
            spans = reading.folded.spans(places)
            yield Flag(message=f"{_WHAT[kind]}: “{spans[0].quote}”.", spans=spans)
