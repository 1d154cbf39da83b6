"""Invented pages and reports for tests of cases, made without reading anything."""

from __future__ import annotations

import hashlib

from crossread.record import (
    Argument,
    Block,
    Claim,
    Fact,
    FactName,
    MadeBy,
    Notice,
    Page,
    Place,
    Quantity,
    RawPage,
    Report,
    Source,
    Voice,
    claim_id,
    text_hash,
)


def raw_of(text: str, *, name: str | None = None, **facts: str) -> RawPage:
    """A page of flat text with facts from its user."""
    given = tuple(
        Fact(name=_fact_name(key), value=value, known_from="user") for key, value in sorted(facts.items()) if value
    )
    return RawPage(content=text.encode(), name=name, media_type="text/plain", facts=given)


def _fact_name(key: str) -> FactName:
    return key.replace("_", " ")  # type: ignore[return-value]


def report_of(raw: RawPage, *, version: str = "1.0", model: str | None = "m 1", refused: str | None = None) -> Report:
    """A report in which each line that ends in a full stop and holds a number claims a loss by a named source.

    Lines are of the form ``SOURCE said NUMBER were killed in PLACE.``
    """
    text = raw.content.decode()
    page = Page(
        text=text,
        text_sha256=text_hash(text),
        text_version=1,
        raw_sha256=hashlib.sha256(raw.content).hexdigest(),
        form="text",
        encoding="utf-8",
        facts=raw.facts,
    )
    blocks: list[Block] = []
    quantities: list[Quantity] = []
    places: list[Place] = []
    claims: list[Claim] = []
    at = 0
    for line in text.splitlines(keepends=True):
        bare = line.rstrip("\n")
        if bare:
            blocks.append(Block(kind="paragraph", spans=(page.span(at, at + len(bare)),)))
        words = bare.split(" ")
        if len(words) == 7 and words[1] == "said" and refused is None:
            where = [at + len(" ".join(words[:index])) + (1 if index else 0) for index in range(7)]
            number = page.span(where[2], where[2] + len(words[2]))
            place = page.span(where[6], at + len(bare) - 1)
            source = page.span(at, at + len(words[0]))
            quantities.append(Quantity(low=int(words[2]), best=int(words[2]), high=int(words[2]), spans=(number,)))
            places.append(Place(name=place.quote, spans=(place,)))
            spans = (page.span(where[2], at + len(bare) - 1),)
            claims.append(
                Claim(
                    id=claim_id(page.text_sha256, "losses", spans),
                    family="losses",
                    type="killed",
                    status="happened",
                    voice=Voice(kind="named", chain=(Source(name=words[0], named=True, spans=(source,)),)),
                    arguments=(Argument(role="victim", text=words[2], spans=(number,)),),
                    quantity=len(quantities) - 1,
                    place=len(places) - 1,
                    made_by=f"test {version}",
                    spans=spans,
                )
            )
        at += len(line)
    return Report(
        made_by=MadeBy(crossread=version, model=model),
        name=raw.name,
        page=Page(**{field: getattr(page, field) for field in page.__struct_fields__} | {"blocks": tuple(blocks)}),
        language="en",
        refusal=Notice(code=refused, message="refused") if refused else None,
        quantities=tuple(quantities),
        places=tuple(places),
        claims=tuple(claims),
    )
