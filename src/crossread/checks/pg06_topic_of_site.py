"""The page stands in a section that has nothing to do with war.

**What it flags.** A report of war whose section, breadcrumb or site is one of fashion, films, recipes, celebrities,
games, horoscopes, betting or the like.

**Why it matters.** Sites that sell advertising copy news from elsewhere and file it anywhere. The section shows it
before the text does.

**Fires on** (invented): a report of shelling under "Home > Celebrity Style".

**Will not flag** sections of news, politics, opinion, business or sport, or a page on a film or book about a war.

**Measured.** None in 420 war reports, none in 84 news pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossread.checks.base import Flag
from crossread.checks.words import headline
from crossread.context import Reading
from crossread.record import Fact

_TOPIC = re.compile(
    r"\b(?:fashion|beauty|celebrit(?:y|ies)|hollywood|bollywood|nollywood|recipes?|horoscopes?|astrology|gambling"
    r"|casino|betting"
    r"|crypto(?:currency)?|forex|dating|weddings?|fitness|gaming|video games|memes|movies?|cinema|lifestyle|gossip"
    r"|lyrics|anime"
    r"|makeup|skincare|wallpapers?|coupons?|pets)\b",
    re.IGNORECASE,
)
_WAR = re.compile(
    r"\b(?:killed|wounded|shell(?:s|ed|ing)|air ?strikes?|troops|soldiers|rebels|militants|insurgents|fighters"
    r"|militia|ceasefire"
    r"|offensive|gunmen|bombing|army|fighting|frontline|hostages)\b",
    re.IGNORECASE,
)
_ABOUT_ART = re.compile(
    r"\b(?:films?|movies?|director|actors?|actress|novel|album|singer|games?|players?|fashion|festival|recipes?)\b",
    re.IGNORECASE,
)
_LEAST_WORDS = 4  # different words of war that make a report of it


def find(reading: Reading) -> Iterator[Flag]:
    """Flags for PG06.

    Args:
        reading: The report with everything but findings.
    """
    fact = next((fact for fact in reading.report.page.facts if _is_off_topic(fact)), None)
    text = reading.folded.text
    if fact is None or _ABOUT_ART.search(text):
        return
    words = {match[0].lower() for match in _WAR.finditer(text)}
    top = headline(reading)
    if len(words) >= _LEAST_WORDS:
        spans = fact.spans or ((reading.folded.span(top.start, top.end),) if top else ())
        yield Flag(message=f"A report of war stands under “{fact.shown or fact.value}” ({fact.name}).", spans=spans)


def _is_off_topic(fact: Fact) -> bool:
    return fact.name in ("section", "breadcrumb", "outlet") and bool(_TOPIC.search(fact.value))
