"""A copied sentence with words put in.

**What it flags.** A sentence of an earlier report, of which nearly all is kept, with words put in: two or more words
of content, a number, a name or a qualifier.

**Why it matters.** What is put in is the copier's own and has no source, though it reads as if the first report had
said it.

**Example** (invented): `Troops entered Belora on Monday.` and, a day later, `Troops backed by foreign drones entered
Belora on Monday.`: the drones are in no earlier report.

**What it does not flag.** Sentences with other changes than insertions of that kind (they are listed by `crossread
copies`), function words, a heading that was run into a sentence, and pairs of reports of which nothing tells which is
earlier.

**Measured.** 2 findings in 420 war reports taken as one case, both true.
"""

from __future__ import annotations

from collections.abc import Iterator

from crossread.checks.cross.base import CaseFlag
from crossread.copies.changes import Change
from crossread.provenance import Compared, Passage
from crossread.record import Span

_KEPT = 0.8


def find(compared: Compared) -> Iterator[CaseFlag]:
    """Insertions into copied sentences."""
    for report, page in ((name, record.page) for name, record in compared.reports.items()):
        for source, passage in compared.earlier_passages(report):
            inserted = [page.span(*bounds) for bounds in _insertions(passage)]
            if inserted:
                words = "; ".join(f"“{_short(span)}”" for span in inserted)
                yield CaseFlag(
                    report=report,
                    message=f"put into a copied sentence: {words}",
                    spans=[passage.after],
                    others=((source, (passage.before,)),),
                )


def _insertions(passage: Passage) -> Iterator[tuple[int, int]]:
    """Bounds in the page of the words put in, where the earlier sentence is nearly whole."""
    if passage.share < _KEPT:
        return
    for change in passage.changes:
        words = passage.after.quote[slice(*change.after)].split()
        telling = change.kind in {"number", "qualifier"} or (change.kind in {"inserted", "name"} and len(words) > 1)
        if change.before[0] == change.before[1] and telling and not _is_run_in_heading(passage, change):
            yield passage.after.start + change.after[0], passage.after.start + change.after[1]


def _is_run_in_heading(passage: Passage, change: Change) -> bool:
    """Whether what was put in stands before a sentence that keeps its capital: a heading that was run in."""
    left = passage.after.quote[change.after[1] :].lstrip()
    return change.after[0] == 0 and left[:1].isupper() and passage.before.quote.lstrip()[:1] == left[:1]


def _short(span: Span) -> str:
    words = span.quote.split()
    return " ".join(words[:8]) + (" …" if len(words) > 8 else "")
