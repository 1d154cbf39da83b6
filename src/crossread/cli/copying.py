"""``crossread copies``: which reports of a case have their words from which."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from crossread.cli.casework import case_option, form_option, owners_option
from crossread.cli.helping import examples

if TYPE_CHECKING:
    from crossread.case import Case
    from crossread.export.copies import ReportCopiesRow

_FILE = click.Path(path_type=Path)


@click.command(
    epilog=examples(
        "crossread copies --case panjshir.db",
        "crossread copies 3f2a91c0 --case panjshir.db",
        "crossread copies --owners owners.tsv --case panjshir.db --format jsonl",
    )
)
@click.argument("report", required=False)
@case_option
@owners_option
@form_option
def copies(report: str | None, case: Path, owners: Path | None, form: str) -> NoReturn:
    """Show which reports of a case have their words from which, what was changed, and what each adds.

    With REPORT, an id as lists show it or how it begins: that report sentence by sentence, each marked with the report
    of the case in which it stands too.
    """
    sys.exit(show_copies(case, form, owners, report))


def show_copies(path: Path, form: str, owners_file: Path | None, prefix: str | None) -> int:
    """Show families, or one report; the exit status.

    Args:
        path: The case.
        form: ``text``, ``json`` or ``jsonl``.
        owners_file: Rows of the user's own for the table of owners.
        prefix: How the id of one report begins; None for the families of all.

    Raises:
        CaseError: The case cannot be used.
        NotInCase: There is no such report, or there are several.
        UsageError: The table of owners is malformed.
    """
    from crossread.case import Case
    from crossread.checks.cross import TEXT_CODES, run_case_checks
    from crossread.cli.commands import write_records
    from crossread.cli.output import say, sink
    from crossread.export import copies as views
    from crossread.export.case_incidents import compared_case
    from crossread.provenance import Owners

    owners = Owners.read(owners_file) if owners_file else Owners.known()
    with Case.open(path, create=False) as case:
        wanted = case.report(prefix).id if prefix is not None else None
        compared = compared_case(case)
        findings = run_case_checks(compared, TEXT_CODES)

        rows: Iterator[views.FamilyRow | views.ReportCopiesRow]
        if wanted is None:
            rows = (views.family_row(compared, family, owners, findings) for family in compared.copies.families)
        else:
            rows = (views.report_row(compared, name, owners, findings) for name in [wanted] if name in compared.reports)
        with sink(None) as out:
            if form == "text":
                for number, row in enumerate(rows):
                    if number:
                        out.show("")
                    out.show(views.family_view(row) if isinstance(row, views.FamilyRow) else views.sentences_view(row))
            else:
                write_records(out, form, wanted is None, rows)
        alone = len(compared.reports) - len({name for family in compared.copies.families for name in family.members})
        say(f"{len(compared.copies.families):,} families; {alone:,} of {len(compared.reports):,} reports copy nothing")
    return 0


def copies_of(case: Case, report_id: str) -> ReportCopiesRow | None:
    """What one report has from others, for `show`; None if it was not read."""
    from crossread.export.case_incidents import compared_case
    from crossread.export.copies import report_row
    from crossread.provenance import Owners

    compared = compared_case(case)
    return report_row(compared, report_id, Owners.known(), ()) if report_id in compared.reports else None


COMMANDS = (copies,)
"""The command."""
