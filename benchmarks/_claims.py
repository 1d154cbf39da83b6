"""Claims of a passage beside its gold claims, compared by meaning: kind, place in the text, voice, status, values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from crossread.data import word_set
from crossread.folding import fold_string
from crossread.record import Claim, Quantity, Report, Spans

Bounds = tuple[int, int]

_OVERLAP = 0.5  # of the shorter: a claim's words may be a clause where the gold has its core, or the reverse
_EMPTY_WORDS = word_set("prepositions") | word_set("determiners") | word_set("auxiliaries") | frozenset(["and", "or"])
_TWO_SIDED = frozenset(["fighting", "clash", "clashes", "agreement", "talks", "meeting", "ceasefire", "exchange"])
_ROLES = {"victims": "victim", "terms": "condition", "object": "object"}
_WORD = re.compile(r"[\w.']+")


@dataclass(frozen=True)
class Slot:
    """One place where a claim is told: its own words, or those of a mention."""

    claim: Claim
    parts: tuple[Bounds, ...]


@dataclass
class Match:
    """A gold claim with what was found for it.

    Attributes:
        gold: The gold claim.
        claim: The claim found, None if there is none of its family on its words.
        right: Which of kind (the type), voice, status and values are right.
    """

    gold: dict[str, Any]
    claim: Claim | None = None
    right: dict[str, bool] = field(default_factory=dict)

    @property
    def all_right(self) -> bool:
        """Whether the claim is right in all it says."""
        return self.claim is not None and all(self.right.values())


@dataclass
class Scored:
    """A passage scored.

    Attributes:
        matches: One for each gold claim that must be met.
        extra: Claims that meet no gold claim, be it one that need not be met (`optional`).
        claims: All claims found.
        forbidden: Claims that rest on forbidden words.
    """

    matches: list[Match]
    extra: list[Claim]
    claims: Sequence[Claim]
    forbidden: list[Claim]


def score(report: Report, item: dict[str, Any]) -> Scored:
    """Score the claims of a report against a passage's gold.

    Args:
        report: The report read from the passage's text.
        item: The passage: `text`, `claims`, and perhaps `forbidden`.
    """
    text = report.page.text
    slots = [slot for claim in report.claims for slot in _slots(claim)]
    pairs = []
    for number, gold in enumerate(item["claims"]):
        places = occurrences(text, gold["quote"])
        for index, slot in enumerate(slots):
            if slot.claim.family == gold["family"] and any(overlap(slot.parts, parts) >= _OVERLAP for parts in places):
                right = _right(report, slot.claim, gold)
                closeness = max(overlap(slot.parts, parts) for parts in places)
                pairs.append((-sum(right.values()), -closeness, number, index, right))
    matches = [Match(gold) for gold in item["claims"]]
    used: set[int] = set()
    for _, _, number, index, right in sorted(pairs, key=lambda pair: pair[:4]):
        if matches[number].claim is None and index not in used:
            matches[number].claim, matches[number].right = slots[index].claim, right
            used.add(index)
    met = {match.claim.id for match in matches if match.claim}
    matches = [match for match in matches if not match.gold.get("optional")]
    banned = [parts for quote in item.get("forbidden", ()) for parts in occurrences(text, quote)]
    return Scored(
        matches=matches,
        extra=[claim for claim in report.claims if claim.id not in met],
        claims=report.claims,
        forbidden=[claim for claim in report.claims if any(overlap(_parts(claim.spans), bad) > 0 for bad in banned)],
    )


def _slots(claim: Claim) -> Iterator[Slot]:
    yield Slot(claim, _parts(claim.spans))
    for mention in claim.mentions:
        yield Slot(claim, _parts(mention.spans))


def _parts(spans: Spans) -> tuple[Bounds, ...]:
    return tuple((span.start, span.end) for span in spans)


def occurrences(text: str, quote: str) -> list[tuple[Bounds, ...]]:
    """Every place of a quote in a text; `` … `` in a quote stands for words left out."""
    pieces = [piece for piece in quote.split(" … ") if piece]
    if not pieces:
        return []
    found = []
    for match in re.finditer(re.escape(pieces[0]), text):
        parts = [(match.start(), match.end())]
        for piece in pieces[1:]:
            at = text.find(piece, parts[-1][1])
            if at < 0:
                break
            parts.append((at, at + len(piece)))
        if len(parts) == len(pieces):
            found.append(tuple(parts))
    return found


def overlap(some: Sequence[Bounds], others: Sequence[Bounds]) -> float:
    """Characters in both, as a share of the shorter."""
    both = sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in some for b in others)
    shorter = min(sum(end - start for start, end in some), sum(end - start for start, end in others))
    return both / shorter if shorter else 0.0


def _right(report: Report, claim: Claim, gold: dict[str, Any]) -> dict[str, bool]:
    values = gold.get("values") or {}
    return {
        "kind": "type" not in values or same_kind(claim.type, values["type"]),
        "voice": same_voice(report, claim, gold.get("voice") or {}),
        "status": claim.status == gold.get("status", claim.status),
        "values": all(_same_value(report, claim, key, value) for key, value in values.items() if key != "type"),
    }


def same_kind(found: str, gold: str) -> bool:
    """Whether two names of types mean the same: equal, or one holds all words of the other."""
    return bool(_words(found)) and (_words(found) <= _words(gold) or _words(gold) <= _words(found))


def same_voice(report: Report, claim: Claim, gold: dict[str, Any]) -> bool:
    """Whether the voice is right: its kind, the nearest source's name, and the venue where the gold names one."""
    voice = claim.voice
    if voice.kind != gold.get("kind", voice.kind):
        return False
    names = gold.get("chain") or ([gold["name"]] if "name" in gold else [])
    names = [link["name"] if isinstance(link, dict) else link for link in names]
    if len(names) > len(voice.chain):
        return False
    for link, name in zip(voice.chain, names, strict=False):
        known = [link.name, *_actor_names(report, link.actor)]
        if not any(_same_words(one, name) for one in known):
            return False
    venues = " ".join(link.venue or "" for link in voice.chain)
    return "venue" not in gold or _words(str(gold["venue"])) <= _words(venues)


