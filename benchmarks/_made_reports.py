"""Invented pages with invented reports, made without reading anything, for measuring cases.

A report is as large as one of a news agency: some 450 words, eight claims. Names of places and sources are drawn so
that few are frequent and most are rare, as in news. The same number always gives the same page.
"""

from __future__ import annotations

import hashlib
import random

from crossread.record import (
    Argument,
    Block,
    Claim,
    Fact,
    MadeBy,
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

CLAIMS = 8
_SYLLABLES = ("ba", "dor", "fel", "gan", "hir", "jal", "kes", "lum", "mor", "nav", "pol", "qas", "rin", "sul", "tev")
_WORDS = 30_000
_NAMES = 5_000
_FILLER = 50  # words that stand between two claims


def made_page(number: int, *, version: int = 0) -> RawPage:
    """A page.

    Args:
        number: Which report it is a version of; it decides the address.
        version: Which version; each has other numbers of killed.
    """
    draw = random.Random(f"{number} {version}")
    words = random.Random(number)
    lines = [_title(words)]
    for _ in range(CLAIMS):
        lines.append(f"{_name(words)} said {draw.randrange(1, 90)} were killed in {_name(words)}.")
        lines.append(" ".join(_word(words.randrange(_WORDS)) for _ in range(_FILLER)) + ".")
    day = f"2021-{1 + number % 12:02}-{1 + number % 28:02}T{version % 24:02}:00:00Z"
    facts = (
        Fact(name="address", value=f"https://{_word(number % 97)}.example/news/{number}", known_from="feed"),
        Fact(name="published", value=day, known_from="feed"),
        Fact(name="outlet", value=_word(number % 97).title(), known_from="feed"),
    )
    return RawPage(content="\n".join(lines).encode(), name=f"{number}-{version}.txt", facts=facts)


def made_report(raw: RawPage, *, program: str = "1.0") -> Report:
    """The report of a page that `made_page` made.

    Args:
        raw: The page.
        program: Version of the program that is said to have read it.
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
        blocks=_blocks(text),
    )
    claims: list[Claim] = []
    quantities: list[Quantity] = []
    places: list[Place] = []
    for block in page.blocks[1::2]:
        claim, quantity, place = _claim(page, block, len(claims), program)
        claims.append(claim)
        quantities.append(quantity)
        places.append(place)
    return Report(
        made_by=MadeBy(crossread=program, model="made 1"),
        name=raw.name,
        page=page,
        language="en",
        quantities=tuple(quantities),
        places=tuple(places),
        claims=tuple(claims),
    )


def _blocks(text: str) -> tuple[Block, ...]:
    blocks = []
    at = 0
    whole = _bare(text)
    for line in text.split("\n"):
        blocks.append(Block(kind="paragraph", spans=(whole.span(at, at + len(line)),)))
        at += len(line) + 1
    return tuple(blocks)


def _bare(text: str) -> Page:
    return Page(text=text, text_sha256=text_hash(text), text_version=1, raw_sha256="", form="text", encoding="utf-8")


def _claim(page: Page, block: Block, index: int, program: str) -> tuple[Claim, Quantity, Place]:
    """The claim of a line ``SOURCE said NUMBER were killed in PLACE``."""
    line = block.spans[0].quote
    name, _, number, *_, place = line.removesuffix(".").split(" ")
    at = block.start + len(name) + len(" said ")
    said = page.span(block.start, block.start + len(name))
    count = page.span(at, at + len(number))
    where = page.span(block.end - 1 - len(place), block.end - 1)
    spans = (page.span(at, block.end - 1),)
    killed = float(number)
    claim = Claim(
        id=claim_id(page.text_sha256, "losses", spans),
        family="losses",
        type="killed",
        status="happened",
        voice=Voice(kind="named", chain=(Source(name=name, named=True, spans=(said,)),)),
        arguments=(Argument(role="victim", text=number, spans=(count,)),),
        quantity=index,
        place=index,
        made_by=f"made {program}",
        spans=spans,
    )
    return claim, Quantity(low=killed, best=killed, high=killed, spans=(count,)), Place(name=place, spans=(where,))


def _title(draw: random.Random) -> str:
    return " ".join(_word(draw.randrange(_WORDS)) for _ in range(8)).capitalize()


def _name(draw: random.Random) -> str:
    return _word(int(_NAMES ** draw.random())).capitalize()  # the n-th name about as often as 1/n


def _word(number: int) -> str:
    """The n-th invented word."""
    parts = []
    while True:
        parts.append(_SYLLABLES[number % len(_SYLLABLES)])
        number //= len(_SYLLABLES)
        if not number:
            return "".join(parts)
