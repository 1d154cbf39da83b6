"""Groups that a report calls by a description: "government forces", "Rescue Front fighters", "the rebels", "the army".

A phrase around the name of a group is a description of that group, and gives it a label. A label alone is joined to
the one group that bears it; one that two bear keeps both as candidates. What else goes by a description becomes an
actor of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

import msgspec

from crossread.context import Reading
from crossread.coreference.drafts import Draft, Told
from crossread.coreference.known_names import draft_of
from crossread.coreference.phrases import Phrase, listed, phrases_of
from crossread.record import Actor, ActorKind
from crossread.registry import Registry, trusted_date
from crossread.registry import known as known_actors

_STATE = listed("state")
_LOOKED_BACK = 1  # sentences before its own in which "the group" is looked for
_ALIKE = {"military": "army", "administration": "government", "regime": "government"}
_OF_STATES = {"government": ("government",), "forces": ("state force",), "army": ("state force",)}
"""Nouns under which the registry knows what belongs to a state, with the kinds of its entries."""
_NOT_OF_STATES = frozenset(["fighters", "militiamen", "warriors", "combatants", "recruits"])
"""Words for people under arms that a nationality before them does not make a state's."""


def join_groups(reading: Reading, drafts: list[Draft], registry: Registry | None = None) -> list[Draft]:
    """The drafts with descriptions of groups joined, and groups that go by a description alone added.

    Args:
        reading: The reading.
        drafts: Actors by name; their mentions and labels grow.
        registry: The one in use if None.
    """
    phrases = phrases_of(reading, drafts)
    for phrase in phrases:
        if phrase.named is not None:
            _describe(phrase, phrase.named)
    groups = _described(phrase for phrase in phrases if phrase.named is None and _is_own(phrase))
    groups = _known(reading, groups, drafts, registry)
    everybody = [*drafts, *groups.values()]
    for phrase in phrases:
        if phrase.named is None and not _is_own(phrase):
            _join_bare(reading, phrase, everybody)
    return [draft for draft in everybody if draft.told]


def _is_own(phrase: Phrase) -> bool:
    """Whether a phrase says of itself which group it means."""
    return bool(phrase.modifiers) and phrase.kind != "collective"


def _describe(phrase: Phrase, draft: Draft) -> None:
    """A phrase around a group's name as one more mention of the group."""
    draft.add([Told(phrase.start, phrase.end, "description")])
    if phrase.label:
        draft.labels.setdefault(phrase.label, set()).add(phrase.voice)


# ------------------------------------------------------- groups of their own


def _described(phrases: Iterable[Phrase]) -> dict[tuple[frozenset[str], str], Draft]:
    """Groups by what tells them apart: the words before the noun, and the noun or its label."""
    groups: dict[tuple[frozenset[str], str], Draft] = {}
    for phrase in phrases:
        key = (frozenset(phrase.modifiers), phrase.label or _ALIKE.get(phrase.noun, phrase.noun))
        draft = groups.get(key)
        if draft is None:
            draft = groups[key] = Draft(Actor(id="new", name=phrase.shown, kind=_kind(phrase)))
        draft.add([Told(phrase.start, phrase.end, "description")])
        if phrase.label:
            draft.labels.setdefault(phrase.label, set()).add(phrase.voice)
    return _without_shorter(groups)


def _known(
    reading: Reading, groups: dict[tuple[frozenset[str], str], Draft], drafts: list[Draft], registry: Registry | None
) -> dict[tuple[frozenset[str], str], Draft]:
    """The groups without those that are a state's government or forces and known: they go to the draft of these."""
    by_identity = {draft.actor.identity: draft for draft in drafts if draft.actor.identity}
    actors, date = registry or known_actors(), trusted_date(reading.report.page)
    kept = {}
    for (words, noun), draft in groups.items():
        kinds = _OF_STATES.get(noun)
        name = draft.actor.name if kinds is None else f"{draft.actor.name.rpartition(' ')[0]} {noun}"
        entries = [e for e in actors.match(name, date) if e.kind in kinds] if kinds and len(words) == 1 else []
        if not entries and noun == "government" and len(words) == 1 and date:
            code = next(iter(words)).upper()
            governments = (e for e in actors if e.kind == "government" and e.country == code)
            entries = [e for e in governments if actors.existed(e, date)]
        if draft.actor.kind != "state body" or len(entries) != 1:
            kept[words, noun] = draft
            continue
        known = by_identity.get(entries[0].id)
        if known is None:
            first = min(draft.told, key=lambda one: one.start)
            made = draft_of(reading, entries[0], first.start, first.end, registry)
            draft.actor = msgspec.structs.replace(made.actor, name=draft.actor.name)
            kept[words, noun] = by_identity[entries[0].id] = draft
        else:
            known.add(draft.told)
    return kept


def _without_shorter(
    groups: dict[tuple[frozenset[str], str], Draft],
) -> dict[tuple[frozenset[str], str], Draft]:
    """Groups with those put into others whose words hold all of theirs, where one other alone does."""
    by_noun: dict[str, list[frozenset[str]]] = {}
    for words, noun in groups:
        by_noun.setdefault(noun, []).append(words)
    kept = dict(groups)
    for (words, noun), draft in groups.items():
        longer = [other for other in by_noun[noun] if words < other]
        if len(longer) == 1 and (longer[0], noun) in kept:
            kept[longer[0], noun].add(
                Told(one.start, one.end, one.form, "medium", "the one group told with these words and more")
                for one in draft.told
            )
            del kept[words, noun]
    return kept


