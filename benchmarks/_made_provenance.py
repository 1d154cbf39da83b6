"""Invented sets of reports on one incident, of which it is known from whom each has its figure.

A set has one to three origins: an original report each, that tells the figure by a source of its own, by an agency's
own reporting or in its own voice. Further reports are copies, with a credit or without, whole, cut or with the words
for the source left out; or they are written anew and name the same source. Everything is invented; the towns are real
ones of Iceland, where there is no war, so that places can be resolved.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

_TOWNS = ("Husavik", "Akureyri", "Dalvik", "Selfoss", "Grindavik", "Isafjordur", "Borgarnes", "Egilsstadir")
_ACTS = (
    ("airstrike", "An airstrike on a market", "an airstrike on a market"),
    ("shelling", "Shelling of a school", "shelling of a school"),
    ("bombing", "A car bomb outside a mosque", "a car bomb outside a mosque"),
    ("drone strike", "A drone strike on a bus station", "a drone strike on a bus station"),
)
_OUTLETS = (
    "Harbour Post", "Morning Ledger", "Fjord Times", "Southern Echo", "Daily Lantern", "Northern Standard",
    "Island Courier", "Evening Mercury", "Coast Tribune", "Valley Herald", "Bay Chronicle", "Capital Observer",
)  # fmt: skip
_AGENCIES = ("Nordic Wire", "Sea Press Agency")
_NAMED = (
    ("Northern Observatory", "the Northern Observatory", "the Observatory"),
    ("Coastal Rights Watch", "Coastal Rights Watch", "Coastal Rights Watch"),
    ("Defence Ministry", "the Defence Ministry", "the ministry"),
    ("Interior Ministry", "the Interior Ministry", "the ministry"),
    ("Red Lantern", "the Red Lantern relief agency", "Red Lantern"),
    ("Anna Berg", "Mayor Anna Berg", "Berg"),
    ("Erik Lund", "army spokesman Erik Lund", "Lund"),
    ("Karim Dost", "rebel commander Karim Dost", "Dost"),
)
"""Key, first mention, later mention."""
_UNNAMED = ("a hospital official", "residents", "rescue workers", "a local official")
_NUMBERS = {9: "nine", 11: "11", 14: "14", 17: "17", 23: "23", 26: "26", 31: "31", 38: "38"}
_LEADS = (
    "{act} killed {number} people in the town of {town} on {day}",
    "{first} people were killed in {inside} in {town} on {day}",
    "At {town}, {inside} killed {number} people on {day}",
    "{first} people died in {town} on {day} in {inside}",
    "On {day} {inside} took the lives of {number} people in {town}, in the north of Iceland",
    "The town of {town} counted {number} dead after {inside} on {day}",
    "{act} left {number} people dead in {town} on {day}",
    "{first} dead were brought to the hospital of {town} after {inside} on {day}",
    "In {town} {number} people lost their lives on {day} in {inside}",
    "{act} in {town} on {day} has killed {number} people",
)
_HEADLINES = (
    "Attack on {town}", "{town} under attack", "{town} mourns", "Deadly {town} morning", "Death in {town}",
    "Blood in the streets of {town}", "What we know about {town}", "{town}: many dead", "Black day for {town}",
    "{town} buries its dead", "Grief in {town}", "Carnage in {town}",
)  # fmt: skip
_FILLERS = (
    "Smoke was seen over the harbour until the early evening.",
    "Shops in the old town stayed closed for the rest of the day.",
    "The coast road was blocked by fallen trees for several hours.",
    "A convoy with blankets and tents is on its way from the capital.",
    "Power was cut in most streets, and telephones did not work.",
    "Pupils have been told to stay at home this week.",
    "Bread has become twice as dear since the winter began.",
    "Volunteers carried water from the river in buckets.",
    "The library lost its roof in a storm two years ago.",
    "Talks on a truce have led nowhere since autumn.",
    "Fishermen said that they would not put to sea before the weekend.",
    "The bridge had been repaired only last month with foreign money.",
    "A football match that was planned for the evening was called off.",
    "The airport some forty kilometres away remained open.",
    "Buses did not run, and taxis were hard to find.",
    "Farmers in the valley have begun to sell their sheep.",
    "Snow is forecast for the coming days in all of the north.",
    "The mayor of a neighbouring parish offered beds in a gymnasium.",
    "Foreign diplomats had visited the place on a tour in spring.",
    "Queues formed outside the only bank with cash.",
    "Radio stations played solemn music through the night.",
    "The museum moved its paintings to a cellar long ago.",
    "A church choir will sing in the square for those who mourn.",
    "Petrol is sold by the bottle at the side of the road.",
    "Both camps blame each other for the end of the last ceasefire.",
    "The market is the largest of the district and opens twice a week.",
    "Many households keep a bag packed beside the door.",
    "Dogs ran through the empty lanes behind the post office.",
    "A ferry took some passengers across the fjord.",
    "Glass from broken windows covered the pavement.",
    "The council will meet on the matter after the holiday.",
    "Nobody had expected visitors at so late an hour.",
    "Phones rang in an empty office of the tax authority.",
    "The harvest of potatoes was poor for the third time.",
    "Students collected signatures for a monument.",
    "The lighthouse keeper noted clear weather in his book.",
)


@dataclass(frozen=True)
class MadeReport:
    """An invented report.

    Attributes:
        outlet: Its outlet.
        published: Its day.
        text: Headline and story.
        way: How it has its figure: ``named``, ``unnamed``, ``agency``, ``own``, and for reports that have it from
            another ``copy``, ``credited copy``, ``copy without source``, ``same source``.
    """

    outlet: str
    published: str
    text: str
    way: str


@dataclass(frozen=True)
class MadeSet:
    """Reports on one incident.

    Attributes:
        reports: The reports.
        figure: How many were killed, as all of them say.
        sources: How many primary sources there are.
    """

    reports: tuple[MadeReport, ...]
    figure: int
    sources: int


def made_sets(count: int, seed: int) -> Iterator[MadeSet]:
    """Some sets; the same number and seed always give the same.

    Args:
        count: How many sets.
        seed: Seed of the draw.
    """
    draw = Random(seed)
    for _ in range(count):
        yield _Maker(draw).make()


class _Maker:
    def __init__(self, draw: Random) -> None:
        self.draw = draw
        self.town = draw.choice(_TOWNS)
        _, self.act, self.act_inside = draw.choice(_ACTS)
        self.day = date(2024, 1, 1) + timedelta(days=draw.randrange(300))
        self.figure = draw.choice(sorted(_NUMBERS))
        self.outlets = draw.sample(_OUTLETS, len(_OUTLETS))
        self.fillers: list[str] = []
        self.leads = draw.sample(_LEADS, len(_LEADS))
        self.headlines = draw.sample(_HEADLINES, len(_HEADLINES))

    def make(self) -> MadeSet:
        """The set."""
        named = self.draw.sample(_NAMED, len(_NAMED))
        reports: list[MadeReport] = []
        origins = self.draw.choice((1, 1, 2, 2, 3))
        agencies = self.draw.sample(_AGENCIES, len(_AGENCIES))
        for number in range(origins):
            kind = self.draw.choice(("named", "named", "named", "unnamed", "agency", "own"))
            kind = "named" if kind == "agency" and number >= len(agencies) else kind
            reports += self._origin(kind, named[number], agencies[number % len(agencies)])
        return MadeSet(reports=tuple(reports), figure=self.figure, sources=origins)

    def _origin(self, kind: str, source: tuple[str, str, str], agency: str) -> Iterator[MadeReport]:
        """An original report, and those that have their figure from it."""
        who = {"named": source[1], "unnamed": self.draw.choice(_UNNAMED)}.get(kind)
        outlet = agency if kind == "agency" else self.outlets.pop()
        dateline = f"{self.town.upper()}, Iceland ({outlet}) - " if kind == "agency" else ""
        lead, rest = self._lead(who), self._rest(5)
        yield self._report(outlet, [dateline + lead, *rest], kind)
        for _ in range(self.draw.randrange(4)):
            yield self._follower(kind, source, outlet, lead, rest)

    def _follower(self, kind: str, source: tuple[str, str, str], origin: str, lead: str, rest: list[str]) -> MadeReport:
        ways = ["copy", "credited copy", "copy without source"] + (["same source"] if kind == "named" else [])
        way = self.draw.choice(ways)
        outlet = self.outlets.pop() if self.outlets else "Late Edition"
        if way == "same source":
            return self._report(outlet, [self._lead(source[1]), *self._rest(4)], way, later=1)
        told = lead.rpartition(", ")[0] + "." if way == "copy without source" and kind in ("named", "unnamed") else lead
        kept = rest[: self.draw.randrange(2, len(rest) + 1)]
        credit = [f"Source: {origin}"] if way == "credited copy" else []
        return self._report(outlet, [told, *kept, *credit], way, later=1)

    def _lead(self, who: str | None) -> str:
        """The sentence with the figure; ``who`` says so, or the report itself."""
        number, day = _NUMBERS[self.figure], f"{self.day:%A}"
        lead = self.leads.pop() if self.leads else _LEADS[0]
        told = lead.format(
            number=number, first=number.capitalize(), act=self.act, inside=self.act_inside, town=self.town, day=day
        )
        if who is None:
            return told + "."
        return told + self.draw.choice((f", {who} said.", f", according to {who}.", f", said {who}."))

    def _rest(self, count: int) -> list[str]:
        """Sentences about other things, that no earlier report of the set has as long as there are such."""
        if len(self.fillers) < count:
            self.fillers = self.draw.sample(_FILLERS, len(_FILLERS))
        return [self.fillers.pop() for _ in range(count)]

    def _report(self, outlet: str, lines: list[str], way: str, *, later: int = 0) -> MadeReport:
        published = (self.day + timedelta(days=later)).isoformat()
        headline = self.headlines.pop().format(town=self.town) if self.headlines else f"News from {self.town}"
        return MadeReport(outlet, published, "\n\n".join([headline, *lines]), way)
