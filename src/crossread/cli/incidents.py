"""``crossread compare``: one incident, many reports; who says what, and where they differ."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from crossread.cli.casework import case_option, filter_options, owners_option
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
        "crossread compare --since 2021-09-06 --case panjshir.db",
        "crossread compare --format html --output dossier.html --case panjshir.db",
    )
)
@case_option
@filter_options
@click.option("--contested", is_flag=True, help="Only incidents on which reports differ.")
@click.option("--why", is_flag=True, help="Also why reports are taken to speak of one thing, by pairs (text).")
@owners_option
@click.option("--redact", is_flag=True, help="Leave out names of victims and of private persons (html).")
@click.option("--format", "-f", "form", type=click.Choice(_FORMATS), default="text", show_default=True)
@click.option("--output", "-o", type=_FILE, metavar="FILE", help="Write here, not to the screen.")
def compare(
    case: Path,
    contested: bool,
    why: bool,
    owners: Path | None,
    redact: bool,
    form: str,
    output: Path | None,
    **filters: str | None,
) -> NoReturn:
    """Compare the reports of a case: what happened, who says what about it, and where they differ.

    Incidents on which reports differ come first. Filters keep incidents of which a claim fits. With --since only what
    is new, changed or withdrawn since then is shown, and marked as such. Reported is not verified.
    """
    from dataclasses import replace

    from crossread.cli.looking import filter_of

    wanted = filter_of(**filters)
    call = Comparing(
        case=case, contested=contested, why=why, since=wanted.new_since, owners=owners, redact=redact, form=form,
        output=output,
    )  # fmt: skip
    sys.exit(compare_case(call, replace(wanted, new_since=None)))


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
    why: bool = False
    since: str | None = None
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
    from crossread.provenance import Owners

    owners = Owners.read(call.owners) if call.owners else Owners.known()
    with Case.open(call.case, create=False) as case, sink(call.output) as out:
        compared, others = compared_case(case), (0, 0)
        if call.since is not None:
            from crossread.export.case_since import shown_since

            news = shown_since(case, call.since, wanted, compared, owners)
            comparison, fitting, others = news.now, news.incidents, (news.unchanged, news.apart)
        else:
            comparison = compared_claims(case)
            fitting = tuple(shown_incidents(case, wanted, comparison, compared, owners))
        incidents = [incident for incident in fitting if incident.contested or not call.contested]
        made = _Made(case, comparison, compared, owners)
        _write(call, out, incidents, made)
    say(_summary(made, fitting) if call.since is None else _news_summary(call.since, incidents, *others))
    return 0


def _summary(made: _Made, incidents: Sequence[ShownIncident]) -> str:
    from crossread.export.words import NOT_VERIFIED, counted

    told = [one for one in incidents if len(one.reports) > 1]
    differ, alone, disputed = sum(one.contested for one in told), len(made.comparison.alone), len(incidents) - len(told)
    return (
        f"{counted(len(made.compared.reports), 'report')}; {counted(len(told), 'incident')} told by more than one,"
        f" reports differ on {differ:,}; {counted(alone, 'act')} told by one report alone"
        + (f", on {disputed:,} of which its own sources differ" if disputed else "")
        + f". {NOT_VERIFIED}"
    )


def _news_summary(since: str, incidents: list[ShownIncident], unchanged: int, apart: int) -> str:
    from crossread.export.words import NOT_VERIFIED, counted

    kinds = Counter(one.since.kind for one in incidents if one.since)
    return (
        f"Since {since}: {counted(kinds['new'], 'new incident')}, {kinds['changed']:,} changed, {kinds['withdrawn']:,} "
        f"told by more than one report no more; {unchanged:,} as they were"
        + (f", {apart:,} told apart now though nothing in them changed" if apart else "")
        + f". {NOT_VERIFIED}"
    )


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
                since=call.since,
                remark=call.remark,
            )
        )
    elif call.form == "text":
        from crossread.export.comparison import incident_view, joins_view
        from crossread.export.since import since_view

        for number, incident in enumerate(incidents):
            if number:
                out.show("")
            news = since_view(incident) if incident.since is not None else None
            out.show(incident_view(incident, news) if incident.rows or news is None else news)
            if call.why and incident.joined_by:
                out.show(joins_view(incident))
    else:
        from crossread.cli.commands import write_records

        write_records(out, call.form, True, incidents)


COMMANDS = (compare, demo)
"""The commands."""
