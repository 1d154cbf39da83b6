"""What a check is, and what it hands to the frame."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from crossread.context import Reading
from crossread.record import Severity, Span


@dataclass(frozen=True, kw_only=True)
class Flag:
    """What one check found; the frame adds code, name and severity and makes it a `Finding`.

    Attributes:
        message: What differs, for a stranger to the page.
        spans: All the words involved, in any order; the frame orders them.
        voices: Who says what is involved, in the order of the spans in the text; where the check leaves them out, the
            frame gives those of the spans to findings on what is claimed (codes NU, SD, CT, TR).
    """

    message: str
    spans: Iterable[Span]
    voices: tuple[str, ...] = ()


Run = Callable[[Reading], Iterable[Flag]]
"""A check's function: reads, and changes nothing."""


@dataclass(frozen=True, kw_only=True)
class Check:
    """One check of the table.

    Attributes:
        code: Stable code, two capitals and two digits.
        name: Short name in lower case, words joined by hyphens.
        severity: How grave its findings are.
        help: Its help page, Markdown: the docstring of its module.
        prose: Whether it reads English prose; such a check is not run on a page whose main text was refused.
        run: The function.
    """

    code: str
    name: str
    severity: Severity
    help: str
    prose: bool
    run: Run
