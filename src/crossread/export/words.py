"""The words in which views speak of a record; every view uses these, so that all say the same.

The words are the trade's: *attributed to*, *outlet*, *primary source*. "Source" alone is never a label, since
for some it is the speaker and for others the outlet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from crossread.record import Acronym, Actor, Claim, Fact, Finding, Place, Quantity, Report, Spans, When

NOT_VERIFIED = "Reported is not verified."
SEVERITY_WORDS = {"E": "error", "W": "warning", "I": "note"}

_HEDGES = {
    "about": "about {}",
    "at least": "at least {}",
    "more than": "more than {}",
    "up to": "up to {}",
    "nearly": "nearly {}",
    "fewer than": "fewer than {}",
}

_KNOWN_FROM = {
    "json-ld": "JSON-LD",
    "meta": "the page's metadata",
    "html": "the page's markup",
    "page clock": "a page clock",
    "user": "you",
    "feed": "a feed",
    "sitemap": "a sitemap",
    "warc": "a WARC",
    "http header": "an HTTP header",
}


def counted(count: int, noun: str) -> str:
    """A number with its noun in the right form: ``1 claim``, ``2,000 claims``."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def by_severity(findings: Iterable[Finding]) -> list[Finding]:
    """Findings with the gravest first, and in order of the text among equals."""
    order = list(SEVERITY_WORDS)
    return sorted(findings, key=lambda finding: order.index(finding.severity))


def quote_of(spans: Spans) -> str:
    """The words of several spans, interruptions shown as an ellipsis, line ends as spaces."""
    return " … ".join(" ".join(span.quote.split()) for span in spans)


def number_words(value: float | None) -> str:
    """A number as people write it: ``30,000``, ``2.5``, a question mark for none."""
    if value is None:
        return "?"
    return f"{value:,.0f}" if value == int(value) else f"{value:,g}"


def quantity_words(quantity: Quantity) -> str:
    """A quantity with its hedge and noun: ``about 5,000 families``, ``more than $2,000``, ``7%``."""
    if quantity.hedge != "between" and (quantity.vague or quantity.best is None):
        told = f"“{quote_of(quantity.spans)}”"
        return told if quantity.best is None else f"{told} (counted as {number_words(quantity.best)})"
    if quantity.hedge == "between":
        return _with_unit(f"{number_words(quantity.low)} to {number_words(quantity.high)}", quantity.unit)
    return _HEDGES.get(quantity.hedge, "{}").format(_with_unit(number_words(quantity.best), quantity.unit))


def _with_unit(number: str, unit: str | None) -> str:
    if unit in {"$", "£", "€"}:
        return f"{unit}{number}"
    return f"{number}%" if unit == "%" else f"{number} {unit}" if unit else number


def when_words(when: When) -> str:
    """A time as the page tells it and as far as it is resolved."""
    told = f"“{quote_of(when.spans)}”"
    if when.earliest is None and when.latest is None:
        return f"{told} (no date to count from)" if when.relative else told
    bounds = when.earliest if when.earliest == when.latest else f"{when.earliest or '…'} to {when.latest or '…'}"
    trust = "" if when.anchor in {"none", "text"} or when.anchor_trusted else ", from a date that is not trusted"
    return f"{told} ({bounds}{trust})"


def claim_number(report: Report, claim: Claim) -> str | None:
    """The number of a claim with its hedge and noun, None where it tells none."""
    return quantity_words(report.quantities[claim.quantity]) if claim.quantity is not None else None


def claim_parts(report: Report, claim: Claim) -> list[str]:
    """The parts of a claim but its number, ready to be set side by side: who, whom, where, when."""
    values = [f"{argument.role}: {argument.text}" for argument in claim.arguments]
    if claim.place is not None:
        values.append(f"place: {report.places[claim.place].name}")
    if claim.when is not None:
        values.append(f"when: {when_words(report.times[claim.when])}")
    return values


def speaker_words(voice: str, chain: Sequence[str], outlet: str | None) -> str:
    """Who says something: ``Lena Hobart``, ``a resident quoting officials``, ``Harbour Post itself``.

    Args:
        voice: Kind of the voice, as in `record.Voice`.
        chain: Those who say it, the nearest first.
        outlet: The outlet that tells it; None to say "the page itself".
    """
    if chain:
        return " quoting ".join(chain)
    return {"none": "nobody named", "unknown": "a speaker not found"}.get(voice, f"{outlet or 'the page'} itself")


def fact_words(fact: Fact) -> str:
    """How a fact is known, and whether to rely on it: ``from JSON-LD``, ``from a page clock, not trusted``."""
    known = _KNOWN_FROM.get(fact.known_from, f"the {fact.known_from}")
    return f"from {known}" + ("" if fact.trusted else ", not trusted")


def acronym_words(acronym: Acronym) -> str:
    """An acronym's expansions: ``A | B (initials differ)``, ``never expanded``."""
    if not acronym.expansions:
        return "never expanded"
    return " | ".join(item.words + ("" if item.fits else " (initials differ)") for item in acronym.expansions)


def role_words(actor: Actor) -> list[str]:
    """Each role the page gives an actor, once."""
    roles = [
        ("former " if role.former else "") + role.title + (f" of {role.organisation}" if role.organisation else "")
        for role in actor.roles
    ]
    return list(dict.fromkeys(roles))


def candidate_words(actor: Actor, actors: Iterable[Actor]) -> str:
    """Who a description or a single name may mean, where that is open: ``the Guard or the Brigade?``; else empty.

    Args:
        actor: One of the actors.
        actors: The actors of its report.
    """
    names = {one.id: one.name for one in actors}
    *others, last = [names[other] for other in actor.candidates if other in names] or [""]
    return f"{', '.join(others)} or {last}?" if others else f"{last}?" if last else ""


def actor_names(actors: Sequence[Actor]) -> dict[str, str]:
    """Names of actors by id, each with whom it may mean where that is open: ``the group (the Guard or the Brigade?)``.

    Args:
        actors: The actors of a report.
    """
    meant = {one.id: candidate_words(one, actors) for one in actors}
    return {one.id: one.name + (f" ({meant[one.id]})" if meant[one.id] else "") for one in actors}


def place_words(place: Place) -> str:
    """A place and what it lies in: ``Oldmere (Tarn, AV)``, ``Kohn (unresolved, inside Tarn)``."""
    if not place.resolved:
        return f"{place.name} (unresolved{f', inside {place.inside}' if place.inside else ''})"
    around = [part for part in (place.admin1, place.country) if part and part != place.name]
    return f"{place.name} ({', '.join(around)})" if around else place.name


def furniture_counts(report: Report) -> list[tuple[str, int]]:
    """How many blocks of each kind of furniture the page holds, most first."""
    counts: dict[str, int] = {}
    for block in report.page.blocks:
        if block.furniture is not None:
            counts[block.furniture] = counts.get(block.furniture, 0) + 1
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