def _same_value(report: Report, claim: Claim, key: str, gold: Any) -> bool:
    quantity = report.quantities[claim.quantity] if claim.quantity is not None else None
    if key == "number":
        return quantity is not None and _same_number(quantity, gold)
    if key == "hedge":
        return quantity is not None and quantity.hedge == gold
    if key in ("low", "best", "high"):
        return quantity is not None and getattr(quantity, key) == gold
    return any(_same_words(text, str(gold)) for text in _texts(report, claim, key, quantity))


def _same_number(quantity: Quantity, gold: Any) -> bool:
    if isinstance(gold, int | float):
        return gold in (quantity.best, quantity.low, quantity.high)
    shown = fold_string(" ".join(span.quote for span in quantity.spans)).lower()
    return str(gold).lower() in shown


def _texts(report: Report, claim: Claim, key: str, quantity: Quantity | None) -> Iterator[str]:
    """What the claim says for a value of the gold."""
    if key in ("unit", "victims", "victim") and quantity is not None and quantity.unit:
        yield quantity.unit
    if key == "when" and claim.when is not None:
        yield report.times[claim.when].spans[0].quote
    if key == "place" and claim.place is not None:
        place = report.places[claim.place]
        yield place.name
        yield place.inside or ""
    if key == "stance":
        yield claim.stance or ""
    roles = {_ROLES.get(key, key)}
    if key in ("actor", "target") and (_words(claim.type) & _TWO_SIDED):
        roles = {"actor", "target", "with"}
    for argument in claim.arguments:
        if argument.role in roles:
            yield argument.text
            yield from _actor_names(report, argument.actor)


def _actor_names(report: Report, actor_id: str | None) -> list[str]:
    return [
        name.text for actor in report.actors if actor.id == actor_id for name in actor.names if name.form != "pronoun"
    ]


def _same_words(found: str, gold: str) -> bool:
    one, other = _words(found), _words(gold)
    return bool(one) and bool(other) and (one <= other or other <= one)


def _words(text: str) -> frozenset[str]:
    words = (word.strip(".'").removesuffix("'s") for word in _WORD.findall(fold_string(text).lower()))
    return frozenset(words) - _EMPTY_WORDS - {""}


def gold_form(report: Report) -> dict[str, Any]:
    """A report in the form of the gold: what ``--out`` writes."""
    return {"text": report.page.text, "claims": [_claim_form(report, claim) for claim in report.claims]}


def _claim_form(report: Report, claim: Claim) -> dict[str, Any]:
    values: dict[str, Any] = {"type": claim.type}
    if claim.quantity is not None:
        quantity = report.quantities[claim.quantity]
        values |= {"number": quantity.best, "hedge": quantity.hedge, "unit": quantity.unit}
    if claim.place is not None:
        values["place"] = report.places[claim.place].name
    if claim.when is not None:
        values["when"] = report.times[claim.when].spans[0].quote
    values |= {argument.role: argument.text for argument in claim.arguments}
    voice: dict[str, Any] = {"kind": claim.voice.kind}
    if claim.voice.chain:
        voice["name"] = claim.voice.chain[0].name
        if claim.voice.chain[0].venue:
            voice["venue"] = claim.voice.chain[0].venue
    quote = " … ".join(span.quote for span in claim.spans)
    return {"family": claim.family, "voice": voice, "status": claim.status, "values": values, "quote": quote}
