"""Plants flaws in sound reports: ``uv run python -m benchmarks plant benchmarks/reports --out planted.jsonl``.

Paths are folders of texts whose first line is the headline and whose paragraphs are parted by blank lines. Each
report is copied once for every family of flaws that it has room for, and once with up to three families
together. Where a flaw goes, and which form it takes, is drawn with the seed of the report's own name, so the
same reports give the same file. ``--out`` writes JSON lines with ``title``, ``text`` and ``flaws``, each of a
``family`` and its ``quotes``: the exact words that are wrong.

Keys: ``reports`` written, and the number of flaws of each family.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks._plant_sides import (
    Draft,
    Planted,
    control_clash,
    label_for_two_sides,
    parts_over_whole,
    sides_swapped,
    terms_changed,
    victim_and_attacker,
)
from benchmarks.frame import Result

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June|July|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_FULL_DATE = re.compile(rf"(?:(\d{{1,2}}) ({_MONTH}),? (\d{{4}})|({_MONTH}) (\d{{1,2}}), (\d{{4}}))")
_DEFINED = re.compile(r"\(([A-Z]{3,5})\)")
_QUOTATION = re.compile("“[^“”]{20,}”")
_PARTS = {
    "A": ["Alliance", "Assembly", "Army"], "B": ["Brigade", "Bloc"], "C": ["Council", "Committee", "Coalition"],
    "D": ["Democratic", "Defence"], "F": ["Front", "Forum", "Federation"], "G": ["Group", "Guard"],
    "I": ["Islamic", "Independent"], "K": ["Kinsmen"], "L": ["Liberty", "League", "Labour"],
    "M": ["Movement", "Mission"], "N": ["National", "New"], "O": ["Order", "Organisation"], "P": ["People's", "Party"],
    "R": ["Reconciliation", "Resistance", "Revolutionary"], "S": ["Salvation", "Society"], "T": ["Transitional"],
    "U": ["United", "Union"], "V": ["Victory"], "W": ["Workers'"], "E": ["Eastern"], "H": ["Homeland"], "Y": ["Young"],
}  # fmt: skip
_SWAPS = (("Force", "Front", "Forum"), ("Council", "Committee", "Congress"), ("Guard", "Group"), ("Army", "Alliance"))
_FURNITURE = (
    "ALSO READ: Ten ways to save on your phone bill", "Read more: Star seen at airport with new partner",
    "Click here to subscribe to our newsletter", "[ad_1]", "Advertisement", "Please enter your comment!",
    "Tab to see links", "Share this article on Facebook", "You may also like", "Sign up for our daily newsletter",
    "READ ALSO: Actress shows off wedding dress", "Most Popular", "Continue reading after the advertisement",
    "Follow us on Twitter and Instagram", "Related: Five beaches to see before you die",
    "Save my name, email, and website in this browser for the next time I comment.",
    "We use cookies to improve your experience. Accept all cookies", "Loading...", "Tweet", "Leave a Reply",
    "Join our WhatsApp channel for live updates", "Watch: Dog finds its way home after a year", "Recommended for you",
    "Don't miss: The best phones of the year", "Download our app", "Please enter your name here", "Trending now",
    "[ad_2]", "Story continues below advertisement", "Facebook Twitter WhatsApp Email", "Support our journalism",
)  # fmt: skip
_CONDITIONS = re.compile(
    r",? (?:but )?(?:only )?"
    r"(?:if|once|provided|on condition(?: that)?|as long as|conditional on|only after|only if)\b.*$"
)
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNT = re.compile(
    rf"(?<!\bat )(?<![\w,.])(?:\d{{1,4}}(?![\w,.]*\d)|(?:{'|'.join(_WORDS[1:])})\b)(?!-| days| years)", re.IGNORECASE
)


def run(paths: list[Path], limit: int | None) -> Result:
    """Plant flaws.

    Args:
        paths: Folders of sound reports.
        limit: Use at most so many reports.
    """
    texts = [text for path in paths for text in sorted(path.glob("*.txt"))]
    planted = [item for text in islice(texts, limit) for item in versions(text.stem, draft(text))]
    count = Counter(flaw["family"] for item in planted for flaw in item["flaws"])
    return Result(figures={"reports": len(planted), **dict(sorted(count.items()))}, predictions=planted)


def draft(path: Path) -> Draft:
    """Headline and paragraphs of a file."""
    title, _, body = path.read_text(encoding="utf-8").strip().partition("\n\n")
    return title, body.split("\n\n")


def versions(name: str, sound: Draft) -> list[dict[str, Any]]:
    """Planted versions of one report: one for each family that fits, and one with several."""
    made = []
    fitting: list[str] = []
    for family, plant in FAMILIES.items():
        result = plant(sound, random.Random(f"{name} {family}"))
        if result:
            made.append(item(name, result[0], [(family, result[1])]))
            fitting.append(family)
    several = random.Random(name).sample(sorted(fitting), k=min(3, len(fitting)))
    several.sort(key=lambda family: family != "unclosed quotation")  # it changes marks all over the text
    current, flaws = sound, []
    for family in several:
        result = FAMILIES[family](current, random.Random(f"{name} {family} together"))
        if result:
            current = result[0]
            flaws.append((family, result[1]))
    whole = "\n\n".join([current[0], *current[1]])
    flaws = [
        (family, quotes) for family, quotes in flaws if all(quote in whole for quote in quotes)
    ]  # not undone since
    return [*made, item(name, current, flaws)]


def item(name: str, planted: Draft, flaws: list[tuple[str, list[str]]]) -> dict[str, Any]:
    """One line of the file."""
    title, paragraphs = planted
    return {
        "report": name,
        "title": title,
        "text": "\n\n".join(paragraphs),
        "flaws": [{"family": family, "quotes": quotes} for family, quotes in flaws],
    }


def second_expansion(sound: Draft, draw: random.Random) -> Planted | None:
    """Another expansion for an acronym that the report has expanded, at a later bare mention."""
    title, paragraphs = sound
    for index, letters in _defined(paragraphs):
        for later in range(len(paragraphs) - 1, index, -1):
            bare = re.search(rf"\b(?:[Tt]he )?{letters}\b(?!\))", paragraphs[later])
            if bare:
                other = _swapped(paragraphs[index], letters, draw) or _expansion(letters, draw)
                article = "The" if bare[0][:1] == "T" or bare.start() == 0 else "the"
                form = draw.choice(["{article} {other} ({letters})", "{article} {letters} ({other})"])
                words = form.format(article=article, other=other, letters=letters)
                return (title, _put(paragraphs, later, bare.span(), words)), [other]
    return None


def unclosed_quotation(sound: Draft, draw: random.Random) -> Planted | None:
    """A quotation without its closing mark, curly or straight."""
    title, paragraphs = sound
    places = [
        (index, match)
        for index, paragraph in enumerate(paragraphs)
        for match in _QUOTATION.finditer(paragraph)
        if paragraph.count("“") == paragraph.count("”")
    ]
    if not places:
        return None
    index, match = draw.choice(places)
    straight = draw.random() < 0.5
    paragraphs = _put(paragraphs, index, match.span(), match[0][:-1])
    words = match[0][:-1]
    if straight:
        paragraphs = [re.sub("[“”]", '"', paragraph) for paragraph in paragraphs]
        words = re.sub("[“”]", '"', words)
    return (title, paragraphs), [words]


def headline_number(sound: Draft, draw: random.Random) -> Planted | None:
    """Another number in the headline than in the story."""
    title, paragraphs = sound
    match = _COUNT.search(title)
    if not match:
        return None
    number = int(match[0]) if match[0].isdigit() else _WORDS.index(match[0].lower()) + 1
    others = [number * 2 + 1, number + number // 2 + 3, number * 3 + 2]
    free = [other for other in others if not re.search(rf"\b{other}\b", " ".join(paragraphs))]
    if not free:
        return None
    other = str(draw.choice(free))
    return (title[: match.start()] + other + title[match.end() :], paragraphs), [other]


def dropped_condition(sound: Draft, _draw: random.Random) -> Planted | None:
    """A headline without the condition that the story has."""
    title, paragraphs = sound
    match = _CONDITIONS.search(title)
    if not match:
        return None
    return (title[: match.start()], paragraphs), [title[: match.start()]]


def date_after_publication(sound: Draft, draw: random.Random) -> Planted | None:
    """An event told as past on a day after the report's own date."""
    title, paragraphs = sound
    published = _published(paragraphs[0])
    if not published:
        return None
    later = published + timedelta(days=draw.randrange(6, 60))
    words = _written(later, draw, near=(later - published).days <= 28)
    sentence = draw.choice(
        [
            f"A similar attack killed three people in the district on {words}.",
            f"On {words} the two sides fought for six hours near the river, officials said.",
            f"The road was closed on {words}, when a bridge was blown up.",
        ]
    )
    index = draw.randrange(1, len(paragraphs))
    return (title, [*paragraphs[:index], f"{paragraphs[index]} {sentence}", *paragraphs[index + 1 :]]), [words]


