"""Places: names resolved to entries of the gazetteer by all that the report says; the unknown stays unresolved."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from crossread.context import Reading
from crossread.places.believing import Stage, Told
from crossread.places.entries import Entry
from crossread.places.gazetteer import known
from crossread.places.keys import key_of
from crossread.places.mentions import Mention, find_mentions
from crossread.places.naming import Looked, choose, containers_of
from crossread.places.precision import Steps, precision_of
from crossread.places.resolution import Choice
from crossread.places.seats import division_meant, division_of, rural_division, seat_of, town_meant
from crossread.places.surroundings import containers_told, is_building, is_quarter, kinds_told
from crossread.record import Place

_MOST_OTHERS = 5
_LEADS = 2 / 3  # share of a report's resolved mentions from which a division or country counts as where it plays
_TIE = 40  # code points between a name and the place it is tied to
_TIES = re.compile(
    r"^(?: (?:camp|village|town|district|crossing|checkpoint|area))?"
    r",? (?:in|near|outside|inside|close to|north|south|east|west|on the|\w+ (?:km|miles|kilomet))"
)
_FINEST_OF_DIVISION = {"admin2": Steps(2, 3), "admin1": Steps(3, 4), "country": Steps(None, 6)}


def find_places(reading: Reading) -> tuple[Place, ...]:
    """The places that the main text names, in order of first mention, all mentions of one place together.

    A name is resolved by the divisions and countries told beside it, by the other places of the report, and last by
    population. A name the gazetteer does not have, or has only where nothing else in the report lies, is unresolved;
    `Place.inside` tells the division or country it is told to lie in, or where the report plays. Adjectives
    ("Afghan") and places that stand for their government ("Kabul said") are no places.

    Args:
        reading: A reading with its actors found; names of a model are used if there are any.
    """
    mentions, adjectives = find_mentions(reading)
    home: Counter[str] = Counter(entry.id for looked in adjectives for entry in looked.candidates)
    text = reading.folded.text
    bounds = [(mention.start, mention.end) for mention in mentions]
    chosen = choose(text, bounds, dict(home), [mention.looked for mention in mentions])
    chosen = [
        (looked, _seated(text, mention, looked, choice))
        for mention, (looked, choice) in zip(mentions, chosen, strict=True)
    ]
    leading, stage, told = _leading(chosen, home), Stage(chosen, home), _told(text, mentions)
    groups: dict[str, list[int]] = {}
    for index, (looked, choice) in enumerate(chosen):
        name = key_of(looked.name)
        believed = stage.believed(looked, choice, told[name])
        if believed:
            chosen[index] = looked, believed
        groups.setdefault(believed.entries[0].id if believed else f"?{name}", []).append(index)
    places: list[Place] = []
    for key, group in groups.items():
        named, choice = [mentions[i] for i in group], chosen[group[0]][1]
        if key.startswith("?"):
            beside = _beside(reading, mentions, chosen, group[0])
            places.append(_unresolved(reading, named, choice, beside or leading))
        else:
            places.append(_resolved(reading, named, choice))
    return tuple(places)


def _told(text: str, mentions: Sequence[Mention]) -> dict[str, Told]:
    """What the mentions of each name, by its key, tell of it."""
    groups: dict[str, list[Mention]] = {}
    for mention in mentions:
        groups.setdefault(key_of(mention.looked.name), []).append(mention)
    return {
        name: Told(
            frozenset(code for m in named for code in containers_told(text, m.start, m.end)),
            all(is_quarter(text, m.start, m.end) for m in named),
            all(m.looked.approximate or is_building(text, m.end) for m in named),
            frozenset(kind for m in named for kind in (*m.looked.kinds, *kinds_told(text, m.start, m.end))),
        )
        for name, named in groups.items()
    }


def _seated(text: str, mention: Mention, looked: Looked, choice: Choice) -> Choice:
    """The choice between a division and its town of the same name, by the word beside the name that tells which."""
    if not choice.entries:
        return choice
    kinds = {*looked.kinds, *kinds_told(text, mention.start, mention.end)}
    if mention.rural:
        meant = rural_division(choice.entries, looked.name)
    else:
        after_comma = text[max(0, mention.start - 2) : mention.start] == ", "
        meant = _meant(choice.entries, looked.name, kinds, is_after_comma=after_comma)
    if meant is None or meant.id == choice.entries[0].id:
        return choice
    return Choice((meant, *(entry for entry in choice.entries if entry.id != meant.id)), choice.sureness)


def _meant(entries: Sequence[Entry], name: str, kinds: set[str], *, is_after_comma: bool) -> Entry | None:
    if "admin1" in kinds:
        return division_of(entries)
    if "town" in kinds:
        return seat_of(entries[0], name, told=True)
    if kinds:
        return None
    town = None if is_after_comma else town_meant(entries, name)
    return town or seat_of(entries[0], name) or division_meant(entries, name)


def _leading(chosen: Sequence[tuple[Looked, Choice]], home: Counter[str]) -> str:
    """Code of the division, else the country, in which most of the resolved mentions lie; "" if there is none."""
    entries = [choice.entries[0] for _, choice in chosen if choice.entries]
    finer = Counter(entry.admin1 for entry in entries if entry.kind != "country" and entry.admin1)
    if finer and (most := finer.most_common(1)[0])[1] >= _LEADS * finer.total():
        return most[0]
    countries = Counter(entry.country for entry in entries if entry.country) + home
    if countries and (most := countries.most_common(1)[0])[1] >= _LEADS * countries.total():
        return most[0]
    return ""


def _beside(reading: Reading, mentions: Sequence[Mention], chosen: Sequence[tuple[Looked, Choice]], index: int) -> str:
    """Code of the division of the place right after a name to which the text ties it ("…, near Aleppo")."""
    if index + 1 >= len(mentions) or not mentions[index + 1].looked.candidates:
        return ""
    between = reading.words(mentions[index].end, mentions[index + 1].start)
    if len(between) > _TIE or not _TIES.search(between):
        return ""
    entry = chosen[index + 1][1].entries[0]
    if entry.kind == "country" and index + 2 < len(mentions) and mentions[index + 2].looked.candidates:
        finer = chosen[index + 2][1].entries[0]  # "near the camp in Syria's province of Idlib"
        if finer.country == entry.country and mentions[index + 2].start - mentions[index + 1].end <= _TIE:
            return finer.admin1 or finer.country
    return entry.admin1 or entry.country


def _resolved(reading: Reading, mentions: Sequence[Mention], choice: Choice) -> Place:
    entry = choice.entries[0]
    near = all(mention.near or mention.looked.approximate for mention in mentions)
    steps = precision_of(entry, near=near)
    return Place(
        name=reading.words(mentions[0].start, mentions[0].end),
        resolved=True,
        entry=entry.id,
        country=entry.country or None,
        admin1=_name(entry.admin1),
        admin2=_name(entry.admin2),
        latitude=entry.latitude,
        longitude=entry.longitude,
        acled_precision=steps.acled,
        ucdp_precision=steps.ucdp,
        candidates=_ids(choice.entries[1:]),
        spans=reading.folded.spans((mention.start, mention.end) for mention in mentions),
    )


def _unresolved(reading: Reading, mentions: Sequence[Mention], choice: Choice, leading: str) -> Place:
    told = containers_of(reading.folded.text, [(mention.start, mention.end) for mention in mentions], leading)
    inside = known().division(told) if told else None
    steps = _FINEST_OF_DIVISION[inside.kind] if inside else Steps(None, None)
    return Place(
        name=reading.words(mentions[0].start, mentions[0].end),
        country=inside.country if inside else None,
        admin1=_name(inside.admin1) if inside else None,
        admin2=_name(inside.admin2) if inside else None,
        inside=inside.name if inside else None,
        acled_precision=steps.acled,
        ucdp_precision=steps.ucdp,
        candidates=_ids(choice.entries),
        spans=reading.folded.spans((mention.start, mention.end) for mention in mentions),
    )


def _name(code: str) -> str | None:
    division = known().division(code) if code else None
    return division.name if division else None


def _ids(entries: Iterable[Entry]) -> tuple[str, ...]:
    return tuple(entry.id for entry in entries)[:_MOST_OTHERS]
