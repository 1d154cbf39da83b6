"""Copies in a case: families, who has it from whom, what was changed, and what each report has of its own.

`copies_row` and `sentences_row` give them as records for JSON, `family_view` and `sentences_view` for the eyes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from rich.console import Group, RenderableType
from rich.text import Text

from crossread.checks.cross import CaseFinding
from crossread.copies import Derivation, Family, Match
from crossread.copies.changes import Change
from crossread.export import words
from crossread.export.safe import safe
from crossread.export.text import section
from crossread.provenance import Compared, Owners, Passage
from crossread.provenance.outlets import fold, outlet_of
from crossread.record import Record, Span

SHORT_ID: Final = 8
MAX_CHANGES: Final = 6
"""Changes of one copy that the screen shows; JSON holds all."""
MAX_SENTENCE: Final = 60
"""Characters of a sentence in a list of marks."""
MAX_WORDS: Final = 8
"""Words of a change that the screen shows."""

_QUIET = "dim"
_KIND_STYLES = {"copied": "yellow", "altered": "yellow", "quotation": "cyan", "recurring": "dim", "own": ""}
_GRAVE = ("number", "qualifier", "name", "inserted", "left out", "order", "words")


class MemberRow(Record, frozen=True, kw_only=True):
    """A report of a family, with what it has from others and what it adds.

    Attributes:
        id: The report's id.
        title: Its headline.
        outlet: Its outlet.
        owner: Who owns the outlet, or its site or name.
        published: When it was published, if that is trusted.
        sentences: How many sentences it has.
        copied: Sentences that stand in another report nearly word for word, that one not known to be later.
        altered: Sentences that stand there with other words.
        quotations: Sentences of which only a quotation stands elsewhere.
        recurring: Sentences of furniture or background.
        claims: How many claims it makes.
        alone: Ids of its claims that no other report carries.
    """

    id: str
    title: str | None
    outlet: str | None
    owner: str | None
    published: str | None
    sentences: int
    copied: int
    altered: int
    quotations: int
    recurring: int
    claims: int
    alone: tuple[str, ...]


class ChangeRow(Record, frozen=True, kw_only=True):
    """A change in a copied sentence.

    Attributes:
        kind: What was changed: number, qualifier, name, order, inserted, left out, words.
        before: The words in the earlier report, None where words were put in.
        after: The words in the copy, None where words were left out.
    """

    kind: str
    before: Span | None
    after: Span | None


class PassageRow(Record, frozen=True, kw_only=True):
    """A sentence and its copy.

    Attributes:
        before: The sentence in the report it is taken from.
        after: The sentence in the copy.
        share: What part of the shorter one's words they share, function words left out.
        changes: What differs.
    """

    before: Span
    after: Span
    share: float
    changes: tuple[ChangeRow, ...]


class DerivationRow(Record, frozen=True, kw_only=True):
    """Where a report has its copied words from.

    Attributes:
        copy: The report's id.
        source: Id of the report it has them from; None where nothing tells.
        because: How that is known: date or credit.
        among: Ids of the reports it may have them from.
        shared_changes: How many runs of words it shares with that report and not with the next best.
        passages: The sentences it shares with the first of those reports.
    """

    copy: str
    source: str | None
    because: str | None
    among: tuple[str, ...]
    shared_changes: int
    passages: tuple[PassageRow, ...]


class FamilyRow(Record, frozen=True, kw_only=True):
    """Reports that have a passage from one another.

    Attributes:
        members: The reports, dated ones first.
        outlets: How many outlets published them, those of one owner counted once.
        origin: Id of the report that precedes all others, None where nothing tells.
        derivations: Where each copy has its words from.
        most_altered: Id of the copy that was changed most.
        findings: What the checks between reports find in them.
    """

    members: tuple[MemberRow, ...]
    outlets: int
    origin: str | None
    derivations: tuple[DerivationRow, ...]
    most_altered: str | None
    findings: tuple[CaseFinding, ...]


class SentenceRow(Record, frozen=True, kw_only=True):
    """A sentence of a report, and where it stands elsewhere.

    Attributes:
        kind: own, copied, altered, quotation or recurring.
        sentence: The sentence.
        report: Id of the report it stands in too, the earliest of them.
        elsewhere: The sentence there.
        earlier: Whether that report is known to be earlier; None where nothing tells.
    """

    kind: str
    sentence: Span
    report: str | None
    elsewhere: Span | None
    earlier: bool | None


class ReportCopiesRow(Record, frozen=True, kw_only=True):
    """A report, sentence by sentence.

    Attributes:
        member: The report.
        sentences: Its sentences.
        findings: What the checks between reports find in it.
    """

    member: MemberRow
    sentences: tuple[SentenceRow, ...]
    findings: tuple[CaseFinding, ...]


def family_row(compared: Compared, family: Family, owners: Owners, findings: Iterable[CaseFinding]) -> FamilyRow:
    """A family as a record.

    Args:
        compared: The reports of the case.
        family: One of its families.
        owners: Which outlets belong together.
        findings: What the checks between reports found in the case.
    """
    members = tuple(member_row(compared, name, owners) for name in family.members)
    return FamilyRow(
        members=members,
        outlets=len({fold(member.owner) if member.owner else member.id for member in members}),
        origin=family.origin,
        derivations=tuple(_derivation_row(compared, found) for found in family.derivations),
        most_altered=family.most_altered,
        findings=tuple(finding for finding in findings if finding.report in family.members),
    )


def member_row(compared: Compared, name: str, owners: Owners) -> MemberRow:
    """A report with what it has of its own."""
    report, own = compared.reports[name], compared.own(name)
    page = report.page
    title, published = page.fact("headline") or page.fact("title"), page.fact("published")
    return MemberRow(
        id=name,
        title=title.value if title else None,
        outlet=outlet_of(report),
        owner=owners.of_report(report),
        published=published.value if published and published.trusted else None,
        sentences=own.sentences,
        copied=own.copied,
        altered=own.altered,
        quotations=own.quotations,
        recurring=own.recurring,
        claims=own.claims,
        alone=own.alone,
    )


def report_row(compared: Compared, name: str, owners: Owners, findings: Iterable[CaseFinding]) -> ReportCopiesRow:
    """A report, sentence by sentence, as a record."""
    return ReportCopiesRow(
        member=member_row(compared, name, owners),
        sentences=tuple(
            SentenceRow(
                kind=origin.kind,
                sentence=compared.sentence(name, origin.number),
                report=origin.text,
                elsewhere=compared.sentence(origin.text, origin.sentence)
                if origin.text is not None and origin.sentence is not None
                else None,
                earlier=origin.earlier,
            )
            for origin in compared.origins(name)
        ),
        findings=tuple(finding for finding in findings if finding.report == name),
    )


def _derivation_row(compared: Compared, found: Derivation) -> DerivationRow:
    match = _match(compared, found)
    return DerivationRow(
        copy=found.copy,
        source=found.source,
        because=found.because,
        among=found.among,
        shared_changes=found.shared_changes,
        passages=tuple(_passage_row(compared, match, found.copy, one) for one in compared.passages(match, found.copy)),
    )


def _match(compared: Compared, found: Derivation) -> Match:
    """The pair of a copy and the first of the reports it may have its words from."""
    return next(match for match in compared.copies.of(found.copy) if match.partner(found.copy) == found.among[0])


def _passage_row(compared: Compared, match: Match, copy: str, passage: Passage) -> PassageRow:
    before, after = compared.reports[match.partner(copy)].page, compared.reports[copy].page

    def row(change: Change) -> ChangeRow:
        old = [passage.before.start + at for at in change.before]
        new = [passage.after.start + at for at in change.after]
        return ChangeRow(
            kind=change.kind,
            before=before.span(*old) if old[0] < old[1] else None,
            after=after.span(*new) if new[0] < new[1] else None,
        )

    return PassageRow(
        before=passage.before,
        after=passage.after,
        share=round(passage.share, 3),
        changes=tuple(row(change) for change in passage.changes),
    )


def family_view(row: FamilyRow) -> RenderableType:
    """A family for the eyes: its reports in order, what each has from whom, and what was changed on the way."""
    told = f"{words.counted(len(row.members), 'report')}, {words.counted(row.outlets, 'outlet')}"
    lines: list[RenderableType] = [Text.assemble(("Family of ", _QUIET), (told, "bold"))]
    derivations = {found.copy: found for found in row.derivations}
    shown: set[str] = set()
    for member in row.members:
        lines.append(_member_line(member))
        if (found := derivations.get(member.id)) is not None:
            lines += [Text("    " + line, _QUIET) for line in _from_lines(found)]
            if found.source is not None or found.among[0] in shown:  # else the same is told below, the other way round
                lines += list(_change_lines(found))
        else:
            lines.append(Text("    no earlier report in the case has these words", _QUIET))
        shown.add(member.id)
        if member.id == row.most_altered:
            lines.append(Text("    the most altered copy", "yellow"))
    lines += _finding_lines(row.findings)
    return Group(*lines)


def sentences_view(row: ReportCopiesRow) -> RenderableType:
    """A report for the eyes, each sentence marked with where else it stands."""
    lines: list[RenderableType] = [_member_line(row.member), Text(f"    {own_words(row.member)}", _QUIET)]
    for sentence in row.sentences:
        mark = _mark(sentence)
        text = " ".join(sentence.sentence.quote.split())
        lines.append(Text.assemble((f"{mark:<24}", _KIND_STYLES[sentence.kind]), " ", safe(text)))
    lines += _finding_lines(row.findings)
    return Group(*lines)


def copies_section(row: ReportCopiesRow) -> RenderableType:
    """What `show` says of a report's copies: in one line, then each sentence that stands elsewhere."""
    lines = [Text(own_words(row.member))]
    for sentence in row.sentences:
        if sentence.kind != "own":
            said = " ".join(sentence.sentence.quote.split())
            cut = said if len(said) <= MAX_SENTENCE else said[: said.rfind(" ", 0, MAX_SENTENCE)] + " …"
            lines.append(Text.assemble((f"{_mark(sentence):<24}", _KIND_STYLES[sentence.kind]), " ", safe(cut)))
    return section("Copies", Group(*lines))


