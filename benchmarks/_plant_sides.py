"""Flaws of sides, control, terms and sums for `plant`: who did it to whom, who holds what, on which terms, how many.

Each function takes a sound report and a seeded draw, and gives the report with the flaw and the words that are wrong,
or None where the report has no room for it. The sentences are invented; they are put where a paragraph ends.
"""

from __future__ import annotations

import random
import re

Draft = tuple[str, list[str]]
"""A headline and its paragraphs."""

Planted = tuple[Draft, list[str]]
"""A draft with a flaw in it, and the words that are wrong."""

_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_PLACE = re.compile(
    r"\b(?:in|near|at|of|from|to) ((?:Upper |Lower )?[A-Z][a-z]{3,}(?: [A-Z][a-z]{3,})?)\b(?!,? [a-z]+ (?:said|says))"
)
_GROUP = re.compile(
    r"\b(?:[Tt]he )?((?:[A-Z][a-z]+ ){1,4}(?:Front|Movement|Guard|Force|Brigade|Army|Council"
    r"|Alliance)(?: of (?:the )?[A-Z]\w+)*) \("
)
_TOLL = re.compile(
    r"\b(?P<number>\d{1,4}|"
    + "|".join(_WORDS[2:])
    + r") (?P<noun>people|civilians|villagers|men|soldiers|fighters|rebels|pupils|workers)?"
    r" ?(?P<verb>were killed|died|dead|had been killed|are dead)\b",
    re.IGNORECASE,
)
_MONTHS = frozenset(
    {
        *("January", "February", "March", "April", "June", "July", "August", "September", "October", "November"),
        *("December", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "Last"),
        *("Neither", "Both"),
    }
)


def sides_swapped(sound: Draft, draw: random.Random) -> Planted | None:
    """A headline that has the sides of the first paragraph's act turned round."""
    paragraphs = sound[1]
    place, rebels = _place(paragraphs), draw.choice(["Rebels", "Militants", "Insurgents"])
    if place is None:
        return None
    number = draw.randrange(4, 19)
    forms = [
        (
            f"{rebels} kill {number} soldiers near {place}",
            f"Soldiers killed {number} {rebels.lower()} near {place} at dawn, the defence ministry said.",
        ),
        (
            f"Army attacks rebel camp near {place}",
            f"Rebels attacked an army camp near {place} at dawn, the governor's office said.",
        ),
        (
            f"{rebels} capture {number} soldiers in {place}",
            f"The army captured {number} {rebels.lower()} in {place} on the same day, a general said.",
        ),
        (
            f"Troops kill {number} rebels in ambush near {place}",
            f"The rebels killed {number} soldiers in an ambush near {place} overnight, a spokesman for the army said.",
        ),
    ]
    head, sentence = draw.choice(forms)
    return (head, _after(paragraphs, 0, sentence)), [head, sentence]


def parts_over_whole(sound: Draft, draw: random.Random) -> Planted | None:
    """A part told of a toll that is more than the toll."""
    title, paragraphs = sound
    places = [(index, match) for index, text in enumerate(paragraphs) for match in _TOLL.finditer(text)]
    places = [(index, match) for index, match in places if _is_outside_quotation(paragraphs[index], match.start())]
    if not places:
        return None
    index, match = draw.choice(places)
    whole = int(match["number"]) if match["number"].isdigit() else _WORDS.index(match["number"].lower())
    part = whole + draw.randrange(2, 14)
    noun = draw.choice(["women", "children", "teachers", "farmers"])
    sentence = draw.choice(
        [
            f"Among the dead were {part} {noun}.",
            f"Of the {whole} dead, {part} were {noun}.",
            f"At least {part} of the {whole} victims were {noun}, a doctor said.",
            f"The {whole} dead included {part} {noun}.",
        ]
    )
    return (title, _after(paragraphs, index, sentence)), [str(part), sentence]


def control_clash(sound: Draft, draw: random.Random) -> Planted | None:
    """One place held by two sides in the page's own voice."""
    title, paragraphs = sound
    place, group = _place(paragraphs), _group(paragraphs)
    if place is None or len(paragraphs) < 4:
        return None
    other = (
        f"the {group}"
        if group and draw.random() < 0.5
        else draw.choice(["the rebels", "the militia", "the insurgents"])
    )
    town = draw.choice(["Varen", "Tolmik", "Asht", "Breno"])
    ours = draw.choice(
        [
            f"The army controls {town}.",
            f"The town of {town} is held by the army.",
            f"{town} is under the control of government troops.",
            f"The army holds {town}, which lies near {place}.",
        ]
    )
    theirs = draw.choice(
        [
            f"{_capital(other)} control {town}." if other.endswith("s") else f"{_capital(other)} controls {town}.",
            f"{town} is held by {other}.",
            f"{town} remains in the hands of {other}.",
            f"The town of {town} is under the control of {other}.",
        ]
    )
    first, second = (ours, theirs) if draw.random() < 0.5 else (theirs, ours)
    at = draw.randrange(0, len(paragraphs) - 2)
    later = draw.randrange(at + 1, len(paragraphs))
    return (title, _after(_after(paragraphs, at, first), later, second)), [first, second]