def _written(day: date, draw: random.Random, *, near: bool) -> str:
    """A day in one of the ways reports write it; without its year only if it is near."""
    month = _MONTHS[day.month - 1]
    short = month if len(month) < 6 else f"{month[:3]}."
    forms = [f"{day.day} {month} {day.year}", f"{month} {day.day}, {day.year}", f"{short} {day.day}, {day.year}"]
    return draw.choice([*forms, f"{day.day} {month}", f"{short} {day.day}"] if near else forms)


def furniture_in_body(sound: Draft, draw: random.Random) -> Planted | None:
    """Words of a site between two paragraphs."""
    title, paragraphs = sound
    index = draw.randrange(2, len(paragraphs))
    words = draw.choice(_FURNITURE)
    return (title, [*paragraphs[:index], words, *paragraphs[index:]]), [words]


def repeated_block(sound: Draft, draw: random.Random) -> Planted | None:
    """A paragraph told again further down, with other apostrophes."""
    title, paragraphs = sound
    long = [index for index, paragraph in enumerate(paragraphs[:-1]) if len(paragraph.split()) > 15]
    if not long:
        return None
    index = draw.choice(long)
    again = paragraphs[index].replace("'", "’")
    at = draw.randrange(index + 1, len(paragraphs)) + 1
    return (title, [*paragraphs[:at], again, *paragraphs[at:]]), [again]