def own_words(member: MemberRow) -> str:
    """What a report has from others and adds, in words."""
    parts = [f"{words.counted(member.copied, 'sentence')} copied"]
    if member.altered:
        parts.append(f"{member.altered} altered")
    parts.append(f"{words.counted(len(member.alone), 'claim')} carried by no other report")
    return ", ".join(parts)


def _mark(sentence: SentenceRow) -> str:
    if sentence.report is None:
        return sentence.kind
    where = {True: "from", False: "later in", None: "also in"}[sentence.earlier]
    return f"{sentence.kind} {where} {sentence.report[:SHORT_ID]}"


def _member_line(member: MemberRow) -> Text:
    day = (member.published or "no date")[:10]
    line = Text.assemble("  ", (member.id[:SHORT_ID], "cyan"), f"  {day:<10}  ")
    line.append(safe(member.outlet or "outlet not given"), "" if member.outlet else "yellow")
    return line.append(f"  {safe(member.title or 'no title')}")


def _from_lines(found: DerivationRow) -> Iterator[str]:
    if found.source is not None:
        yield f"from {found.source[:SHORT_ID]}, known by {found.because}"
    else:
        names = " or ".join(name[:SHORT_ID] for name in found.among)
        yield f"shared with {names}; nothing tells who has it from whom"


