"""One person heads several groups.

**What it flags.** A person whom the page introduces as head, leader, chief or commander of two or more organisations
with different names, or by one of the titles president, chairman, director or secretary of two. All introductions
are shown.

**Why it matters.** Either one group was given several names, or two people were made one. In both cases what the
person says is put down to the wrong group somewhere.

**Fires on** (invented): "Omar Resk, head of the Northern Relief Front, … Resk, leader of the Hill People's Army, …"

**Will not flag** former offices, several offices named together in one sentence, a group and its acronym, names
nested in one another ("the Front", "the Northern Relief Front"), or offices over places and peoples.

**Measured.** None in 420 war reports, none in 84 news pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crossread.actors.expansions import acronym_shaped, fits
from crossread.actors.lexicon import names_organisation
from crossread.checks.base import Flag
from crossread.checks.names import same_name
from crossread.checks.words import listed
from crossread.context import Reading
from crossread.record import Actor, Role, Span

_HEADS = frozenset({"head", "leader", "chief", "commander", "commander-in-chief", "supreme leader", "top leader"})
_ALIKE = frozenset({"president", "chairman", "chairwoman", "chair", "director", "secretary", "secretary-general"})
_ARTICLE = re.compile(r"\b[Tt]he \Z")


def find(reading: Reading) -> Iterator[Flag]:
    """Flags for NM05.

    Args:
        reading: The report with everything but findings.
    """
    for actor in reading.report.actors:
        if actor.kind == "person" and actor.confidence != "low":
            for roles in alike(actor):
                names = different(reading, roles)
                if len(names) > 1:
                    yield _flag(reading, actor, roles, names)


def alike(actor: Actor) -> Iterator[list[Role]]:
    """A person's present roles as head of organisations, those of one kind of title together.

    Args:
        actor: A person.
    """
    kinds: dict[str, list[Role]] = {}
    for role in actor.roles:
        title = role.title.lower()
        kind = "head" if title in _HEADS else title if title in _ALIKE else None
        if kind and role.relation == "office" and not role.former and _is_organisation(role.organisation):
            kinds.setdefault(kind, []).append(role)
    yield from kinds.values()


def different(reading: Reading, roles: list[Role]) -> list[str]:
    """Names of organisations that are not one another's, acronyms left out where they may be any of the others.

    Args:
        reading: The reading.
        roles: Roles with organisations.
    """
    names: list[str] = []
    sentences: list[int | None] = []
    for role in sorted(roles, key=lambda role: acronym_shaped(role.organisation or "")):
        name, sentence = role.organisation or "", reading.sentence_of(role.spans[0])
        known = any(same_name(name, other) or _is_acronym_of(reading, name, other) for other in names)
        together = sentence is not None and sentence in sentences  # "head of A and of B"
        if not known and not together:
            names.append(name)
            sentences.append(sentence)
    return names


def _is_organisation(name: str | None) -> bool:
    words = (name or "").split()
    return any(names_organisation(word) for word in words) or (len(words) == 1 and acronym_shaped(words[0]))


def _is_acronym_of(reading: Reading, letters: str, name: str) -> bool:
    """Whether an acronym is tied to a name by its letters or by the page."""
    if not acronym_shaped(letters):
        return False
    tied = (
        item.words for acronym in reading.report.acronyms if acronym.letters == letters for item in acronym.expansions
    )
    return fits(letters, name) or any(same_name(words, name) for words in tied)


def _flag(reading: Reading, actor: Actor, roles: list[Role], names: list[str]) -> Flag:
    spans = [introduced(reading, span) for role in roles for span in role.spans]
    shown = listed([f"“{name}”" for name in names])
    return Flag(
        message=f"{actor.name} is {roles[0].title} of {len(names)} differently named groups: {shown}.", spans=spans
    )


def introduced(reading: Reading, span: Span) -> Span:
    """A role with the article before it."""
    start = reading.folded.position(span.start)
    end = reading.folded.position(span.end - 1) + 1
    article = _ARTICLE.search(reading.folded.text, max(0, start - 4), start)
    return reading.folded.span(article.start() if article else start, end)