def terms_changed(sound: Draft, draw: random.Random) -> Planted | None:
    """One party's offer with other terms further down."""
    title, paragraphs = sound
    group = _group(paragraphs)
    if group is None or len(paragraphs) < 4:
        return None
    offer = draw.choice(
        [
            "ready for talks with the government",
            "willing to sign a ceasefire",
            "prepared to hold talks with the army",
            "ready to release its hostages",
        ]
    )
    terms = draw.sample(
        [
            "its prisoners are freed",
            "foreign troops leave the country",
            "the siege of the capital is lifted",
            "women keep their rights",
            "an amnesty becomes law",
        ],
        2,
    )
    links = draw.sample(["but only if", "on condition that", "provided that", "as long as"], 2)
    comma = [", " if link == "but only if" else " " for link in links]
    first = f"The {group} said it was {offer}{comma[0]}{links[0]} {terms[0]}."
    second = f"The {group} said it was {offer}{comma[1]}{links[1]} {terms[1]}."
    at = draw.randrange(0, len(paragraphs) - 2)
    later = draw.randrange(at + 1, len(paragraphs))
    return (title, _after(_after(paragraphs, at, first), later, second)), [terms[0], terms[1]]


def label_for_two_sides(sound: Draft, draw: random.Random) -> Planted | None:
    """One label on two parties that fight each other."""
    title, paragraphs = sound
    group = _group(paragraphs)
    if group is None or len(paragraphs) < 3:
        return None
    label = draw.choice(["insurgent", "rebel", "militant"])
    first = draw.choice(
        [
            f"{group} {label}s hold two of the bridges.",
            f"The {group}, {_an(label)} {label} group, holds two of the bridges.",
            f"The {label}s of the {group} hold two of the bridges.",
        ]
    )
    second = draw.choice(
        [
            f"On the same day the {label}s attacked the {group} from the north.",
            f"Government {label}s shelled the {group}'s camp, a resident said.",
            f"The {group} fought the {label}s for six hours.",
            f"The {label}s later fired on a convoy of {label}s.",
        ]
    )
    at = draw.randrange(0, len(paragraphs) - 1)
    later = draw.randrange(at, len(paragraphs))
    return (title, _after(_after(paragraphs, at, first), later, second)), [first, second]


def victim_and_attacker(sound: Draft, draw: random.Random) -> Planted | None:
    """Dead who belong to the attacker's own side."""
    title, paragraphs = sound
    place, number = _place(paragraphs), draw.randrange(3, 20)
    if place is None:
        return None
    sentence = draw.choice(
        [
            f"Army airstrikes on rebel positions near {place} killed {number} soldiers.",
            f"The rebels shelled an army post near {place} and killed {number} rebels.",
            f"Government shelling of militant camps near {place} killed {number} government soldiers.",
            f"Insurgents ambushed an army patrol near {place}, killing {number} insurgents.",
            f"The air force bombed a rebel camp near {place}. At least {number} soldiers were killed in the bombing.",
        ]
    )
    index = draw.randrange(0, len(paragraphs))
    return (title, _after(paragraphs, index, sentence)), [sentence]


def _after(paragraphs: list[str], index: int, sentence: str) -> list[str]:
    return [*paragraphs[:index], f"{paragraphs[index]} {sentence}", *paragraphs[index + 1 :]]


def _place(paragraphs: list[str]) -> str | None:
    found = [match[1] for text in paragraphs for match in _PLACE.finditer(text)]
    return next((place for place in found if not set(place.split()) & _MONTHS), None)


def _group(paragraphs: list[str]) -> str | None:
    found = (match for text in paragraphs for match in _GROUP.finditer(text))
    return next((match[1] for match in found), None)


def _is_outside_quotation(text: str, at: int) -> bool:
    return text.count("“", 0, at) == text.count("”", 0, at)


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]


def _an(word: str) -> str:
    return "an" if word[0] in "aeiou" else "a"
