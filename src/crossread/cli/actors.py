"""The commands on users' own entries of the registry of actors."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from crossread.cli.output import say, sink, write_file
from crossread.errors import SourceMissing, SourceUnreadable
from crossread.registry.own import Addition, add, check


def check_actors(paths: Iterable[Path]) -> int:
    """Hold files to the rules and say what they hold.

    Args:
        paths: Files of the form of docs/registry.md.

    Returns:
        Exit status 0.

    Raises:
        SourceError: A file cannot be read.
        RegistryError: A file is malformed; the first fault is told with its line.
    """
    found = check([(str(path), _read(path)) for path in paths])
    with sink(None) as out:
        out.write(f"{found.actors} actors, {found.facts} dated facts, {found.unchecked} of them unchecked\n")
        for name, bearers in found.shared:
            out.write(f"{name}: borne by {', '.join(bearers)}\n")
    return 0


def add_actor(path: Path, addition: Addition) -> int:
    """Add an entry to a user's file, which is made if there is none.

    Args:
        path: The file.
        addition: The new actor.

    Returns:
        Exit status 0.

    Raises:
        SourceError: The file exists and cannot be read.
        RegistryError: The file or the entry is malformed; the file is left as it was.
        UsageError: The file cannot be written.
    """
    before = _read(path) if path.exists() else ""
    write_file(path, add(str(path), before, addition))
    say(f"{addition.id} added to {path}; it is unchecked until it names a page that was read for it")
    return 0


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise SourceMissing(f"{path}: there is no such file") from error
    except (OSError, UnicodeDecodeError) as error:
        raise SourceUnreadable(f"{path}: {error}") from error


__all__ = ["Addition", "add_actor", "check_actors"]
