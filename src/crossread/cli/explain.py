"""Help pages of checks, errors and notices, and the record's schema."""

from __future__ import annotations

import inspect
import json
import sys
from typing import TYPE_CHECKING

from crossread import errors
from crossread.checks import CHECKS, Check
from crossread.checks.case_codes import CASE_CODES
from crossread.cli.output import console, sink
from crossread.errors import HELP, CrossreadError, UsageError
from crossread.record import json_schema

if TYPE_CHECKING:
    from crossread.checks.cross import CaseCheck

_SEVERITY_MEANING = {
    "E": "error: do not use the record unseen",
    "W": "warning: show it to a reviewer",
    "I": "note",
}


def explain(code: str | None) -> None:
    """Print the help page of a code, or the list of all.

    Args:
        code: Code of a check, an error or a notice; None for the list.

    Raises:
        UsageError: There is no such code.
    """
    page = code_list() if code is None else help_page(code.strip().upper())
    with sink(None) as out:
        if sys.stdout.isatty():
            from rich.markdown import Markdown

            console(stderr=False).print(Markdown(page))
        else:
            out.write(page)


def help_page(code: str) -> str:
    """The help page of a code, Markdown.

    Args:
        code: Code of a check, an error or a notice, in capitals.

    Raises:
        UsageError: There is no such code.
    """
    found = _checks_of(code)
    if found:
        head = f"# {code} {found[0].name}\n\nSeverity: {_SEVERITY_MEANING[found[0].severity]}.\n\n"
        titles = ("## In one report\n\n", "## Between reports\n\n") if len(found) > 1 else ("",)
        return head + "\n".join(f"{title}{check.help.strip()}\n" for title, check in zip(titles, found, strict=True))
    if code in HELP:
        what = f"{_error_words().get(code, 'A notice; it stands inside a record and stops nothing.')}\n\n"
        return f"# {code}\n\n{what}{HELP[code]}\n"
    raise UsageError(f"there is no check, error or notice {code!r}; `crossread rule` lists all")


def code_list() -> str:
    """All codes, Markdown."""
    names = {code: (check.name, check.severity) for code, check in CHECKS.items()} | dict(CASE_CODES)
    checks = [f"- `{code}` {name} ({severity})" for code, (name, severity) in sorted(names.items())]
    words = _error_words()
    others = [f"- `{code}` {words.get(code, '')} {text}".replace("  ", " ") for code, text in HELP.items()]
    return "\n".join(["# Checks", "", *checks, "", "# Errors and notices", "", *others, ""])


def _checks_of(code: str) -> list[Check | CaseCheck]:
    """The checks of a code: of one report, between reports, or both."""
    from crossread.checks.cross import CASE_CHECKS  # late: it brings what compares texts with it

    return [checks[code] for checks in (CHECKS, CASE_CHECKS) if code in checks]


def print_schema() -> None:
    """Print the JSON Schema of a report."""
    with sink(None) as out:
        out.write(json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n")


def _error_words() -> dict[str, str]:
    """What each error is, from the first line of its class."""
    classes = [
        value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, CrossreadError)
    ]
    return {value.code: (inspect.getdoc(value) or "").partition("\n")[0] for value in classes}
