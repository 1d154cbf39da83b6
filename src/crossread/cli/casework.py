"""Commands on a case: what goes in, what is found in it, what goes out. Commands only, as in `app`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from crossread.cli.helping import examples

_COMMAND = TypeVar("_COMMAND", bound=Callable[..., Any])
_FILE = click.Path(path_type=Path)
_CASE_FORMATS = ("xlsx", "csv", "jsonl")  # a test holds it equal to export.cases.CASE_FORMATS
# And this to export.case_tables.TABLES.
_TABLES = ("claims", "sources", "reports", "findings", "incidents", "disagreements", "refused pages")
_VIEW_FORMATS = ("text", "json", "jsonl")


def decorated(command: _COMMAND, *options: Callable[[_COMMAND], _COMMAND]) -> _COMMAND:
    """A command with options, in the order of its help page."""
    for option in reversed(options):
        command = option(command)
    return command


def case_option(command: _COMMAND) -> _COMMAND:
    """The option that names the case."""
    return decorated(
        command,
        click.option(
            "--case", "-c", type=_FILE, required=True, metavar="FILE", envvar="CROSSREAD_CASE", show_envvar=True,
            help="The case.",
        ),
    )  # fmt: skip


owners_option = click.option(
    "--owners", type=_FILE, metavar="FILE", help="Outlets of your own that count as one, as in docs/copies.md."
)
"""The option for outlets that belong together."""


def form_option(command: _COMMAND) -> _COMMAND:
    """The option for the form of what is shown."""
    choice = click.Choice(_VIEW_FORMATS)
    return decorated(command, click.option("--format", "-f", "form", type=choice, default="text", show_default=True))


def reading_options(command: _COMMAND) -> _COMMAND:
    """The options on how pages are read."""
    return decorated(
        command,
        click.option(
            "--jobs", "-j", type=click.IntRange(min=1), help="Processes at once, if not one for each processor."
        ),
        click.option("--rules-only", is_flag=True, help="Without the model: quicker, and less is seen."),
        click.option("--actors", multiple=True, metavar="FILE", help="Actors of your own, as in docs/registry.md."),
        click.option(
            "--gazetteer", "gazetteers", multiple=True, metavar="FILE",
            help="Places of your own, from gazetteer import.",
        ),
    )  # fmt: skip


def _fetching_options(command: _COMMAND) -> _COMMAND:
    return decorated(
        command,
        click.option(
            "--delay", type=click.FloatRange(min=0, max=600), default=1.0, show_default=True, metavar="SECONDS",
            help="Pause between two requests to one host; a site's robots.txt may ask for a longer one.",
        ),
        click.option("--since", metavar="DAY", help="Leave out pages that a feed or sitemap dates before this day."),
        click.option("--refresh", is_flag=True, help="Ask again for pages that are there, whether they have changed."),
        click.option("--allow-private-addresses", is_flag=True, help="Also fetch from addresses of private networks."),
    )  # fmt: skip


def _fact_options(command: _COMMAND) -> _COMMAND:
    return decorated(
        command,
        click.option("--published", metavar="DATE", help="When the pages were published, as 2021-09-05."),
        click.option("--url", metavar="URL", help="The page's address."),
        click.option("--outlet", metavar="NAME", help="Who published the pages."),
        click.option("--title", metavar="TEXT", help="The page's headline."),
    )


def filter_options(command: _COMMAND) -> _COMMAND:
    """The filters, which mean the same wherever they stand."""
    return decorated(
        command,
        click.option("--kind", metavar="WORD", help="Family or type of claims: losses, control, airstrike, killed …"),
        click.option("--place", metavar="NAME", help="Place of the claim, or the province or country it lies in."),
        click.option(
            "--actor", metavar="NAME",
            help="Who says it or takes part: any name or acronym the report uses, or an id of the registry.",
        ),
        click.option("--outlet", metavar="NAME", help="Who published the report."),
        click.option(
            "--from", "since", metavar="DAY",
            help="First day: of what a claim tells, or, where it tells no time, of its report. Also a month or year.",
        ),
        click.option("--to", "until", metavar="DAY", help="Last day, likewise; the whole of it counts."),
        click.option(
            "--since", "new_since", metavar="TIME|VERSION",
            help="What is new or changed in the case since then: since a time, or since a version that versions names.",
        ),
    )  # fmt: skip


@click.command(
    epilog=examples(
        "crossread add feeds.txt crawl.warc.gz pages/ --case panjshir.db",
        "crossread add https://news.example/sitemap.xml --since 2021-09-01 --case panjshir.db",
        'pbpaste | crossread add - --published 2021-09-05 --outlet "Example News" --case panjshir.db',
    )
)
@click.argument("sources", nargs=-1, required=True, type=click.Path(), metavar="SOURCE...")
@case_option
@reading_options
@_fetching_options
@_fact_options
@click.option("--format", "-f", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
@click.option("--quiet", "-q", is_flag=True, help="No progress and no summary; refused pages are still listed.")
def add(**call: Any) -> NoReturn:
    """Read pages into a case, which is made if there is none.

    SOURCE is a file, a folder, - for standard input, or an http or https address. Each may hold a page, a feed (RSS,
    Atom), a sitemap, a list of addresses (plain text, one to a line and nothing else; # begins a comment) or a web
    archive (WARC): which it is shows in its content. Addresses are fetched with a pause, as robots.txt allows.

    Pages that are there are not read again, so that the same command goes on where it was ended.
    """
    from crossread.cli.adding import AddCall, add_pages

    sys.exit(add_pages(AddCall(**call)))


@click.command(
    epilog=examples(
        "crossread show --case panjshir.db --outlet VOA --from 2021-09-01 --to 2021-09-07",
        "crossread show --claims --kind losses --place Panjshir --case panjshir.db",
        "crossread show 3f2a91c0 --case panjshir.db",
    )
)
@click.argument("report", required=False)
@case_option
@filter_options
@click.option("--claims", "listed", flag_value="claims", help="List claims, not reports.")
@click.option("--refused", "listed", flag_value="refused", help="List the pages that could not be had or read.")
@form_option
def show(report: str | None, case: Path, form: str, listed: str | None, **filters: str | None) -> NoReturn:
    """Show the reports of a case, its claims, what was refused, or one report.

    REPORT is an id as lists show it, or how it begins.
    """
    from crossread.cli import looking
    from crossread.errors import UsageError

    look = looking.Look(case=case, form=form, wanted=looking.filter_of(**filters))
    if report is not None:
        if listed or any(filters.values()):
            raise UsageError("a report that is named is shown whole, without filters")
        sys.exit(looking.show_report(look, report))
    shown = {"claims": looking.show_claims, "refused": looking.show_refused}.get(listed or "", looking.show_reports)
    sys.exit(shown(look))


@click.command(epilog=examples("crossread why 91c03f2a --case panjshir.db"))
@click.argument("claim")
@case_option
@form_option
def why(claim: str, case: Path, form: str) -> NoReturn:
    """Show why a claim is there: its words, who says them, what read them so, and what reviewers decided.

    CLAIM is an id as lists show it, or how it begins.
    """
    from crossread.cli import looking

    sys.exit(looking.why(looking.Look(case=case, form=form), claim))


@click.command(
    epilog=examples(
        "crossread search ceasefire --case panjshir.db",
        "crossread search '\"peace talks\" surrend*' --outlet VOA --case panjshir.db",
    )
)
@click.argument("words", nargs=-1, required=True)
@case_option
@filter_options
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="At most so many reports.")
@form_option
def search(words: tuple[str, ...], case: Path, form: str, limit: int, **filters: str | None) -> NoReturn:
    """Find the reports that hold all of some words, those that speak most of them first.

    Words in quotation marks stand side by side; a word that ends in * stands for all that begin so.
    """
    from crossread.cli import looking

    look = looking.Look(case=case, form=form, wanted=looking.filter_of(**filters))
    sys.exit(looking.search(look, " ".join(words), limit))


@click.command(
    epilog=examples(
        "crossread export xlsx --case panjshir.db --output panjshir.xlsx",
        "crossread export csv --table findings --case panjshir.db > findings.csv",
        "crossread export jsonl --case panjshir.db --output panjshir.jsonl",
    )
)
@click.argument("form", metavar="FORMAT", type=click.Choice(_CASE_FORMATS))
@case_option
@filter_options
@click.option("--output", "-o", type=_FILE, metavar="FILE", help="Write here, not to the screen.")
@click.option("--table", type=click.Choice(_TABLES), default="claims", show_default=True, help="Table of a csv file.")
def export(form: str, case: Path, output: Path | None, table: str, **filters: str | None) -> NoReturn:
    """Write a case as a workbook (xlsx), as one table (csv), or whole for another case (jsonl).

    Where filters are given, claims are written that they fit, and the reports that hold such claims.
    """
    from crossread.cli import looking

    sys.exit(looking.export(case, form, output, table, looking.filter_of(**filters)))


COMMANDS = (add, show, why, search, export)
"""The commands, in the order of the help page."""
