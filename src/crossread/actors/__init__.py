"""Actors: people with every role and organisation that the page gives them, and organisations with their acronyms.

Rules only; names that a model found are taken as a further source of evidence.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from crossread.actors.joining import Bearer, gather
from crossread.actors.lexicon import country_of_adjective
from crossread.actors.organisations import Organisation, organisations_in
from crossread.actors.people import people_in
from crossread.actors.roles import Told
from crossread.actors.words import NOT_PROSE, Words
from crossread.context import Reading
from crossread.record import Actor, Name, Role, Span

_CAPITALISED = r"(?:[A-Z][\w'-]*|(?:al|el|ad|as|ar|ash|an)-[A-Z][\w'-]*)"
_KINDS = (
    "city|town|village|district|neighbou?rhood|suburb|area|region|province|governorate|county|enclave|camp|countryside|"
    "hamlet|port|valley|crossing|airport|airbase"
)
_AFTER_PLACE_WORDS = re.compile(
    rf"\b(?:[Ii]n|[Nn]ear|inside|outside|into|(?:{_KINDS})s? of|districts? in) "
    rf"({_CAPITALISED}(?: {_CAPITALISED}){{0,2}})"
)
_BEFORE_FEATURES = re.compile(rf"\b({_CAPITALISED}(?: {_CAPITALISED}){{0,2}}) (?:{_KINDS})\b")


_CREDITS = re.compile(
    r"\b(?:(?:Additional )?[Rr]eporting|[Ee]diting|[Ww]riting|[Cc]ompiled|Photos?) by "
    rf"{_CAPITALISED}(?:(?: |, | and |, and | in ){_CAPITALISED}){{0,20}}"
)
"""Who wrote and edited a report, at its end: they are no actors of it."""


def find_actors(reading: Reading) -> tuple[Actor, ...]:
    """Actors of the main text, in order of first mention.

    Args:
        reading: The reading with its acronyms found; names of a model are used if there are any.

    Returns:
        People (every role the page gives them, contradictions kept, each with its exact words) and organisations
        (all names and acronyms). Ids are ``a1``, ``a2`` … by first mention. Text set in capitals gives no people.
    """
    text = reading.folded.text
    all_blocks = [Words(text, block.start, block.end) for block in reading.folded.blocks]
    prose = [
        words
        for block, words in zip(reading.folded.blocks, all_blocks, strict=True)
        if block.block.kind not in NOT_PROSE and not _title_case(words)
    ]
    given = _named_people(reading)
    credited = [match.span() for match in _CREDITS.finditer(text)]
    named = [person for words in prose for person in people_in(words, given=given)]
    people = gather([person for person in named if not _is_credited(person.bounds, credited)], all_blocks)
    organisations = organisations_in(prose, _acronyms(reading))
    found: list[Bearer | Organisation] = [*people, *organisations]
    order = sorted(found, key=lambda one: one.start)
    ids = {id(one): f"a{number}" for number, one in enumerate(order, 1)}
    return tuple(
        _person(reading, one, ids) if isinstance(one, Bearer) else _organisation(reading, one, ids) for one in order
    )


def _is_credited(bounds: tuple[int, int], credited: list[tuple[int, int]]) -> bool:
    return any(start <= bounds[0] < end for start, end in credited)


def _title_case(words: Words) -> bool:
    """Whether a block is a heading by its letters: every long word begins with a capital, and no full stop ends it."""
    long = [word.text for word in words.items if len(word.text) > 3 and word.text[0].isalpha()]
    ended = bool(words.items) and words.items[-1].text in (".", "!", "?", '"', "”")
    return len(long) > 3 and not ended and all(word[0].isupper() for word in long)


def _named_people(reading: Reading) -> frozenset[tuple[int, int]]:
    """Bounds of names that the model takes for people, but for those that the text uses as a place's elsewhere."""
    position = reading.folded.position
    named = [
        (position(name.spans[0].start), position(name.spans[0].end))
        for name in reading.report.names
        if name.label == "person"
    ]
    placed = _used_as_places(reading.folded.text, {reading.words(*bounds) for bounds in named})
    return frozenset(bounds for bounds in named if reading.words(*bounds) not in placed)


def _used_as_places(text: str, names: set[str]) -> set[str]:
    """Names that stand at least once where only a place stands: "in Rasha", "the town of Rasha", "Rasha district"."""
    found = {match[1] for match in _AFTER_PLACE_WORDS.finditer(text)} | {m[1] for m in _BEFORE_FEATURES.finditer(text)}
    return {name for name in names if any(other == name or other.startswith(name + " ") for other in found)}


def _acronyms(reading: Reading):  # type: ignore[no-untyped-def]
    position = reading.folded.position

    def bounds(spans: tuple[Span, ...]) -> list[tuple[int, int]]:
        return [(position(span.start), position(span.end)) for span in spans]

    return [
        (acronym, bounds(acronym.spans), [bounds(expansion.spans) for expansion in acronym.expansions])
        for acronym in reading.report.acronyms
    ]


def _person(reading: Reading, one: Bearer, ids: dict[int, str]) -> Actor:
    forms: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for person in one.full:
        form = "full" if len(person.key) > 1 else "short"
        forms.setdefault((reading.words(*person.bounds), form), []).append(person.bounds)
    for bounds in one.short:
        forms.setdefault((reading.words(*bounds), "short"), []).append(bounds)
    names = _names(reading, forms)
    return Actor(
        id=ids[id(one)],
        name=max((name.text for name in names), key=lambda text: (len(text.split()), len(text))),
        kind="person",
        names=names,
        roles=_roles(reading, one),
        candidates=tuple(ids[id(other)] for other in one.candidates),
        confidence=one.confidence,
        reason=one.reason,
    )


def _names(reading: Reading, forms: Mapping[tuple[str, str], Collection[tuple[int, int]]]) -> tuple[Name, ...]:
    made = [
        Name(text=text, form=form, spans=reading.folded.spans(sorted(bounds)))  # type: ignore[arg-type]
        for (text, form), bounds in forms.items()
    ]
    return tuple(sorted(made, key=lambda name: name.spans[0].start))


def _roles(reading: Reading, one: Bearer) -> tuple[Role, ...]:
    roles: dict[tuple[str, str | None, bool, str], Role] = {}
    for person in one.full:
        for told in person.roles:
            role = _role(reading, person.words, told)
            key = (role.title, (role.organisation or "").casefold() or None, role.former, role.relation)
            if key in roles:
                before = roles[key]
                role = Role(
                    title=before.title, organisation=before.organisation, former=before.former,
                    relation=before.relation, spans=before.spans + role.spans,
                )  # fmt: skip
            roles[key] = role
    return tuple(sorted(roles.values(), key=lambda role: role.spans[0].start))


def _role(reading: Reading, words: Words, told: Told) -> Role:
    span = reading.folded.span(words[told.first].start, words[told.after - 1].end)
    organisation = None
    if told.organisation:
        first, after = told.organisation
        organisation = reading.words(words[first].start, words[after - 1].end)
        organisation = country_of_adjective(organisation) or organisation
    return Role(title=told.title, organisation=organisation, former=told.former, relation=told.relation, spans=(span,))


def _organisation(reading: Reading, one: Organisation, ids: dict[int, str]) -> Actor:
    forms = {
        **{(name, "full"): places for name, places in one.names.items()},
        **{(letters, "acronym"): places for letters, places in one.letters.items()},
    }
    return Actor(
        id=ids[id(one)],
        name=one.name,
        kind=one.kind,
        names=_names(reading, forms),
        acronyms=tuple(one.letters),
    )