FAMILIES: dict[str, Callable[[Draft, random.Random], Planted | None]] = {
    "second expansion": second_expansion,
    "unclosed quotation": unclosed_quotation,
    "headline number": headline_number,
    "dropped condition": dropped_condition,
    "date after publication": date_after_publication,
    "furniture in the body": furniture_in_body,
    "repeated block": repeated_block,
    "sides swapped": sides_swapped,
    "parts over whole": parts_over_whole,
    "control clash": control_clash,
    "terms changed": terms_changed,
    "label for two sides": label_for_two_sides,
    "victim and attacker mismatch": victim_and_attacker,
}


def _defined(paragraphs: list[str]) -> list[tuple[int, str]]:
    return [(index, match[1]) for index, text in enumerate(paragraphs) for match in _DEFINED.finditer(text)]


def _expansion(letters: str, draw: random.Random) -> str:
    """A name for the letters; at times one that its letters do not fit."""
    words = [draw.choice(_PARTS.get(letter, ["National"])) for letter in letters]
    if draw.random() < 0.4:
        words[draw.randrange(len(words) - 1)] = draw.choice(["Popular", "Joint", "Central"])
    return " ".join(words)


def _swapped(text: str, letters: str, draw: random.Random) -> str | None:
    """The report's own name with its last word exchanged for another of the same letter, at times."""
    name = re.search(rf"((?:[A-Z][\w']+ )+)([A-Z]\w+) \({letters}\)", text)
    kind = next((words for words in _SWAPS if name and name[2] in words), None)
    if not name or not kind or draw.random() < 0.5:
        return None
    return name[1] + draw.choice([word for word in kind if word != name[2]])


def _put(paragraphs: list[str], index: int, place: tuple[int, int], words: str) -> list[str]:
    text = paragraphs[index]
    return [*paragraphs[:index], text[: place[0]] + words + text[place[1] :], *paragraphs[index + 1 :]]


def _published(first: str) -> date | None:
    match = _FULL_DATE.search(first)
    if not match:
        return None
    day, month, year = (match[1], match[2], match[3]) if match[1] else (match[5], match[4], match[6])
    number = next(index for index, name in enumerate(_MONTHS, 1) if name.startswith(month[:3]))
    return date(int(year), number, int(day))
