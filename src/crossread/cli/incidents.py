"""``crossread compare``: one incident, many reports; who says what, and where they differ."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from crossread.cli.casework import _filter_options, case_option
from crossread.cli.helping import examples

if TYPE_CHECKING:
    from crossread.case import Case, Filter
    from crossread.cli.output import Sink
    from crossread.compare import Comparison
    from crossread.compare.dossier import ShownIncident
    from crossread.provenance import Compared, Owners

_FILE = click.Path(path_type=Path)
_FORMATS = ("text", "json", "jsonl", "html")


@click.command(
    epilog=examples(
        "crossread compare --case panjshir.db",
        "crossread compare --place Kunduz --from 2021-08 --case panjshir.db",
        "crossread compare --format html --output dossier.html --case panjshir.db",
    )
)
@case_option
@_filter_options
@click.option("--contested", is_flag=True, help="Only incidents on which reports differ.")
@click.option("--owners", type=_FILE, metavar="FILE", help="Outlets of your own that count as one.")
@click.option("--redact", is_flag=True, help="Leave out names of victims and of private persons (html).")
@click.option("--format", "-f", "form", type=click.Choice(_FORMATS), default="text", show_default=True)
@click.option("--output", "-o", type=_FILE, metavar="FILE", help="Write here, not to the screen.")
def compare(
    case: Path,
    contested: bool,
    owners: Path | None,
    redact: bool,
    form: str,
    output: Path | None,
    **filters: str | None,
) -> NoReturn:
    """Compare the reports of a case: what happened, who says what about it, and where they differ.

    Incidents on which reports differ come first. Filters keep incidents of which a claim fits; --new-since those that a
    report tells which is new or changed since then. Reported is not verified.
    """
    from crossread.cli.looking import filter_of

    call = Comparing(case=case, contested=contested, owners=owners, redact=redact, form=form, output=output)
    sys.exit(compare_case(call, filter_of(**filters)))


@click.command(
    epilog=examples("crossread demo", "crossread demo --output dossier.html", "crossread demo --format text")
)
@click.option("--output", "-o", type=_FILE, metavar="FILE", help="Write the dossier here, and do not open it.")
@click.option("--format", "-f", "form", type=click.Choice(("html", "text")), default="html", show_default=True)
def demo(output: Path | None, form: str) -> NoReturn:
    """Compare twelve invented reports on one invented incident, and open the dossier in a browser.

    A wire story, its copies, a rewrite, the other side's version, a count by an organisation, a rising toll, a
    correction, a mirror site, and something else near by.
    """
    from crossread.cli.showing_demo import show_demo

    sys.exit(show_demo(output, form))


@dataclass(frozen=True, kw_only=True)
class Comparing:
    """What the user asked for; the fields are the command's options."""

    case: Path
    contested: bool = False
    owners: Path | None = None
    redact: bool = False
    form: str = "text"
    output: Path | None = None
    remark: str | None = None


def compare_case(call: Comparing, wanted: Filter) -> int:
    """Compare a case and show it; the exit status.

    Args:
        call: What the user asked for.
        wanted: Incidents without a claim that fits are left out.

    Raises:
        CaseError: The case cannot be used.
        UsageError: The table of owners is malformed.
    """
    from crossread.case import Case
    from crossread.cli.output import say, sink
    from crossread.export.case_incidents import compared_case, compared_claims, shown_incidents
    from crossread.export.words import NOT_VERIFIED, counted
    from crossread.provenance import Owners

    owners = Owners.read(call.owners) if call.owners else Owners.known()
    with Case.open(call.case, create=False) as case, sink(call.output) as out:
        compared, comparison = compared_case(case), compared_claims(case)
        fitting = shown_incidents(case, wanted, comparison, compared, owners)
        incidents = [incident for incident in fitting if incident.contested or not call.contested]
        _write(call, out, incidents, _Made(case, comparison, compared, owners))
    differ = sum(incident.contested for incident in incidents)
    say(
        f"{counted(len(compared.reports), 'report')}; {counted(len(incidents), 'incident')} told by more than one, "
        f"reports differ on {differ:,}; {counted(len(comparison.alone), 'act')} told by one report alone. "
        f"{NOT_VERIFIED}"
    )
    return 0


@dataclass(frozen=True)
class _Made:
    """What was made of a case."""

    case: Case
    comparison: Comparison
    compared: Compared
    owners: Owners


def _write(call: Comparing, out: Sink, incidents: list[ShownIncident], made: _Made) -> None:
    if call.form == "html":
        from crossread.compare.dossier import alone_by_report
        from crossread.export.dossier import render

        out.write(
            render(
                incidents,
                {one.id: one for one in made.case.reports() if one.id in made.compared.reports},
                made.compared,
                owners=made.owners,
                alone=alone_by_report(made.comparison.alone),
                redact=call.redact,
                remark=call.remark,
            )
        )
    elif call.form == "text":
        from crossread.export.comparison import incident_view

        for number, incident in enumerate(incidents):
            if number:
                out.show("")
            out.show(incident_view(incident))
    else:
        from crossread.cli.commands import write_records

        write_records(out, call.form, True, incidents)


COMMANDS = (compare, demo)
"""The commands."""
