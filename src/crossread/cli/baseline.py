"""A baseline: findings that are known, so that only new ones are shown.

A finding is known again by its page's name, its code and the words it shows, not by where they stand: what is written
above it may change. The file holds hashes, and no words of any page.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import msgspec

from crossread.cli.output import write_file
from crossread.errors import UsageError
from crossread.record import Finding

VERSION = 1


class Known(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, order=True):
    """Known findings of one page and check that show the same words.

    Attributes:
        page: Name of the page.
        code: Code of the check.
        words: Hash of the words shown.
        count: How many there are.
    """

    page: str
    code: str
    words: str
    count: int = 1


class Baseline(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a file of known findings holds.

    Attributes:
        version: Version of this form.
        findings: The findings, in order.
    """

    version: int = VERSION
    findings: tuple[Known, ...] = ()


def read_baseline(path: Path) -> Counter[tuple[str, str, str]]:
    """How often each finding is known.

    Args:
        path: A file that `write_baseline` wrote.

    Raises:
        UsageError: It cannot be read, or is not of that form.
    """
    try:
        held = msgspec.json.decode(path.read_bytes(), type=Baseline)
    except (OSError, msgspec.DecodeError) as error:
        raise UsageError(f"{path} is no baseline: {error}") from error
    if held.version != VERSION:
        raise UsageError(f"{path} has version {held.version}, this program reads {VERSION}; write it anew")
    return Counter({(item.page, item.code, item.words): item.count for item in held.findings})


def write_baseline(path: Path, found: Iterable[tuple[str, Finding]]) -> int:
    """Write the findings as known; how many they are.

    Args:
        path: The file, written over if there is one.
        found: Names of pages with their findings.

    Raises:
        UsageError: It cannot be written.
    """
    counts = Counter(key(page, finding) for page, finding in found)
    known = tuple(
        Known(page=page, code=code, words=words, count=count) for (page, code, words), count in sorted(counts.items())
    )
    write_file(path, msgspec.json.format(msgspec.json.encode(Baseline(findings=known)), indent=1).decode() + "\n")
    return counts.total()


def key(page: str, finding: Finding) -> tuple[str, str, str]:
    """By what a finding is known again: page, code, and a hash of its words."""
    words = "\n".join(" ".join(span.quote.split()) for span in finding.spans)
    return page, finding.code, hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]
