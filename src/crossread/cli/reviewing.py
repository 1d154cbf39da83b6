"""Commands of reviewers: decisions, the log, taking a case elsewhere. Commands only, as in `app`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, Final, NoReturn

import click

from crossread.cli.casework import case_option, form_option, reading_options
from crossread.cli.helping import examples

_FILE: Final = click.Path(path_type=Path)
_VERBS: Final = {"accept": "accepted", "correct": "corrected", "reject": "rejected", "unsure": "unsure"}


_user = click.option(
    "--user", metavar="NAME", envvar="CROSSREAD_USER", show_envvar=True, help="Who decides; else the name of login."
)
_reason = click.option("--reason", metavar="TEXT", help="Why.")
_output = click.option("--output", "-o", type=_FILE, metavar="FILE", help="Write here, not to the screen.")


@click.command(
    epilog=examples(
        'crossread decide 3fa2c1 accept --case panjshir.db --reason "two agencies name the village"',
        "crossread decide 3fa2c1 correct --set best=12 --set place=Anaba --case panjshir.db",
        "crossread decide 8be0/a3 reject --kind actor --case panjshir.db",
        "crossread decide '8be0/3fa2c1|51c0/77d2' reject --kind join --case panjshir.db",
    )
)
@click.argument("target", metavar="CLAIM")
@click.argument("verb", type=click.Choice(tuple(_VERBS)))
@case_option
@click.option("--set", "values", multiple=True, metavar="NAME=VALUE", help="A new value, of a correction; repeatable.")
@click.option(
    "--kind", type=click.Choice(("claim", "actor", "join")), default="claim", show_default=True,
    help="What CLAIM names. An actor is named by its report's id, / and its id there; a join by its two acts, ACT|ACT.",
)  # fmt: skip
@_reason
@_user
@form_option
def decide(verb: str, **call: Any) -> NoReturn:
    """Say what you, a reviewer, hold of a claim, an actor or a join. The machine's reading stays as it is.

    CLAIM is the beginning of a claim's id. The decision holds on to the exact words: it stays with them when the page
    is read by a newer version, and when the page has a newer version itself. What can be corrected is in docs/case.md.
    """
    from crossread.cli.deciding import DecideCall, decide_on

    sys.exit(decide_on(DecideCall(verdict=_VERBS[verb], **call)))


@click.group(epilog=examples("crossread decisions list --conflicts --case panjshir.db"))
def decisions() -> None:
    """List what reviewers decided, undo it, take it to another case."""


@decisions.command("list", epilog=examples("crossread decisions list --lost --case panjshir.db"))
@case_option
@click.option("--all", "everything", is_flag=True, help="Also what was undone or replaced, and the undoing.")
@click.option("--lost", is_flag=True, help="Only those whose words or page are gone, or are no claim any more.")
@click.option("--conflicts", is_flag=True, help="Only those that other reviewers contradict.")
@click.option("--by", metavar="NAME", help="Only those of this reviewer.")
@form_option
def decisions_list(**call: Any) -> NoReturn:
    """List the decisions that stand, in the order of time, each with the words it is about."""
    from crossread.cli.deciding import ListCall, list_decisions

    sys.exit(list_decisions(ListCall(**call)))


@decisions.command("undo", epilog=examples("crossread decisions undo 51c0 --case panjshir.db"))
@click.argument("decision", metavar="DECISION")
@case_option
@_reason
@_user
@form_option
def decisions_undo(**call: Any) -> NoReturn:
    """Undo a decision: what stood before it stands again. Undoing an undoing brings the decision back."""
    from crossread.cli.deciding import UndoCall, undo_decision

    sys.exit(undo_decision(UndoCall(**call)))


@decisions.command("export", epilog=examples("crossread decisions export -o anna.jsonl --case panjshir.db"))
@case_option
@_output
def decisions_export(case: Path, output: Path | None) -> NoReturn:
    """Write all decisions as JSON lines, undone ones and undoing too."""
    from crossread.cli.deciding import export_decisions

    sys.exit(export_decisions(case, output))


@decisions.command("apply", epilog=examples("crossread decisions apply anna.jsonl bela.jsonl --case other.db"))
@click.argument("files", nargs=-1, required=True, type=_FILE, metavar="FILE...")
@case_option
def decisions_apply(files: tuple[Path, ...], case: Path) -> NoReturn:
    """Replay decisions of other cases; those that are there already stay as they are.

    A decision whose page or words this case does not have is kept, listed, and finds them when they come.
    """
    from crossread.cli.deciding import apply_decisions

    sys.exit(apply_decisions(files, case))


@click.command(epilog=examples("crossread reread --case panjshir.db"))
@case_option
@reading_options
@click.option("--all", "everything", is_flag=True, help="Also pages that this version has read.")
@click.option("--quiet", "-q", is_flag=True, help="No progress and no summary; refused pages are still listed.")
def reread(**call: Any) -> NoReturn:
    """Read the pages of a case anew with this version; what older versions read stays beside it.

    Pages that this version has read are passed over, so that the same command goes on where it was ended. Pages that
    were refused are tried again. Decisions stay with their words.
    """
    from crossread.cli.rereading import RereadCall, read_again

    sys.exit(read_again(RereadCall(**call)))


@click.command(epilog=examples("crossread log --last 20 --case panjshir.db"))
@case_option
@click.option("--last", type=click.IntRange(min=1), metavar="N", help="Only the last N things.")
@form_option
def log(**call: Any) -> NoReturn:
    """List what was done to a case: what was added, read again, refused, decided, undone, and when."""
    from crossread.cli.keeping import show_log

    sys.exit(show_log(**call))


@click.command(epilog=examples("crossread info --case panjshir.db"))
@case_option
@form_option
def info(**call: Any) -> NoReturn:
    """Count what a case holds."""
    from crossread.cli.keeping import show_info

    sys.exit(show_info(**call))


@click.command(epilog=examples("crossread versions 8be0 --case panjshir.db"))
@click.argument("report", metavar="REPORT")
@case_option
@form_option
def versions(**call: Any) -> NoReturn:
    """Show the versions of a report, and what each changed: sentences, claims, what it says of its own correction.

    REPORT is the beginning of a report's id.
    """
    from crossread.cli.comparing import show_versions

    sys.exit(show_versions(**call))


@click.command(
    "import", epilog=examples("crossread import panjshir.jsonl --case copy.db", "crossread import a.jsonl.gz -c b.db")
)
@click.argument("files", nargs=-1, required=True, type=click.Path(allow_dash=True, path_type=Path), metavar="FILE...")
@case_option
@click.option("--quiet", "-q", is_flag=True, help="No summary.")
def import_(files: tuple[Path, ...], case: Path, quiet: bool) -> NoReturn:
    """Put cases that `export jsonl` wrote into a case, which is made if there is none.

    What is there already stays as it is; several cases become one. - is standard input; .gz is unpacked.
    """
    from crossread.cli.keeping import import_cases

    sys.exit(import_cases(files, case, quiet=quiet))


COMMANDS: Final = (decide, decisions, versions, reread, log, info, import_)
"""The commands, in the order of the help page."""
