"""What a project says of its checks: ``crossread.toml``, or ``[tool.crossread]`` in ``pyproject.toml``.

The file that counts for a page is the nearest one above it; for standard input and addresses it is looked for above the
current folder. Settings are the command's alone: the same page gives the same record whatever stands beside it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec

from crossread.checks import ALL_CODES, CHECKS, chosen_codes
from crossread.checks.case_codes import CASE_CODES
from crossread.errors import UsageError
from crossread.record import Severity

OWN_FILE = "crossread.toml"
_SHARED_FILE = "pyproject.toml"
_LARGEST = 1_000_000  # bytes; nothing that people write by hand comes near


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a file of settings says.

    Attributes:
        select: Codes of checks to run, or how they begin; empty for all.
        ignore: Codes of checks to leave out, or how they begin.
        severity: For codes or beginnings of codes another severity than the check's own; "off" leaves it out.
        baseline: File of findings that are known, relative to the file of settings.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: dict[str, Literal["E", "W", "I", "off"]] = {}
    baseline: str | None = None

    def severities(self) -> Mapping[str, Severity | Literal["off"]]:
        """The severity of every check; the longest word that fits a code decides.

        Raises:
            UsageError: A word is the beginning of no code.
        """
        words = {word.strip().upper(): value for word, value in self.severity.items()}
        chosen_codes(ALL_CODES, words)  # raises for a word that names nothing
        own = {code: severity for code, (_, severity) in CASE_CODES.items()}
        own |= {code: check.severity for code, check in CHECKS.items()}
        found: dict[str, Severity | Literal["off"]] = {}
        for code, severity in own.items():
            fitting = [word for word in words if code.startswith(word)]
            found[code] = words[max(fitting, key=len)] if fitting else severity
        return found


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """Settings with where they stand.

    Attributes:
        settings: The settings; the defaults if there is no file.
        path: Their file; None if there is none.
    """

    settings: Settings = Settings()
    path: Path | None = None

    @property
    def baseline(self) -> Path | None:
        """The file of known findings."""
        told = self.settings.baseline
        return self.path.parent / told if self.path is not None and told else None


def settings_of(path: Path) -> Found:
    """The settings of one file.

    Args:
        path: A ``crossread.toml``, a ``pyproject.toml``, or another file in the form of the first.

    Raises:
        UsageError: It cannot be read, or is not of that form.
    """
    found = _in_file(path)
    if found is None:
        raise UsageError(f"{path} has no table [tool.crossread]")
    return found


@cache
def nearest_settings(folder: Path) -> Found:
    """The settings of the nearest file in a folder or above it; the defaults if there is none.

    Args:
        folder: An absolute path.

    Raises:
        UsageError: The nearest file is not of the form.
    """
    for above in (folder, *folder.parents):
        for name in (OWN_FILE, _SHARED_FILE):
            path = above / name
            found = _in_file(path) if path.is_file() else None
            if found is not None:
                return found
    return Found()


def _in_file(path: Path) -> Found | None:
    """The settings of a file, None for a ``pyproject.toml`` that says nothing of us."""
    try:
        data = path.read_bytes()[: _LARGEST + 1]
        if len(data) > _LARGEST:
            raise UsageError(f"{path} is larger than {_LARGEST:,} bytes")
        told: Any = tomllib.loads(data.decode("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}") from error
    if path.name == _SHARED_FILE:
        told = told.get("tool", {}).get("crossread")
    if told is None:
        return None
    try:
        found = Found(settings=msgspec.convert(told, Settings), path=path)
        chosen_codes(ALL_CODES, (*found.settings.select, *found.settings.ignore))
        found.settings.severities()
    except (msgspec.ValidationError, UsageError) as error:
        raise UsageError(f"{path}: {error}") from error
    return found
