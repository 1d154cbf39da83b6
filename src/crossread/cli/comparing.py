"""What ``crossread versions`` shows: the versions of a report, and what each changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from crossread.case import Case, Changes, StoredVersion
from crossread.case.versions import ClaimChange, SentenceChange
from crossread.cli.output import sink
from crossread.export.json import indented, line
from crossread.export.safe import safe
from crossread.record import Record, Spans, to_json

_SHORT = 12  # digits of a hash that a line shows


class VersionRow(Record, frozen=True, kw_only=True):
    """A version, as JSON shows it.

    Attributes:
        raw_sha256: Hash of its bytes.
        name: The name it came under.
        fetched: When it was last fetched, UTC.
        told: When the text was published or last changed, as it says itself.
        claims: How many claims it has.
        changes: What it changed of the version before; None for the first.
    """

    raw_sha256: str
    name: str | None
    fetched: str | None
    told: str | None
    claims: int
    changes: Changes | None


def show_versions(report: str, case: Path, form: str) -> int:
    """Show the versions of a report; the exit status.

    Raises:
        CaseError: The case cannot be used, or holds no such report.
    """
    with Case.open(case, create=False) as opened:
        found = opened.report(report)
        versions = opened.versions(found.id)
        changes = (None, *opened.changes(found.id))
        pairs = list(zip(versions, changes, strict=True))
    with sink(None) as out:
        if form == "text":
            out.write(safe(f"{found.id} {found.title or found.name or ''}") + "\n")
            out.write("".join(f"{one}\n" for version, change in pairs for one in _text(version, change)))
            return 0
        rows = [to_json(_row(version, change)) for version, change in pairs]
        out.write("".join(map(line, rows)) if form == "jsonl" else indented(b"[" + b",".join(rows) + b"]"))
    return 0


def _row(version: StoredVersion, changes: Changes | None) -> VersionRow:
    return VersionRow(
        raw_sha256=version.raw_sha256,
        name=version.name,
        fetched=version.fetched,
        told=version.told,
        claims=version.claims,
        changes=changes,
    )


def _text(version: StoredVersion, changes: Changes | None) -> Iterator[str]:
    times = [f"says {version.told}"] if version.told else []
    times += [f"fetched {version.fetched}"] if version.fetched else []
    yield safe(f"{version.raw_sha256[:_SHORT]} {', '.join(times) or 'no time known'}, {version.claims} claims")
    if changes is None:
        return
    for notice in changes.notices:
        yield f"    says of itself: “{safe(notice.quote)}”"
    yield from (f"    {_sentence(change)}" for change in changes.sentences)
    yield from (f"    {_claim(change)}" for change in changes.claims)
    if not changes.same_program:
        yield "    read by another version of the program, for which alone claims may differ"
    if not (changes.notices or changes.sentences or changes.claims):
        yield "    nothing changed in the report itself"


def _sentence(change: SentenceChange) -> str:
    before = f"“{safe(change.before.quote)}”" if change.before is not None else ""
    after = f"“{safe(change.after.quote)}”" if change.after is not None else ""
    if change.kind == "moved":
        return f"moved: {after}"
    return f"{change.kind}: {' → '.join(part for part in (before, after) if part)}"


def _claim(change: ClaimChange) -> str:
    if change.kind == "withdrawn":
        return f"claim {change.before} withdrawn: {_words(change.before_spans)}"
    if change.kind == "new":
        return f"claim {change.after} new: {_words(change.after_spans)}"
    told = ", ".join(f"{one.part} {one.before or '–'} → {one.after or '–'}" for one in change.differences)
    return f"claim {change.before} → {change.after}: {safe(told)}"


def _words(spans: Spans) -> str:
    return f"“{safe(' … '.join(span.quote for span in spans))}”"
