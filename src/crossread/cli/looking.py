"""``crossread show``, ``why``, ``search`` and ``export``: what a case holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, get_args

from crossread.case import Case, Decided, Decision, Filter, StoredClaim, StoredReport
from crossread.case.filters import NO_FILTER
from crossread.case.then import VERSION
from crossread.cli.commands import write_records
from crossread.cli.copying import copies_of
from crossread.cli.output import binary, refused_lines, say, sink
from crossread.errors import UsageError
from crossread.export.words import counted
from crossread.record import Family, Record

if TYPE_CHECKING:
    from rich.console import RenderableType

_Item = TypeVar("_Item")


@dataclass(frozen=True, kw_only=True)
class Look:
    """What the user asked for.

    Attributes:
        case: The case's file.
        form: ``text``, ``json`` or ``jsonl``.
        wanted: The filters.
    """

    case: Path
    form: str
    wanted: Filter = NO_FILTER


def filter_of(**options: str | None) -> Filter:
    """The filters of a call.

    Args:
        options: Fields of `Filter`.

    Raises:
        UsageError: One is malformed.
    """
    for name, flag in (("since", "--from"), ("until", "--to"), ("new_since", "--since")):
        value = options[name]
        if value is not None and not (_is_time(value) or (name == "new_since" and VERSION.fullmatch(value))):
            raise UsageError(f"{flag}: {value!r} is not a time, as 2021, 2021-09, 2021-09-05 or 2021-09-05T12:00Z")
    for name, value in options.items():
        if value is not None and not value.strip():
            raise UsageError(f"--{name}: there is no word in it")
    if options["kind"] is not None:
        options["kind"] = options["kind"].lower()
    return Filter(**options)  # type: ignore[arg-type]  # all of them are text


@contextmanager
def _opened(path: Path, wanted: Filter) -> Iterator[Case]:
    """The case, if it can be asked for what is wanted.

    Raises:
        CaseError: It cannot be used.
        UsageError: No claim in it is of the kind wanted, and it is no family either.
    """
    with Case.open(path, create=False) as case:
        known: tuple[str, ...] = get_args(Family)
        if wanted.kind is not None and wanted.kind not in known and wanted.kind not in (types := case.kinds()):
            held = f"; of types there are {', '.join(types)}" if types else ""
            raise UsageError(f"--kind: {wanted.kind!r} is no family ({', '.join(known)}){held}")
        yield case


def _is_time(value: str) -> bool:
    whole = value + {4: "-01-01", 7: "-01"}.get(len(value), "")
    try:
        date.fromisoformat(whole) if len(whole) == 10 else datetime.fromisoformat(whole)
    except ValueError:
        return False
    return True


def show_reports(look: Look) -> int:
    """``crossread show``: the reports that are wanted; the exit status."""
    with _opened(look.case, look.wanted) as case:
        found = _with_counts(case, look.wanted)
        if look.form == "text":
            from crossread.export.case_views import header, report_line

            count = _show(found, lambda item: report_line(*item), first=header())
        else:
            from crossread.export.case_rows import report_row

            count = _write(look, found, lambda item: report_row(item[0]))
        total = case.counts()
    refused = f"; {counted(total.refused, 'page')} refused" if total.refused else ""
    say(f"{count:,} of {counted(total.reports + total.not_read, 'report')}{refused}")
    return 0


def _with_counts(case: Case, wanted: Filter) -> list[tuple[StoredReport, int]]:
    """The reports that are wanted, each with how many of its claims are; the oldest first, as things happened."""
    narrow = any(getattr(wanted, name) is not None for name in ("kind", "place", "actor", "since", "until"))
    counts = Counter(found.report.id for found in case.claims(wanted)) if narrow else Counter()
    reports = sorted(case.reports(wanted), key=_by_time)
    return [(stored, counts[stored.id] if narrow else stored.claims) for stored in reports]


def _claims_by_time(case: Case, wanted: Filter) -> Iterator[StoredClaim]:
    """The claims that are wanted, those of the oldest report first; one record is kept at a time."""
    groups: dict[str, list[StoredClaim]] = {}
    for found in case.claims(wanted):
        groups.setdefault(found.report.id, []).append(found)
    waiting = sorted(groups.values(), key=lambda group: _by_time(group[0].report), reverse=True)
    groups.clear()
    while waiting:
        yield from waiting.pop()


def _by_time(stored: StoredReport) -> tuple[str, str]:
    return stored.published or "", stored.id


def show_claims(look: Look) -> int:
    """``crossread show --claims``: the claims that are wanted; the exit status."""
    with _opened(look.case, look.wanted) as case:
        decided = case.decided()
        found = ((one, decided.standing_on("claim", one.id)) for one in _claims_by_time(case, look.wanted))
        if look.form == "text":
            from crossread.export.case_views import claim_item

            count = _show(found, lambda item: claim_item(*item), apart=True)
        else:
            from crossread.export.case_rows import claim_row

            count = _write(look, found, lambda item: claim_row(*item))
    say(counted(count, "claim"))
    return 0


def show_refused(look: Look) -> int:
    """``crossread show --refused``: what could not be had or read, and why; the exit status.

    Raises:
        UsageError: There are filters; nothing is known of such pages to filter by.
    """
    if look.wanted != NO_FILTER:
        raise UsageError("nothing is known of refused pages that filters could ask for")
    from crossread.export.case_rows import refused_rows

    with _opened(look.case, look.wanted) as case:
        found = refused_rows(case)
    if look.form == "text":
        with sink(None) as out:
            for line in refused_lines((row.name or "", row.code, row.reason) for row in found):
                out.write(line + "\n")
    else:
        _write(look, found, lambda row: row)
    say(f"{counted(len(found), 'page')} refused")
    return 0


def show_report(look: Look, prefix: str) -> int:
    """``crossread show REPORT``; the exit status.

    Raises:
        NotInCase: There is no such report, or there are several.
    """
    with _opened(look.case, look.wanted) as case:
        stored = case.report(prefix)
        decisions = [one for one in case.decided(stored.id).views() if one.report_id == stored.id]
        copies = copies_of(case, stored.id)
        if look.form == "text":
            from crossread.export.case_views import report_view

            _show([stored], lambda one: report_view(one, decisions, copies))
        else:
            from crossread.export.case_rows import report_shown

            _write_one(look, report_shown(stored, decisions, copies))
    return 0


def why(look: Look, prefix: str) -> int:
    """``crossread why CLAIM``; the exit status.

    Raises:
        NotInCase: There is no such claim, or there are several.
    """
    with _opened(look.case, look.wanted) as case:
        found = case.claim(prefix)
        decided = case.decided(found.report.id)
        told = found, decided.standing_on("claim", found.id), _all_decisions(decided, found.id)
        if look.form == "text":
            from crossread.export.case_views import why_view

            _show([told], lambda item: why_view(*item))
        else:
            from crossread.export.case_rows import why_row

            _write_one(look, why_row(*told))
    return 0


def _all_decisions(decided: Decided, claim_id: str) -> tuple[Decision, ...]:
    """Decisions on a claim with those that undo them, in the order of time."""
    own = decided.on("claim", claim_id)
    ids = {row.id for row in own}
    return tuple(row for row in decided.rows if row.id in ids or row.undoes in ids)


def search(look: Look, query: str, limit: int) -> int:
    """``crossread search WORDS``; the exit status.

    Raises:
        UsageError: There is no word in the query.
    """
    with _opened(look.case, look.wanted) as case:
        hits = case.search(query, look.wanted, limit + 1)
        shown = islice(hits, limit)
        if look.form == "text":
            from crossread.export.case_views import hit_view

            count = _show(shown, hit_view, apart=True)
        else:
            from crossread.export.case_rows import hit_row

            count = _write(look, shown, hit_row)
        more = next(iter(hits), None) is not None
    say(counted(count, "report") + (", and there are more; --limit shows them" if more else ""))
    return 0


def export(path: Path, form: str, output: Path | None, table: str, wanted: Filter) -> int:
    """``crossread export``; the exit status.

    Raises:
        CaseError: The case cannot be used.
        UsageError: The call is wrong.
    """
    from crossread.export.cases import CASE_FORMATS

    chosen = CASE_FORMATS[form]
    if output is None and not chosen.to_screen:
        raise UsageError(f"a file of {form} is nothing for a screen: --output FILE{chosen.suffix}")
    if output is not None and output.exists() and output.samefile(path):
        raise UsageError(f"{output} is the case itself; it would be lost")
    with _opened(path, wanted) as case, binary(output) as stream:
        chosen.write(case, wanted, table, stream)
    return 0


def _show(
    items: Iterable[_Item],
    to_view: Callable[[_Item], RenderableType],
    *,
    apart: bool = False,
    first: RenderableType | None = None,
) -> int:
    """Show items one by one; how many there were."""
    count = 0
    with sink(None) as out:
        for count, item in enumerate(items, 1):
            if count == 1 and first is not None:
                out.show(first)
            if count > 1 and apart:
                out.show("")
            out.show(to_view(item))
            out.flush()
    return count


def _write(look: Look, items: Iterable[_Item], to_row: Callable[[_Item], Record]) -> int:
    """Write items as JSON; how many there were."""
    written: list[None] = []  # as long as there were items

    def rows() -> Iterator[Record]:
        for item in items:
            written.append(None)
            yield to_row(item)

    with sink(None) as out:
        write_records(out, look.form, True, rows())
    return len(written)


def _write_one(look: Look, record: Record) -> None:
    with sink(None) as out:
        write_records(out, look.form, False, [record])


__all__ = ["Look", "export", "filter_of", "search", "show_claims", "show_report", "show_reports", "why"]