def _change_lines(found: DerivationRow) -> Iterator[Text]:
    ranked = gravest_changes(found)
    for kind, old, new in ranked[:MAX_CHANGES]:
        told = f"“{old}” → “{new}”" if old and new else (f"+ “{new}”" if new else f"- “{old}”")
        yield Text.assemble((f"    {kind:<10}", "yellow"), " ", safe(told))
    if len(ranked) > MAX_CHANGES:
        yield Text(f"    and {words.counted(len(ranked) - MAX_CHANGES, 'other change')}", _QUIET)


def gravest_changes(found: DerivationRow) -> list[tuple[str, str, str]]:
    """What a copy changed, the gravest first: kind, words before, words after; long ones cut, either may be empty.

    Args:
        found: Where the copy has its words from.
    """
    changes = [change for passage in found.passages for change in passage.changes]
    ranked = sorted(changes, key=lambda change: _GRAVE.index(change.kind))
    return [(change.kind, _short(change.before), _short(change.after)) for change in ranked]


def _short(span: Span | None) -> str:
    """The words of a change, cut after some."""
    words_of_it = span.quote.split() if span else []
    cut = " …" if len(words_of_it) > MAX_WORDS else ""
    return " ".join(words_of_it[:MAX_WORDS]) + cut


def _finding_lines(findings: Sequence[CaseFinding]) -> list[Text]:
    return [
        Text.assemble(("  ", ""), (finding.code, "bold"), f" {finding.report[:SHORT_ID]}  ", safe(finding.message))
        for finding in findings
    ]
