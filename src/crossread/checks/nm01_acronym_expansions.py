"""One acronym stands for several things.

**What it flags.** An acronym that the page expands in two or more ways which are not one name: other words, or
"Front" in one place and "Force" in another. If one person heads the acronym's group and the page also calls that
person head of a group by yet another name, that name is shown too.

**Why it matters.** The name is how a group is found again in other reports. A page that gives one group
three names was stitched together, or mistakes one group for another.

**Fires on** (invented): "the National Relief Front (NRF) … the Northern Reform Forum (NRF)"

**Will not flag** names nested in one another ("Relief Front", "Relief Front of Norland"), leading nationalities,
other spellings, a name and its original in another language, two names given side by side in one sentence,
or words inside a verbatim quotation.

**Measured.** Not yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crossread.checks.base import Flag
from crossread.checks.names import introduction, is_declared, is_foreign, same_name
from crossread.checks.nm05_several_head_roles import alike
from crossread.checks.words import listed
from crossread.context import Reading
from crossread.quotations import find_quotations
from crossread.record import Acronym, Expansion, Role, Span


def find(reading: Reading) -> Iterator[Flag]:
    """Flags for NM01.

    Args:
        reading: The report with everything but findings.
    """
    acronyms = [acronym for acronym in reading.report.acronyms if len(acronym.expansions) > 1]
    quoted = _quoted(reading) if acronyms else []
    for acronym in acronyms:
        groups = _groups(reading, [item for item in acronym.expansions if not _inside(item.spans[0], quoted)])
        if len(groups) > 1:
            yield _flag(reading, acronym, groups)


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