def _kind(phrase: Phrase) -> ActorKind:
    words = {phrase.noun, *phrase.modifiers}
    if phrase.label and phrase.label not in ("loyalists", "peacekeepers"):
        return "organisation" if phrase.label == "opposition" else "armed group"
    if phrase.kind in ("authority", "body") and phrase.noun not in ("coalition", "alliance", "militia"):
        return "state body"
    last = phrase.shown.lower().rpartition(" ")[2]
    if words & _STATE or (phrase.kind == "forces" and phrase.national and last not in _NOT_OF_STATES):
        return "state body"
    return "organisation" if phrase.noun in ("coalition", "alliance") else "armed group"


# ------------------------------------------------------------- bare nouns


def _join_bare(reading: Reading, phrase: Phrase, drafts: list[Draft]) -> None:
    """A noun without words that tell whose it is: joined to the one group it fits, or kept with its candidates."""
    if phrase.label:
        _join_label(phrase, phrase.label, drafts)
    elif phrase.kind in ("body", "authority"):
        if (phrase.definite or _tells_whose(reading, phrase)) and phrase.noun != "authorities":
            _join_body(phrase, drafts)
    elif phrase.kind == "collective" and phrase.definite:
        _join_collective(reading, phrase, drafts)


def _tells_whose(reading: Reading, phrase: Phrase) -> bool:
    """Whether a noun stands before what it did ("regime airstrikes"), where no article is needed."""
    following = reading.words(phrase.end, phrase.end + 24).split()
    return bool(following) and following[0].strip(".,;:").lower() in listed("attack")


def _join_label(phrase: Phrase, label: str, drafts: list[Draft]) -> None:
    """A label alone: a side's word, so that it means whom the same voice, or the narrator, calls by it."""
    bearers = [draft for draft in drafts if label in draft.labels and not draft.candidates]
    if own := [draft for draft in bearers if _is_bare(draft, phrase)]:
        bearers = own
    elif len(bearers) == 1 and not bearers[0].labels[label] & {None, phrase.voice}:
        _put(phrase, bearers, drafts, "only somebody else calls them so", label=label, sure=False)
        return
    _put(phrase, bearers, drafts, f"the only ones the page calls {label}", label=label)


def _is_bare(draft: Draft, phrase: Phrase) -> bool:
    """Whether a draft is what earlier phrases of the same bare label made."""
    return draft.actor.identity is None and draft.actor.name.lower() == phrase.shown.lower()


def _join_body(phrase: Phrase, drafts: list[Draft]) -> None:
    noun = _ALIKE.get(phrase.noun, phrase.noun)
    fitting = [draft for draft in drafts if not draft.is_person and not draft.candidates and _ends_in(draft, noun)]
    _put(phrase, fitting, drafts, f"the only {phrase.noun} the page names")


def _ends_in(draft: Draft, noun: str) -> bool:
    """Whether a noun heads a name: the last word, or the last before "for" or "of" ("Observatory for Human Rights")."""
    head = re.split(r" (?:for|of|on|in) ", draft.actor.name.lower().removesuffix("'s"), maxsplit=1)[0]
    last = head.rpartition(" ")[2]
    return _ALIKE.get(last, last) == noun


def _join_collective(reading: Reading, phrase: Phrase, drafts: list[Draft]) -> None:
    """The one body that "the group" or "the ministry" means; of several told just before, all are candidates."""
    named = [draft for draft in drafts if not draft.is_person and _ends_in(draft, phrase.noun)]
    before = [draft for draft in named if draft.start < phrase.start]
    if len(before) == 1 and phrase.noun not in ("group", "movement"):
        _put(phrase, before, drafts, f"the only {phrase.noun} named before")
    elif not before:
        near = [draft for draft in drafts if _is_group(draft, phrase) and _told_near(reading, draft, phrase)]
        if near:
            _put(phrase, near, drafts, "the only group told just before")


def _is_group(draft: Draft, phrase: Phrase) -> bool:
    if phrase.noun not in ("group", "movement", "organisation", "organization", "faction", "outfit", "network"):
        return False
    if draft.actor.kind == "organisation" and "armed" in phrase.modifiers:
        return draft.actor.name.lower().rpartition(" ")[2] in listed("collective")
    return draft.actor.kind in ("armed group", "organisation")


def _told_near(reading: Reading, draft: Draft, phrase: Phrase) -> bool:
    """Whether a draft is told in the phrase's sentence before it, or in the one before that."""
    sentence = reading.sentence_at(phrase.start)
    if sentence is None:
        return False
    first = reading.sentences[max(0, sentence - _LOOKED_BACK)][0]
    starts = sorted(one.start for one in draft.told)
    at = bisect_left(starts, first)
    return at < len(starts) and starts[at] < phrase.start


def _put(
    phrase: Phrase,
    fitting: Sequence[Draft],
    drafts: list[Draft],
    reason: str,
    *,
    label: str | None = None,
    sure: bool = True,
) -> None:
    """A phrase put to the one draft it fits; of several, of none, or if that is not sure, to a draft of its own."""
    if len(fitting) == 1 and sure:
        own = _is_bare(fitting[0], phrase)
        told = Told(phrase.start, phrase.end, "description", "medium", reason)
        fitting[0].add([Told(phrase.start, phrase.end, "description") if own else told])
        return
    same = next((d for d in drafts if d.candidates == list(fitting) and _is_bare(d, phrase)), None) if fitting else None
    if same is None:
        why = reason if not sure else "the words fit several" if fitting else None
        actor = Actor(
            id="new", name=phrase.shown, kind=_kind(phrase), confidence="low" if fitting else "high", reason=why
        )
        same = Draft(actor, candidates=list(fitting))
        if label:
            same.labels[label] = {phrase.voice}
        drafts.append(same)
    same.add([Told(phrase.start, phrase.end, "description", "low" if fitting else "high")])
