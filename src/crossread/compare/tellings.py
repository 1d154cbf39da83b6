"""Claims in terms that reports share: kind, days, place, sides, numbers. Pure functions of one report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Literal

import msgspec

from crossread.compare.act_words import act_words, is_another
from crossread.compare.days import Days, published_day, told_days
from crossread.compare.means import means_of
from crossread.compare.sides import Side as Side
from crossread.compare.sides import capital_of, side_of
from crossread.data import rows, word_set
from crossread.folding import fold_string
from crossread.record import Actor, Claim, Place, Quantity, Report

_NEWS_DAYS = 4
"""Days before publication in which what a report tells without a date is taken to have happened. News of an act comes
out the same day or the next in nearly all war reports looked at; four days leave room for weeklies and delays."""

_OF_A_TOTAL = re.compile(r"\b(?:of|among)\s+(?:the|them|those|whom|these)\b", re.IGNORECASE)
_ONE_OF = re.compile(
    r"\b(?:including|among them|of whom|of them|of which)\W*(?:at least|about|some)?\W*\Z", re.IGNORECASE
)
_IN_ADDITION = re.compile(r"\b(?:more(?! than)|another|others?|additional|further|also)\b", re.IGNORECASE)
_TOLL = re.compile(r"\btolls?\b|\b(?:put|gave|give|gives|puts|placed|set) the (?:number|figure|count)\b", re.IGNORECASE)
_BEFORE = re.compile(
    r"\b(?:earlier|previous(?:ly)?|initial(?:ly)?|up from|had (?:given|put|reported))\b[^.;]*\Z", re.IGNORECASE
)
_OVER_DAYS = re.compile(
    r"\b(?:over|in|during|within|for) (?:the )?(?:last|past|previous|first|two|three|four|five|six|seven|ten|\d+) "
    r"(?:\w+ )?(?:hours|days|weeks|months)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!?]\s|\n")
_AROUND = 60  # code points around a number in which it is told as a toll, or as that of several days
_LEAST_ADDEND = 2  # one and one are two too often
_NEAR = 24  # code points before or after it in which it is told as a part
CountedAs = Literal["", "toll", "part", "earlier", "over days"]

_TERMS = frozenset(["condition", "asked"])
_ENDINGS = ("ings", "ing", "ed", "es", "s")
_VICTIMS = frozenset(["victim", "object"])


class Where(msgspec.Struct, frozen=True, kw_only=True):
    """A place as far as it is resolved; see `record.Place`.

    Attributes:
        name: As written.
        entry: Id of the gazetteer entry, None if unresolved.
        country: ISO code, None if unknown.
        admin1: Name of the first-level division, None if unknown.
        latitude: Degrees north, None if unknown.
        longitude: Degrees east, None if unknown.
        precision: ACLED geo precision 1 to 3; None for a country, or if unresolved.
    """

    name: str
    entry: str | None = None
    country: str | None = None
    admin1: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: int | None = None


class Number(msgspec.Struct, frozen=True, kw_only=True):
    """A counted number; see `record.Quantity`."""

    low: float | None
    best: float | None
    high: float | None
    hedge: str
    unit: str | None
    vague: bool = False
    running: bool = False


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """One claim in terms that reports share.

    Attributes:
        report: Id of the report.
        claim: Id of the claim.
        family: Its family.
        type: Its type.
        status: Its status.
        background: Told as history.
        days: When it happened; of news without a date, the days before publication; None if nothing tells.
        dated: Whether the days are told, not taken from the publication.
        total: Id of the claim of whose number this one's is a part; None if it is of none.
        said: Day on which it was said, or else published; None if unknown.
        where: Where; None if it is not said.
        actors: Who did it.
        behind: Whom the words for the cause name ("Russian" in "Russian air strikes").
        targets: To whom, victims included.
        victims: Class of the victims (``civilians``, ``fighters``, ``children``…), empty if it is not told.
        number: How many.
        terms: Of talks, the conditions and what is asked, as written.
        counted_as: Whether its number is told as a toll ("put the death toll at"), as a part of one or an addition
            ("15 of the wounded", "three more"), or as one that was given before ("had earlier reported a toll of
            eight"), or as that of several days ("over the last 48 hours"); empty for any other.
        addend: Whether its number and another of the report make a third, so that it may be a part of that.
        event: Id of the claim of the event whose losses it tells; None if it tells none.
        retells: Ids of claims of the report that tell the same with another number, voice or term.
        means: By what: ``airstrike``, ``shelling``, ``bomb``, ``mine``, ``gas``, ``gunfire``; empty if it is not told.
        voices: Who says it, nearest first; empty for the page itself.
        source: Who says it, in terms that reports share; empty for the page itself.
        speakers: In whose name those speak who say it, as camps; see `sides.Side`.
        denied: Whether it is denied.
        words: Content words of the claim, stems.
        act: Lemmas of those of its words that tell the act itself ("shoot").
        another: Whether it is told as one more of its kind, beside one told before ("another strike", "elsewhere").
        span: Bounds of its first words in the page, code points.
    """

    report: str
    claim: str
    family: str
    type: str
    status: str
    background: bool = False
    days: Days | None = None
    dated: bool = False
    total: str | None = None
    said: int | None = None
    where: Where | None = None
    actors: tuple[Side, ...] = ()
    behind: tuple[Side, ...] = ()
    targets: tuple[Side, ...] = ()
    victims: str = ""
    number: Number | None = None
    terms: tuple[str, ...] = ()
    counted_as: CountedAs = ""
    addend: bool = False
    event: str | None = None
    retells: tuple[str, ...] = ()
    means: frozenset[str] = frozenset()
    voices: tuple[str, ...] = ()
    source: frozenset[str] = frozenset()
    speakers: frozenset[str] = frozenset()
    denied: bool = False
    words: frozenset[str] = frozenset()
    act: frozenset[str] = frozenset()
    another: bool = False
    span: tuple[int, int] = (0, 0)


def is_compared(claim: Claim) -> bool:
    """Whether a claim may be compared with others: all may but statements."""
    return claim.family != "statements"


def tellings_of(report_id: str, report: Report, wanted: Callable[[Claim], bool] = is_compared) -> Iterator[Telling]:
    """The claims of a report that are wanted, in order: without more, all that may be compared.

    Args:
        report_id: Id of the report.
        report: The report.
        wanted: Which claims.
    """
    published = published_day(report)
    actors = {actor.id: actor for actor in report.actors}
    totals, home, addends = _totals(report), home_of(report), _addends(report)
    for claim in report.claims:
        if wanted(claim):
            told = _telling(report_id, report, claim, actors, published, home)
            total = totals.get(claim.id) or claim.part_of
            yield msgspec.structs.replace(told, total=total, addend=claim.id in addends)


def _totals(report: Report) -> dict[str, str]:
    """For each claim whose number is a part of another's ("including 12 children"), that other."""
    counting: dict[int, str] = {}
    for claim in report.claims:
        if claim.quantity is not None:
            counting.setdefault(claim.quantity, claim.id)
    return {
        counting[part]: claim
        for index, claim in counting.items()
        for part in report.quantities[index].including
        if part in counting and counting[part] != claim
    }


def _addends(report: Report) -> set[str]:
    """Claims of losses whose number and another's make the largest of the report together: both are parts of it."""
    counts: dict[str, list[tuple[float, str, bool]]] = {}
    for claim in report.claims:
        quantity = report.quantities[claim.quantity] if claim.quantity is not None else None
        if claim.family == "losses" and quantity is not None and quantity.best and not quantity.running:
            exact = quantity.hedge == "exact" and quantity.best >= _LEAST_ADDEND
            counts.setdefault(claim.type, []).append((quantity.best, claim.id, exact))
    found: set[str] = set()
    for told in counts.values():
        most = max(best for best, _, _ in told)
        values = {best for best, _, exact in told if exact}
        found |= {claim_id for best, claim_id, exact in told if exact and best < most and most - best in values}
    return found


def _telling(
    report_id: str, report: Report, claim: Claim, actors: Mapping[str, Actor], published: int | None, home: str | None
) -> Telling:
    when = report.times[claim.when] if claim.when is not None else None
    told = told_days(when, published)
    said = told_days(report.times[claim.as_of], published) if claim.as_of is not None else None
    place = report.places[claim.place] if claim.place is not None else None
    quantity = report.quantities[claim.quantity] if claim.quantity is not None else None
    country = (place.country if place else None) or home
    victims = [side for role in ("target", "victim") for side in _sides(claim, role, actors, country)]
    return Telling(
        report=report_id,
        claim=claim.id,
        family=claim.family,
        type=claim.type,
        status=claim.status,
        background=claim.background,
        days=told or _news_days(claim, quantity, published),
        dated=told is not None,
        said=said[1] if said else published,
        where=_where(place) if place else None,
        actors=tuple(side for role in ("actor", "with") for side in _sides(claim, role, actors, country)),
        behind=tuple(side for side in _sides(claim, "cause", actors, country) if side.camps),
        targets=tuple(victims),
        victims=_class_of(claim, quantity),
        number=_number(quantity) if quantity else None,
        terms=tuple(argument.text for argument in claim.arguments if argument.role in _TERMS),
        counted_as=_counted_as(report.page.text, claim, quantity) if quantity else "",
        event=claim.event,
        retells=claim.retells,
        means=means_of(claim),
        voices=tuple(source.name for source in claim.voice.chain),
        source=_source(report_id, claim, actors),
        speakers=_speakers(claim, actors, country),
        denied=claim.status == "denied",
        words=_words(claim),
        act=act_words(claim),
        another=is_another(claim),
        span=(claim.spans[0].start, claim.spans[0].end),
    )


# --------------------------------------------------------------------- days


def _news_days(claim: Claim, quantity: Quantity | None, published: int | None) -> Days | None:
    """The days before publication, for news; history and running totals have none of their own."""
    running = quantity is not None and quantity.running
    if published is None or claim.background or running or claim.status in ("planned", "predicted", "threatened"):
        return None
    return (published - _NEWS_DAYS, published)


# ---------------------------------------------------------- places, numbers


def _where(place: Place) -> Where:
    return Where(
        name=place.name,
        entry=place.entry,
        country=place.country,
        admin1=place.admin1,
        latitude=place.latitude,
        longitude=place.longitude,
        precision=place.acled_precision,
    )


def _number(quantity: Quantity) -> Number:
    return Number(
        low=quantity.low,
        best=quantity.best,
        high=quantity.high,
        hedge=quantity.hedge,
        unit=quantity.unit,
        vague=quantity.vague,
        running=quantity.running,
    )


def _counted_as(text: str, claim: Claim, quantity: Quantity) -> CountedAs:
    """Whether a number is told as a toll, as a part of one, or in addition to one."""
    start, end = quantity.spans[0].start, quantity.spans[-1].end
    first = min(start, claim.spans[0].start)
    before, words, after = text[max(start - _NEAR, 0) : start], text[start:end], text[end : end + _NEAR].lstrip()
    if _OF_A_TOTAL.search(words) or _OF_A_TOTAL.match(after) or _ONE_OF.search(before):
        return "part"
    if claim.type == "killed" and _IN_ADDITION.search(text[first : min(end + _NEAR, claim.spans[-1].end)]):
        return "part"  # of the injured "30 others" are beside the dead
    lead = _ENDS.split(text[max(start - _AROUND, 0) : end])[-1]
    if _BEFORE.search(lead):
        return "earlier"
    if _OVER_DAYS.search(lead + _ENDS.split(text[end : end + _AROUND])[0]):
        return "over days"
    return "toll" if _TOLL.search(lead) else ""


def _source(report_id: str, claim: Claim, actors: Mapping[str, Actor]) -> frozenset[str]:
    """Who says a claim: the words of a name, its id; somebody without a name is the same inside one report only."""
    if not claim.voice.chain:
        return frozenset()
    source = claim.voice.chain[0]
    actor = actors.get(source.actor or "")
    words = {word.strip(".,'’\"“”()") for word in fold_string(source.name).lower().split()} - word_set("determiners")
    inside = f"{report_id}:" if not source.named else ""
    found = {f"{inside}{word}" for word in words - word_set("prepositions") if word}
    if actor is not None and actor.identity:
        found = {actor.identity}
    return frozenset({*found, f"{report_id}{WATCHING}"} if any(word in _WATCHERS for word in words) else found)


def _speakers(claim: Claim, actors: Mapping[str, Actor], country: str | None) -> frozenset[str]:
    if not claim.voice.chain:
        return frozenset()
    source = claim.voice.chain[0]
    camps = side_of(actors.get(source.actor or ""), source.name, country).camps
    return camps or capital_of(source.name)


WATCHING = ":watching"
_WATCHERS = frozenset(["monitor", "monitors", "monitoring", "observatory", "watchdog"])
"""A report that names an observatory speaks of it as "the monitoring group" thereafter."""


def _class_of(claim: Claim, quantity: Quantity | None) -> str:
    """Class of who was hit, from the counted noun or the victims' words; a noun of no class is a class of its own."""
    said = [quantity.unit] if quantity and quantity.unit else []
    said += [argument.text for argument in claim.arguments if argument.role in _VICTIMS]
    nouns = [[word.strip(".,'’") for word in fold_string(text).lower().split()] for text in said]
    for words in nouns:
        if found := next((victim_classes()[word] for word in reversed(words) if word in victim_classes()), None):
            return found
    return nouns[0][-1] if nouns and nouns[0] else ""


@cache
def victim_classes() -> dict[str, str]:
    """Nouns with the class of victims that they tell, from ``victim_words.tsv``."""
    return {word: kind for kind, words in rows("victim_classes.tsv") for word in words.split()}


# -------------------------------------------------------------------- sides


def _sides(claim: Claim, role: str, actors: Mapping[str, Actor], country: str | None) -> Iterator[Side]:
    for argument in claim.arguments:
        if argument.role == role:
            yield side_of(actors.get(argument.actor or ""), argument.text, country)


def home_of(report: Report) -> str | None:
    """The country in which most of a report's places lie: "the army" is its army where a claim has no place.

    Args:
        report: The report.

    Returns:
        ISO code; None where no place is resolved.
    """
    counts = Counter(place.country for place in report.places if place.country)
    return min(counts, key=lambda country: (-counts[country], country), default=None)


# -------------------------------------------------------------------- words


def _words(claim: Claim) -> frozenset[str]:
    text = fold_string(" ".join(span.quote for span in claim.spans)).lower()
    return frozenset(stems(text.split()))


def stems(words: Iterable[str]) -> Iterator[str]:
    """Content words without their endings, so that "shelled" and "shelling" meet."""
    for word in words:
        if stem := _stem(word):
            yield stem


@lru_cache(maxsize=1 << 16)
def _stem(word: str) -> str | None:
    """A word without marks and ending; None if it tells nothing."""
    bare = word.strip(".,;:!?()[]'\"“”‘’").removesuffix("'s")
    if len(bare) <= 2 or bare in _untelling():
        return None
    ending = next((end for end in _ENDINGS if bare.endswith(end) and len(bare) - len(end) > 3), "")
    return bare.removesuffix(ending)


@cache
def _untelling() -> frozenset[str]:
    """Function words, and words that any report of losses has: they tell no incident from another."""
    function = word_set("determiners") | word_set("prepositions") | word_set("auxiliaries") | word_set("commonest")
    return function | frozenset(victim_classes()) | word_set("report words") | word_set("days") | word_set("months")
