"""One acronym stands for several things.

**What it flags.** An acronym that the page expands in two or more ways which are not one name, and a name whose
"Force", "Front" or "Forum" is exchanged for another of the three elsewhere. If one person heads the acronym's group
and the page also calls that person head of a group by yet another name, that name is shown too.

**Why it matters.** The name is how a group is found again in other reports. A page that gives one group
three names was stitched together, or mistakes one group for another.

**Fires on** (invented): "the National Relief Front (NRF) … the Northern Reform Forum (NRF)"

**Will not flag** names nested in one another ("Relief Front", "Relief Front of Norland"), leading nationalities,
other spellings, a name and its original in another language, two names given side by side in one sentence,
or words inside a verbatim quotation.

**Measured.** None in 420 war reports, none in 84 news pages. Of 29 second expansions, 28 were found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from crossread.checks.base import Flag
from crossread.checks.names import introduction, is_declared, is_foreign, same_name
from crossread.checks.nm05_several_head_roles import alike
from crossread.checks.words import listed
from crossread.context import Reading
from crossread.record import Acronym, Expansion, Role, Span
from crossread.speech.quotations import find_quotations

_SWAPPED = frozenset({"Force", "Forces", "Front", "Forum"})


def find(reading: Reading) -> Iterator[Flag]:
    """Flags for NM01.

    Args:
        reading: The report with everything but findings.
    """
    acronyms = [acronym for acronym in reading.report.acronyms if acronym.expansions]
    quoted = _quoted(reading) if acronyms else []
    for acronym in acronyms:
        groups = _groups(reading, [item for item in acronym.expansions if not _inside(item.spans[0], quoted)])
        if len(groups) > 1:
            yield _flag(reading, acronym, groups)
        elif groups:
            other = _swapped(reading, groups[0][0], quoted)
            if other:
                yield _flag_swapped(reading, acronym, other)


def _swapped(reading: Reading, expansion: Expansion, quoted: list[Span]) -> Span | None:
    """The expansion with its last word exchanged ("Front" for "Force"), where the page does not name that too."""
    start, _, last = expansion.words.rpartition(" ")
    if last not in _SWAPPED or not start:
        return None
    others = "|".join(sorted(_SWAPPED - {last, f"{last}s", last.removesuffix("s")}))
    own = {item.words for acronym in reading.report.acronyms for item in acronym.expansions}
    for match in re.finditer(rf"\b{re.escape(start)} (?:{others})\b(?! [A-Z])", reading.folded.text):
        span = reading.folded.span(*match.span())
        if match[0] not in own and not _inside(span, quoted):
            return span
    return None


def _groups(reading: Reading, expansions: Iterable[Expansion]) -> list[list[Expansion]]:
    """Expansions that are one name, together; those of another language and those declared beside another left out."""
    groups: list[list[Expansion]] = []
    for expansion in expansions:
        if is_foreign(expansion.words) or any(is_declared(reading, span) for span in expansion.spans):
            continue
        same = next((group for group in groups if any(_is_one(reading, expansion, other) for other in group)), None)
        if same is None:
            groups.append([expansion])
        else:
            same.append(expansion)
    return groups


def _is_one(reading: Reading, one: Expansion, other: Expansion) -> bool:
    beside = {reading.sentence_of(span) for span in one.spans} & {reading.sentence_of(span) for span in other.spans}
    return bool(beside - {None}) or same_name(one.words, other.words)


def _quoted(reading: Reading) -> list[Span]:
    """What stands between quotation marks."""
    closed = (item for item in find_quotations(reading.folded) if item.state == "closed" and item.end > item.start)
    return [reading.folded.span(item.start, item.end) for item in closed]


def _inside(span: Span, stretches: list[Span]) -> bool:
    return any(stretch.start <= span.start and span.end <= stretch.end for stretch in stretches)


def _further(reading: Reading, acronym: Acronym, groups: list[list[Expansion]]) -> list[Role]:
    """Roles by which the head of the acronym's group is called head of a group with yet another name."""
    known = [acronym.letters, *(item.words for group in groups for item in group)]
    return [
        role
        for actor in reading.report.actors
        for roles in alike(actor)
        if any(role.organisation in known for role in roles)
        for role in roles
        if not any(same_name(role.organisation or "", name) for name in known)
    ]


def _flag_swapped(reading: Reading, acronym: Acronym, other: Span) -> Flag:
    expansion = acronym.expansions[0]
    message = f"{acronym.letters} stands for “{expansion.words}”, which the page also calls “{other.quote}”."
    return Flag(message=message, spans=[*(introduction(reading, span) for span in expansion.spans), other])


def _flag(reading: Reading, acronym: Acronym, groups: list[list[Expansion]]) -> Flag:
    further = _further(reading, acronym, groups)
    spans = [introduction(reading, span) for group in groups for item in group for span in item.spans]
    spans += [span for role in further for span in role.spans]
    names = listed([f"“{group[0].words}”" for group in groups])
    message = f"{acronym.letters} stands for {len(groups)} different names on this page: {names}."
    if further:
        others = listed([f"“{role.organisation}”" for role in further])
        message = f"{message} Its head is also called head of {others}."
    return Flag(message=message, spans=spans)
