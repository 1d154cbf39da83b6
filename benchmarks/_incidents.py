"""From the claims of a report to templates of MUC-4, by the table ``incidents.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from benchmarks._muc import Fill, Template
from crossread.folding import fold_string
from crossread.record import Actor, Argument, Claim, Report

_WORD = re.compile(r"[a-z0-9'-]+")
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_ARTICLES = re.compile(r"^(?:THE|A|AN|HIS|HER|THEIR|ITS|\d+|ONE|TWO|THREE|FOUR|FIVE|SIX|SEVEN|EIGHT|NINE|TEN)\s+")
_PRONOUNS = frozenset("he she it they we i you who which that him her them this these those one".split())  # noqa: SIM905
_GROUPS = frozenset(["armed group", "state body", "organisation", "state"])


@cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "incidents.toml").read_text(encoding="utf-8"))


@cache
def _by_word(section: str) -> dict[str, str]:
    """The kinds of a section of the table, by word; the first that has it."""
    found: dict[str, str] = {}
    for kind, words in _table()[section].items():
        for word in words.split():
            found.setdefault(word, kind)
    return found


def _words(text: str) -> list[str]:
    return [word.removesuffix("'s") for word in _WORD.findall(fold_string(text).lower())]


def _kind(section: str, text: str) -> str | None:
    """The kind that the last known word of a text has."""
    return next((_by_word(section)[word] for word in reversed(_words(text)) if word in _by_word(section)), None)


@dataclass
class _Target:
    """Somebody or something hit.

    Attributes:
        text: The words.
        actor: The actor, if it is one.
        number: How many, as a key writes it.
        effects: What became of it.
    """

    text: str
    actor: Actor | None
    number: str
    victim: bool
    effects: list[str] = field(default_factory=list)

    @property
    def person(self) -> bool:
        """Whether it is people: by name, by the last word that the table knows, else by what was done."""
        if self.named:
            return True
        words = [word for word in _words(self.text) if word in _by_word("person") or word in _by_word("object")]
        return words[-1] in _by_word("person") if words else self.victim

    @property
    def named(self) -> bool:
        """Whether it is a person by name."""
        return self.actor is not None and self.actor.kind == "person"


@dataclass
class _Incident:
    """Claims that speak of one incident."""

    type: str
    stage: str
    claims: list[Claim] = field(default_factory=list)
    targets: list[_Target] = field(default_factory=list)

    def names(self) -> set[str]:
        """Words that tell its targets."""
        return {word for target in self.targets for word in _words(target.text)[-1:]}


def templates_of(message: str, report: Report) -> list[Template]:
    """Templates of a report.

    Args:
        message: Id of the message.
        report: The report read from its text.
    """
    return [_template(message, report, incident) for incident in _incidents(report) if _counts(incident)]


def _incidents(report: Report) -> list[_Incident]:
    found: list[_Incident] = []
    by_claim: dict[str, _Incident] = {}
    for claim in report.claims:
        type_ = _type(claim)
        stage = _table()["stage"].get(claim.status)
        if type_ is None or stage is None or claim.background:
            continue
        made = _Incident(type_, stage, [claim], list(_targets(report, claim)))
        joined = next((by_claim[other] for other in (claim.event, *claim.retells) if other in by_claim), None)
        joined = joined or next((one for one in reversed(found) if _same(one, made)), None)
        if joined is None:
            found.append(made)
            by_claim[claim.id] = made
        else:
            _join(joined, made)
            by_claim[claim.id] = joined
    return found


def _type(claim: Claim) -> str | None:
    coarse = _table()["type"].get(claim.type)
    if coarse is None or claim.family not in ("events", "losses"):
        return None
    told = " ".join(span.quote for span in claim.spans)
    finer = _kind("type_by_words", told)
    return finer if finer and coarse == "ATTACK" and claim.type != "killed" else coarse


def _same(one: _Incident, other: _Incident) -> bool:
    """Whether two speak of one incident: of agreeing types, and of one target or one of them of none."""
    if one.stage != other.stage or (one.type != other.type and "ATTACK" not in (one.type, other.type)):
        return False
    return bool(one.names() & other.names()) or not other.targets or (not one.targets and one.type == other.type)


def _join(one: _Incident, other: _Incident) -> None:
    one.type = other.type if one.type == "ATTACK" else one.type
    one.claims += other.claims
    for target in other.targets:
        same = next((held for held in one.targets if _words(held.text)[-1:] == _words(target.text)[-1:]), None)
        if same is None:
            one.targets.append(target)
        else:
            same.effects += [effect for effect in target.effects if effect not in same.effects]
            same.number = target.number if same.number == "PLURAL" else same.number


def _targets(report: Report, claim: Claim) -> Iterator[_Target]:
    effects = [_table()["effect"].get(claim.type), _table()["object_effect"].get(claim.type)]
    for argument in claim.arguments:
        text = _plain(argument.text)
        if argument.role in ("target", "victim", "object") and text and text.lower() not in _PRONOUNS:
            victim = argument.role == "victim" or claim.type in ("killing", "abduction")
            target = _Target(text, _actor(report, argument), _number(report, claim, argument), victim)
            target.effects += [effect for effect in effects[not target.person :][:1] if effect]
            yield target


def _plain(text: str) -> str:
    plain = " ".join(fold_string(text).upper().split()).strip(" ,.;\"'")
    while match := _ARTICLES.match(plain):
        plain = plain[match.end() :]
    return plain


def _actor(report: Report, argument: Argument) -> Actor | None:
    return next((actor for actor in report.actors if actor.id == argument.actor), None)


def _number(report: Report, claim: Claim, argument: Argument) -> str:
    if claim.quantity is not None and argument.role in ("victim", "object", "target"):
        quantity = report.quantities[claim.quantity]
        if quantity.best is not None and not quantity.vague:
            return f"{quantity.best:.0f}"
        return "PLURAL"
    last = _words(argument.text)[-1:]
    plural = last and (last[0] in ("people", "men", "women", "children", "police") or re.search(r"[^s]s$", last[0]))
    named = (actor := _actor(report, argument)) is not None and actor.kind == "person"
    return "PLURAL" if plural and not named else "1"


def _counts(incident: _Incident) -> bool:
    """Whether it is an incident of the task: somebody or something was hit, and not forces in war alone."""
    never = frozenset(_table()["never"]["words"].split())
    hit = [target for target in incident.targets if not never & set(_words(target.text)[-1:])]
    return bool(hit) and any(claim.family == "events" or _doers(claim) for claim in incident.claims)


def _doers(claim: Claim) -> list[Argument]:
    return [argument for argument in claim.arguments if argument.role == "actor" and not _is_pronoun(argument)]


def _is_pronoun(argument: Argument) -> bool:
    return argument.actor is None and argument.text.lower() in _PRONOUNS


def _template(message: str, report: Report, incident: _Incident) -> Template:
    template = Template(message)
    template.add(4, Fill(values=(incident.type,)))
    template.add(5, Fill(values=(incident.stage,)))
    template.add(2, Fill(values=(_date(report, incident),)))
    if place := _place(report, incident):
        template.add(3, Fill(values=(place,)))
    _add_instruments(template, incident)
    _add_doers(template, report, incident)
    for target in incident.targets:
        _add_target(template, target)
    return template


def _add_instruments(template: Template, incident: _Incident) -> None:
    for claim in incident.claims:
        for argument in claim.arguments:
            kind = _kind("instrument_type", argument.text) if argument.role == "instrument" else None
            if kind:
                template.add(6, Fill(strings=(_plain(argument.text),)))
                template.add(7, Fill(values=(kind,), strings=(_plain(argument.text),)))


def _add_doers(template: Template, report: Report, incident: _Incident) -> None:
    for claim in incident.claims:
        for argument in _doers(claim):
            actor = _actor(report, argument)
            text = _plain(argument.text)
            if _words(text)[-1:] and _words(text)[-1] in _table()["individual"]["words"].split():
                template.add(9, Fill(strings=(text,)))
            elif actor is not None and actor.kind == "person":
                template.add(9, Fill(strings=(text, actor.name.upper())))
            for name in _organisations(report, argument, actor):
                template.add(10, Fill(strings=name))
                if not any(fill.strings == name for fill in template.fills.get(11, ())):
                    template.add(11, Fill(values=(_confidence(claim, name),), strings=name))
            if not template.fills.get(8):
                template.add(8, Fill(values=(_category(actor, text),)))
    if not template.fills.get(8):
        template.add(8, Fill(values=("TERRORIST ACT",)))


def _category(actor: Actor | None, text: str) -> str:
    if actor is not None and actor.kind in ("state body", "armed group"):
        return "STATE-SPONSORED VIOLENCE" if actor.kind == "state body" else "TERRORIST ACT"
    return _kind("category", text) or "TERRORIST ACT"


def _organisations(report: Report, argument: Argument, actor: Actor | None) -> Iterator[tuple[str, ...]]:
    """Groups and bodies in the words for the one who does it, each with its other names."""
    if actor is not None and actor.kind in _GROUPS:
        yield _names(actor if _is_name(actor) else _only_group(report) or actor)
        return
    spans = argument.spans
    for other in report.actors:
        inside = any(
            span.start <= held.start and held.end <= span.end
            for span in spans
            for name in other.names
            for held in name.spans
        )
        if inside and other.kind in _GROUPS:
            yield _names(other)


def _is_name(actor: Actor) -> bool:
    """Whether it has a name of its own, and is not only called "the guerrillas"."""
    return bool(actor.acronyms) or any(word[:1].isupper() for word in actor.name.split())


def _only_group(report: Report) -> Actor | None:
    """The armed group that a report means by "the guerrillas": the only one it names."""
    named = [actor for actor in report.actors if actor.kind == "armed group" and _is_name(actor)]
    return named[0] if len(named) == 1 else None


def _names(actor: Actor) -> tuple[str, ...]:
    names = [name.text for name in actor.names if name.form in ("full", "short", "acronym")]
    return tuple(dict.fromkeys(_plain(name) for name in [actor.name, *names, *actor.acronyms]))


def _confidence(claim: Claim, name: tuple[str, ...]) -> str:
    """How sure the report is that an organisation did it: from the voice of the claim, and the words of the saying."""
    table = _table()["confidence"]
    cue = [word for source in claim.voice.chain[:1] for span in source.cue for word in _words(span.quote)]
    nearest = claim.voice.chain[0].name.upper() if claim.voice.chain else ""
    if nearest and set(_words(nearest)) & {word for one in name for word in _words(one)}:
        return table["self"]
    told = cue + [word for span in claim.spans for word in _words(span.quote)]
    if set(told) & set(table["claiming_words"].split()):
        return table["self"]
    if set(told) & set(table["accusing_words"].split()) or claim.status == "possible":
        return table["authorities"] if _has_authority(claim, table) else table["others"]
    return table["narrator"]


def _has_authority(claim: Claim, table: dict[str, str]) -> bool:
    said = {word for source in claim.voice.chain for word in _words(f"{source.name} {source.office or ''}")}
    return bool(said & set(table["authority_words"].split()))


def _add_target(template: Template, target: _Target) -> None:
    names: tuple[str, ...] = (target.text,)
    if not target.person:
        kind = _kind("object", target.text)
        template.add(12, Fill(strings=names))
        if kind:
            template.add(13, Fill(values=(kind,), strings=names))
        template.add(14, Fill(values=(target.number,), strings=names))
        for effect in target.effects:
            template.add(16, Fill(values=(effect,), strings=names))
        return
    if target.actor is not None and target.named:
        names = (target.text, target.actor.name.upper())
        template.add(18, Fill(strings=names))
        if described := _description(target.text, target.actor):
            template.add(19, Fill(strings=(described, *names)))
    else:
        template.add(19, Fill(strings=names))
    template.add(20, Fill(values=(_kind("person", target.text) or "CIVILIAN",), strings=names))
    template.add(21, Fill(values=(target.number,), strings=names))
    for effect in target.effects:
        template.add(23, Fill(values=(effect,), strings=names))


def _description(text: str, actor: Actor) -> str:
    """The words that stand before a person's name."""
    names = {word for name in actor.names for word in _words(name.text)}
    words = text.split()
    while words and set(_words(words[-1])) <= names:
        words.pop()
    return " ".join(words)


