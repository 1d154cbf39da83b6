"""A page reader that misbehaves as its page asks; `tests/test_batch.py` runs it in processes of their own."""

from __future__ import annotations

import os
import sys
import time

from crossread.errors import PageEmpty
from crossread.record import MadeBy, Notice, RawPage, Report
from tests.helpers import page_of

_read_before: list[str] = []


def report(raw: RawPage) -> Report:
    """The page as one block, unless its first word is an order."""
    text = raw.content.decode()
    _read_before.append(text)
    order, _, rest = text.partition(" ")
    if order == "SLEEP":
        time.sleep(float(rest))
    elif order == "SPIN":
        while True:
            continue
    elif order == "GRAB":
        return report(RawPage(content=b"x" * (1 << 40)))
    elif order == "ABORT" or (order == "FRESH" and len(_read_before) > 1):
        os.abort()
    elif order == "EXIT":
        os._exit(int(rest))
    elif order == "PRINT":
        os.write(1, b"noise that must not end up among the records")
        sys.stderr.write("noise\n")
    elif order == "EMPTY":
        raise PageEmpty("it holds no text")
    elif order == "BUG":
        raise KeyError(rest)
    page = page_of(text, facts=raw.facts)
    refusal = Notice(code="CR601", message="not English") if order == "FRENCH" else None
    made_by = MadeBy(crossread=f"process {os.getpid()}")
    return Report(made_by=made_by, name=raw.name, page=page, refusal=refusal)
