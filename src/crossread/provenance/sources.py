"""Primary sources: the ultimate source a claim goes back to, as the reports show it.

Not who printed it but who said or saw it first: a post, a statement, an interview, an agency's own reporting, an
eyewitness. What a report shows is taken at its word; nothing is looked up.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from crossread.data import rows
from crossread.page.bylines import agency_named
from crossread.provenance.outlets import Owners, fold, outlet_of
from crossread.record import Claim, Report, Source, Spans

PrimaryKind = Literal[
    "post", "statement", "interview", "speech", "document", "eyewitness", "official", "agency", "outlet", "unknown"
]
"""What the ultimate source is: words put on a network or in a statement, said to one outlet, or before many; a paper;
somebody who saw it; somebody quoted of whom the report does not say where; an agency's or outlet's own reporting;
``unknown`` where somebody speaks and nobody is named."""


@dataclass(frozen=True, kw_only=True)
class PrimarySource:
    """The ultimate source of one claim, as one report shows it.

    Attributes:
        kind: What it is.
        who: Who it is, as written; the agency or outlet for its own reporting; None if unknown.
        key: What makes two of them one: who it is, folded, an identity of the registry where it is known.
        where: The venue as written ("a post on Twitter", "VOA"), None if the report gives none.
        to: Name of the outlet or network of the venue, folded; None if unknown.
        via: Outlets and agencies through which the report has it, the nearest to the source first.
        spans: The words that show it.
    """

    kind: PrimaryKind
    who: str | None
    key: str
    where: str | None = None
    to: str | None = None
    via: tuple[str, ...] = ()
    spans: Spans = ()


def primary_source(report: Report, claim: Claim, owners: Owners, *, first: Report | None = None) -> PrimarySource:
    """The ultimate source of a claim.

    Args:
        report: The report that makes it.
        claim: One of its claims.
        owners: Which outlets belong together.
        first: The report that had its words first, where it is a copy: "residents" of a copy are those of that report.
    """
    voice = claim.voice
    if not voice.chain:
        if voice.kind == "narrator":
            return _own_reporting(report, owners)
        return PrimarySource(kind="unknown", who=None, key=f"?{fold(_name(report))}", spans=voice.cue)
    speakers = [source for source in voice.chain if not _is_outlet(source.name, owners)]
    via = tuple(source.name for source in voice.chain if _is_outlet(source.name, owners))
    if not speakers:
        return _reported_by(voice.chain[0], owners)
    return _speaker(report, claim, speakers[0], via, owners, first or report)


def _own_reporting(report: Report, owners: Owners) -> PrimarySource:
    """What a page tells in its own voice: the agency's it credits, else its outlet's."""
    agency = report.page.fact("agency")
    if agency:
        return PrimarySource(kind="agency", who=agency.value, key=_owner_key(agency.value, owners), spans=agency.spans)
    owner = owners.of_report(report)
    who = outlet_of(report) or owner
    return PrimarySource(kind="outlet", who=who, key=fold(owner) if owner else f"?{fold(_name(report))}")


def _reported_by(source: Source, owners: Owners) -> PrimarySource:
    """Another outlet's or agency's reporting: "TOLOnews reported"."""
    kind: PrimaryKind = "agency" if agency_named(source.name) else "outlet"
    return PrimarySource(kind=kind, who=source.name, key=_owner_key(source.name, owners), spans=source.spans)


def _speaker(
    report: Report, claim: Claim, source: Source, via: tuple[str, ...], owners: Owners, first: Report
) -> PrimarySource:
    where = source.venue or _venue_beside(report, claim, source)
    kind, to = _kind_of_venue(where, owners) if where else (None, None)
    if kind is None and _is_witness(source):
        kind = "eyewitness"
    key = _speaker_key(report, source)
    if not source.named:  # "residents" of two reports are not the same, unless they told one outlet
        through = to or (fold(via[0]) if via else None) or _own_reporting(first, owners).key
        key = f"{key}@{through}"
    return PrimarySource(
        kind=kind or "official", who=source.name, key=key, where=where, to=to, via=via,
        spans=(*source.spans, *source.venue_spans),
    )  # fmt: skip


def _speaker_key(report: Report, source: Source) -> str:
    for actor in report.actors:
        if actor.id == source.actor:
            return actor.identity or fold(actor.name)
    return fold(source.name)


def _owner_key(name: str, owners: Owners) -> str:
    return fold(owners.of(None, agency_named(name) or name) or name)


def _is_outlet(name: str, owners: Owners) -> bool:
    """Whether a name is an agency's or outlet's: by the tables, or by what it is called."""
    plain = re.sub(r"^(?:the|[A-Z]\w+(?:n|ish|ese))\s+(?:news\s+)?(?:agency|outlet|broadcaster|channel)\s+", "", name)
    if agency_named(plain) or fold(plain) in owners.by_name:
        return True
    words = plain.casefold().split()
    return bool(words) and words[-1] in _words("outlet heads") and not set(words[-2:-1]) & _words("other agencies")


def _is_witness(source: Source) -> bool:
    words = {word.casefold() for word in re.findall(r"\w+", f"{source.name} {source.office or ''}")}
    return bool(words & _words("witnesses"))


_NAME = r"[A-Z][\w.+/-]*(?:\s[A-Z][\w.+/-]*)*"
_TOLD = re.compile(rf"\b(?:told|tells|telling|in an? (?:\w+ )?interview (?:with|to|on))\s+(?:the\s+)?({_NAME})")
_WHERE = re.compile(
    r"\b(?:in|on|through|via)\s+(?:an?|the|his|her|its|their)?\s*((?:[\w-]+\s+){0,3}?"
    r"(?:statement|communiqu[eé]|press release|tweet|post|video|news conference|press conference|briefing|interview"
    rf"|speech|address|letter|report)\b(?:\s+(?:on|to|with)\s+(?!\w+day\b){_NAME})?)"
)


def _venue_beside(report: Report, claim: Claim, source: Source) -> str | None:
    """A venue in the sentence of the source's words, where the claim's own voice gives none.

    Only where one single venue stands there, after the source.
    """
    if not source.spans:
        return None
    at = source.spans[0].start
    sentence = next((span.quote[at - span.start :] for item in report.sentences for span in item.spans
                     if span.start <= at < span.end), "")  # fmt: skip
    if len(claim.voice.chain) > 1:
        return None
    found = [match.group(1).strip() for pattern in (_TOLD, _WHERE) for match in pattern.finditer(sentence)]
    return found[0] if len(found) == 1 else None


def _kind_of_venue(where: str, owners: Owners) -> tuple[PrimaryKind | None, str | None]:
    """What a venue's words say, and the outlet or network in them."""
    words = set(re.findall(r"\w+", where.casefold()))
    network = next((name for name in sorted(words & _words("networks"))), None)
    if network:
        return "post", {"tweet": "twitter", "tweets": "twitter", "x": "twitter"}.get(network, network)
    outlet = _outlet_in(where, owners)
    for kind in ("post", "interview", "statement", "speech", "document"):
        if words & _words(f"{kind} words"):
            return kind, outlet
    return ("interview", outlet) if outlet else (None, None)


def _outlet_in(where: str, owners: Owners) -> str | None:
    """The outlet named in a venue's words: one of the tables, else the name that the words are."""
    names = re.findall(_NAME, where)
    for name in names:
        if agency_named(name) or fold(name) in owners.by_name:
            return fold(owners.of(None, agency_named(name) or name) or name)
    bare = where.removeprefix("the ").strip()
    return fold(bare) if names and names[0] == bare else None


def _name(report: Report) -> str:
    return report.name or report.page.text_sha256[:16]


@cache
def _classes() -> Mapping[str, frozenset[str]]:
    return {name: frozenset(words.split()) for name, words in rows("venue_words.tsv")}


def _words(name: str) -> frozenset[str]:
    return _classes()[name]