def _date(report: Report, incident: _Incident) -> str:
    """The day of the incident; up to the day of the report, if none is told."""
    for claim in incident.claims:
        when = report.times[claim.when] if claim.when is not None else None
        if when is not None and when.earliest and when.precision == "day":
            return _day(when.earliest)
        if when is not None and when.earliest and when.latest and when.latest != when.earliest:
            return f"{_day(when.earliest)} - {_day(when.latest)}"
    dated = [time.earliest for time in report.times[:1] if time.earliest and time.precision == "day"]
    return f"- {_day(dated[0])}" if dated else "-"


def _day(iso: str) -> str:
    year, month, day = iso[:10].split("-")
    return f"{int(day):02d} {_MONTHS[int(month) - 1]} {year[2:]}"


def _place(report: Report, incident: _Incident) -> str | None:
    for claim in incident.claims:
        if claim.place is not None:
            place = report.places[claim.place]
            country = _country(place.country)
            name = place.name.upper()
            return f"{country}: {name} (CITY)" if country and country != name else name
    countries = [place.country for place in report.places if place.country]
    return _country(max(countries, key=countries.count)) if countries else None


def _country(code: str | None) -> str | None:
    if code is None:
        return None
    return _countries().get(code)


@cache
def _countries() -> dict[str, str]:
    from crossread.data import rows

    return {row[0]: re.split(r"[|;,]", row[3])[0].strip().upper() for row in rows("places/countries.tsv")}
