"""``crossread demo``: the example case, compared."""

from __future__ import annotations

import webbrowser
from importlib.resources import files
from pathlib import Path
from tempfile import mkdtemp

from crossread.case import Case
from crossread.case.filters import NO_FILTER
from crossread.cli.incidents import Comparing, compare_case
from crossread.cli.output import say
from crossread.reading import report
from crossread.record import RawPage

REMARK = "These reports are invented; nothing in them happened."


def pages() -> list[RawPage]:
    """The invented pages that travel with the package, by name."""
    folder = files("crossread.data").joinpath("demo")
    found = sorted((page for page in folder.iterdir() if page.name.endswith(".html")), key=lambda page: page.name)
    return [RawPage(content=page.read_bytes(), name=page.name, media_type="text/html") for page in found]


def show_demo(output: Path | None, form: str = "html") -> int:
    """Read the pages into a case, compare them, and show the dossier; the exit status.

    Args:
        output: File to write; None to write into a folder of its own and open it in a browser.
        form: ``html``, or ``text`` for what differs on the terminal.
    """
    folder = Path(mkdtemp(prefix="crossread-demo-"))
    with Case.open(folder / "demo.db") as case:
        for page in pages():
            case.add(page, report(page))
    if form == "text":
        compare_case(Comparing(case=folder / "demo.db", contested=True, output=output), NO_FILTER)
        say(REMARK)
        return 0
    target = output or folder / "dossier.html"
    compare_case(Comparing(case=folder / "demo.db", form="html", output=target, remark=REMARK), NO_FILTER)
    say(f"{target}; the case is {folder / 'demo.db'}. {REMARK}")
    if output is None:
        webbrowser.open(target.as_uri())
    return 0
