"""The command line. Commands only: each parses its call and hands it on.

Standard output is data, standard error is talk. Exit status: 0 done, 1 findings (`check` alone), 2 nothing could be
read or the call was wrong.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from crossread.cli import casework, copying, incidents, reviewing
from crossread.cli.casework import decorated, reading_options
from crossread.cli.helping import examples
from crossread.version import __version__

_COMMAND = TypeVar("_COMMAND", bound=Callable[..., Any])
_INTERRUPTED = 130
_BROKEN_PIPE = 141
_SHELLS = ("bash", "zsh", "fish")
_FORMATS = ("text", "json", "jsonl", "html", "csv")  # a test holds it equal to export.FORMATS
_FINDING_FORMATS = ("text", "json", "jsonl", "github", "sarif")
_PATH = click.Path(path_type=Path)
_SOURCE = click.Path()


@click.group(
    epilog=examples("crossread read page.html"),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="crossread")
def cli() -> None:
    """Read conflict news: what each report claims, who claims it, and where it does not hang together.

    Works without a network. Reported is not verified.
    """


def _sources(command: _COMMAND) -> _COMMAND:
    """The arguments and options that all commands on pages share."""
    return _on_pages(command, click.argument("sources", nargs=-1, required=True, type=_SOURCE, metavar="SOURCE..."))


def _sources_or_case(command: _COMMAND) -> _COMMAND:
    """The same for a command that takes a case in place of pages."""
    return _on_pages(
        command,
        click.argument("sources", nargs=-1, type=_SOURCE, metavar="[SOURCE...]"),
        click.option("--case", "-c", type=_PATH, metavar="FILE", help="In place of pages, the reports of a case."),
    )


def _on_pages(command: _COMMAND, *first: Callable[[_COMMAND], _COMMAND]) -> _COMMAND:
    return decorated(
        command,
        *first,
        click.option("--output", "-o", type=_PATH, metavar="FILE", help="Write here, not to the screen."),
        reading_options,
        click.option("--allow-private-addresses", is_flag=True, help="Also fetch from addresses of private networks."),
        click.option("--quiet", "-q", is_flag=True, help="No progress and no summary; refused pages are still listed."),
    )


def _facts(command: _COMMAND) -> _COMMAND:
    """Options by which the user says what a pasted page does not."""
    for decorate in (
        click.option("--title", metavar="TEXT", help="Its headline."),
        click.option("--outlet", metavar="NAME", help="Who published it."),
        click.option("--url", metavar="URL", help="Its address."),
        click.option("--published", metavar="DATE", help="When it was published, as 2021-09-05 or 2021-09-05T14:30Z."),
    ):
        command = decorate(command)
    return command


@cli.command(
    epilog=examples(
        "crossread read page.html",
        "crossread read pages/ --format jsonl --output records.jsonl",
        "crossread read pages/ --format csv --claims losses,control --output claims.csv",
        'pbpaste | crossread read - --published 2021-09-05 --outlet "Example News"',
    )
)
@_sources
@click.option("--format", "-f", "form", type=click.Choice(_FORMATS), default="text", show_default=True)
@click.option(
    "--claims", metavar="FAMILIES", default="", help="Only these families of claims, with commas: losses,control."
)
@_facts
def read(claims: str, **call: Any) -> NoReturn:
    """Read pages and show what they claim, who claims it, and what does not hang together.

    SOURCE is a file, a folder (its .html, .htm, .xhtml and .txt files, all the way down), - for standard input, or
    an http or https address. What --published, --url, --outlet and --title say is trusted.
    """
    from crossread.cli.commands import Call, read_pages
    from crossread.export.choosing import families

    sys.exit(read_pages(Call(families=families(claims), **call)))


@cli.command(epilog=examples("crossread page page.html --full"))
@_sources
@click.option("--format", "-f", "form", type=click.Choice(("text", "json", "jsonl")), default="text", show_default=True)
@click.option("--full", is_flag=True, help="Show blocks whole, not only how they begin.")
@_facts
def page(full: bool, **call: Any) -> NoReturn:
    """Show how pages were read: blocks, furniture, and each fact with how it is known."""
    from crossread.cli.commands import Call, show_pages

    sys.exit(show_pages(Call(**call), full=full))


@cli.command(
    epilog=examples(
        "crossread check *.html",
        "crossread check pages/ --select NM,TM --statistics",
        "crossread check pages/ --write-baseline known.json",
        "crossread check pages/ --baseline known.json --format sarif --output findings.sarif",
        "crossread check --case panjshir.db --select XC,CP",
    )
)
@_sources_or_case
@click.option("--format", "-f", "form", type=click.Choice(_FINDING_FORMATS), default="text", show_default=True)
@click.option("--select", metavar="CODES", default="", help="Only these checks: codes or how they begin, with commas.")
@click.option("--ignore", metavar="CODES", default="", help="Not these checks.")
@click.option("--least", type=click.Choice(("E", "W", "I")), default="I", help="Nothing less grave than this.")
@click.option("--config", type=_PATH, metavar="FILE", help="Settings for all pages, not the nearest file above each.")
@click.option("--isolated", is_flag=True, help="Look for no settings.")
@click.option("--baseline", type=_PATH, metavar="FILE", help="Do not show the findings that this file holds.")
@click.option("--write-baseline", type=_PATH, metavar="FILE", help="Write all findings there as known; show none.")
@click.option("--statistics", is_flag=True, help="Count findings by check and do not show them.")
@_facts
def check(**given: Any) -> NoReturn:
    """Show only what does not hang together in pages; exit 0 clean, 1 findings, 2 could not run.

    Settings are read from the nearest crossread.toml, or [tool.crossread] in pyproject.toml, above each page. With
    --case the reports of a case are checked as they were read into it, and held against one another.
    """
    from crossread.cli.checking import Choice, check_pages
    from crossread.cli.commands import Call

    choice, case = Choice(**{name: given.pop(name) for name in Choice.__dataclass_fields__}), given.pop("case")
    if case is not None:
        from crossread.cli.case_checking import check_case

        sys.exit(check_case(case, Call(**given), choice))
    if not given["sources"]:
        raise click.UsageError("Missing argument 'SOURCE...', or --case FILE.")
    sys.exit(check_pages(Call(**given), choice))


@cli.command(epilog=examples("crossread rule NM01"))
@click.argument("code", required=False)
def rule(code: str | None) -> None:
    """Explain a check, an error or a notice by its code; without a code, list all."""
    from crossread.cli.explain import explain

    explain(code)


@cli.group(epilog=examples("crossread actors check mine.toml"))
def actors() -> None:
    """Keep a registry of actors of your own, in the form of docs/registry.md."""


@actors.command("check", epilog=examples("crossread actors check mine.toml"))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
def actors_check(files: tuple[Path, ...]) -> NoReturn:
    """Hold files of entries to the rules; the first fault is told with its line."""
    from crossread.cli.actors import check_actors

    sys.exit(check_actors(files))


@actors.command(
    "add",
    epilog=examples('crossread actors add mine.toml salt-front --kind rebel --name "Salt Front" --acronym SF'),
)
@click.argument("path", type=click.Path(path_type=Path), metavar="FILE")
@click.argument("id")
@click.option("--kind", required=True, help="Its kind, as in docs/registry.md.")
@click.option("--name", "names", multiple=True, required=True, help="A name or spelling; the first is shown.")
@click.option("--acronym", "acronyms", multiple=True, help="An acronym, without full stops.")
@click.option("--country", help="ISO 3166-1 alpha-2 code.")
@click.option("--since", help="First date of its existence.")
@click.option("--until", help="Last date of its existence.")
def actors_add(path: Path, **addition: Any) -> NoReturn:
    """Add an entry to a file of your own, which is made if there is none."""
    from crossread.cli.actors import Addition, add_actor

    sys.exit(add_actor(path, Addition(**addition)))


@cli.group(epilog=examples("crossread gazetteer import AF.txt --output villages.sqlite"))
def gazetteer() -> None:
    """Add places of your own: villages that the shipped gazetteer leaves out."""


@gazetteer.command(
    "import",
    epilog=examples(
        "crossread gazetteer import AF.txt --output villages.sqlite",
        "crossread gazetteer import afg_pplp.csv afg_admbnda_adm3.csv -o villages.sqlite",
        "crossread read page.html --gazetteer villages.sqlite",
    ),
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--output", "-o", required=True, type=click.Path(path_type=Path), metavar="FILE", help="File to write.")
def gazetteer_import(files: tuple[Path, ...], output: Path) -> NoReturn:
    """Make one file of GeoNames country dumps (.txt or .zip) and of OCHA p-codes (.csv)."""
    from crossread.cli.gazetteer import import_lists

    sys.exit(import_lists(files, output))


@cli.command(epilog=examples("crossread schema > report.schema.json"))
def schema() -> None:
    """Print the JSON Schema of a report."""
    from crossread.cli.explain import print_schema

    print_schema()


@cli.command(
    epilog=examples(
        "crossread completion bash >> ~/.bashrc",
        "crossread completion zsh >> ~/.zshrc",
        "crossread completion fish > ~/.config/fish/completions/crossread.fish",
    )
)
@click.argument("shell", type=click.Choice(_SHELLS))
def completion(shell: str) -> None:
    """Print what makes a shell complete our commands."""
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    if found is not None:
        click.echo(found(cli, {}, "crossread", "_CROSSREAD_COMPLETE").source())


for _command in (*casework.COMMANDS, *copying.COMMANDS, *incidents.COMMANDS, *reviewing.COMMANDS):
    cli.add_command(_command)


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command line; every end is a coded line, never a traceback.

    Args:
        arguments: The call; that of the process if None.
    """
    try:
        cli.main(args=arguments, prog_name="crossread", standalone_mode=False)
        sys.stdout.flush()
        sys.exit(0)
    except click.UsageError as error:
        sys.exit(_wrong_call(error))
    except (click.Abort, KeyboardInterrupt):
        sys.exit(_INTERRUPTED)
    except Exception as error:
        sys.exit(_failed(error))


def _wrong_call(error: click.UsageError) -> int:
    from crossread.cli.output import say, say_error
    from crossread.errors import UsageError

    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        say(error.format_message())
    else:
        path = error.ctx.command_path if error.ctx is not None else "crossread"
        say_error(UsageError(error.format_message()), f"See {path} --help.")
    return 2


def _failed(error: Exception) -> int:
    from crossread.batch.tasks import broken
    from crossread.cli.output import OutputClosed, say_error
    from crossread.errors import CrossreadError, ReadingCrashed

    if isinstance(error, OutputClosed):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the interpreter complains at its end
        return _BROKEN_PIPE
    say_error(error if isinstance(error, CrossreadError) else ReadingCrashed(broken(error)))
    return 2
