"""Who stands behind a page: outlets counted by their owner, so that one publisher's sites are one.

An outlet is known by the registrable domain of its address, after the Public Suffix List, or by its name. Both are
looked up in a table of publisher families, to which users add rows; an outlet that is not in it is its own owner.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crossread.data import rows
from crossread.errors import UsageError
from crossread.record import Report

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

_NOT_WORD = re.compile(r"[\W_]+")
_ARCHIVES = re.compile(
    r"^https?://(?:web\.archive\.org/web/[^/]+/|webcache\.googleusercontent\.com/search\?q=cache:[^:]*:)"
)
_PROXIES = (".translate.goog", ".cdn.ampproject.org")


@dataclass(frozen=True)
class Owners:
    """Which outlets belong together.

    Attributes:
        by_name: The owner of each registrable domain and of each outlet's name, folded.
    """

    by_name: Mapping[str, str]

    @classmethod
    def known(cls, own: Iterable[tuple[str, str]] = ()) -> Owners:
        """The table that ships, with rows of the user's own before it.

        Args:
            own: Owner, and its domains and names parted by ``|``.
        """
        return cls({**_shipped(), **_table(own)})

    @classmethod
    def read(cls, path: Path) -> Owners:
        """The table that ships, with a user's file of the same form.

        Args:
            path: Lines of an owner, a tab, and its domains and names parted by ``|``; ``#`` begins a remark.

        Raises:
            UsageError: The file cannot be read, or a line has another form.
        """
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{path}: the table of owners cannot be read: {error}") from error
        own = []
        for number, line in enumerate(lines, 1):
            cells = line.split("\t")
            if line.strip() and not line.startswith("#"):
                if len(cells) != 2 or not all(cell.strip() for cell in cells):
                    raise UsageError(f"{path}, line {number}: an owner, a tab, and domains and names parted by |")
                own.append((cells[0].strip(), cells[1]))
        return cls.known(own)

    def of(self, address: str | None, outlet: str | None) -> str | None:
        """The owner of a page's outlet.

        Args:
            address: The page's address, if it is known.
            outlet: The outlet's name, if it is known.

        Returns:
            The owner's name; for an outlet of no known owner its site, or else its name; None if nothing is known.
        """
        site = site_of(address) if address else None
        for name in (site, outlet, site_of(outlet) if outlet and "." in outlet else None):
            if name and (owner := self.by_name.get(fold(name))):
                return owner
        return site or outlet

    def of_report(self, report: Report) -> str | None:
        """The owner of the outlet that published a report."""
        return self.of(address_of(report), outlet_of(report))


def site_of(address: str) -> str | None:
    """The registrable domain of an address, of the page that is mirrored where it is a known mirror's.

    Args:
        address: An http or https address, or a host's name.

    Returns:
        None where there is none: a path, an address in numbers, a name without a public suffix.
    """
    address = _ARCHIVES.sub("", address.strip())
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return None
    for proxy in _PROXIES:
        if host.endswith(proxy):
            host = host.removesuffix(proxy).replace("--", "\n").replace("-", ".").replace("\n", "-")
    if not host or ":" in host or host.replace(".", "").isdigit():
        return None
    found = _suffixes().privatesuffix(host.rstrip("."))
    return str(found) if found else None


def address_of(report: Report) -> str | None:
    """The address of a report's page, the canonical one before others; its name where that is an address."""
    for name in ("canonical address", "address"):
        fact = report.page.fact(name)
        if fact:
            return fact.value
    return report.name if report.name and report.name.startswith(("http://", "https://")) else None


def outlet_of(report: Report) -> str | None:
    """The name of a report's outlet, None if the page does not give it."""
    fact = report.page.fact("outlet")
    return fact.value if fact else None


def fold(name: str) -> str:
    """A name for comparing: small letters and digits alone, a leading article left out."""
    plain = _NOT_WORD.sub("", name.casefold().removeprefix("www."))
    return plain.removeprefix("the") if name.casefold().startswith("the ") else plain


def _table(lines: Iterable[tuple[str, ...]]) -> dict[str, str]:
    found = {}
    for owner, names, *_ in lines:
        for name in [owner, *names.split("|")]:
            if name.strip():
                found[fold(name)] = owner
    return found


@cache
def _shipped() -> Mapping[str, str]:
    return _table((row[0], row[1]) for row in rows("outlet_owners.tsv"))


@cache
def _suffixes() -> PublicSuffixList:
    from publicsuffixlist import PublicSuffixList  # late: the list takes a moment to read

    return PublicSuffixList()
