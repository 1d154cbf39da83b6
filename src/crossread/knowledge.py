"""What the reader knows beside the page: the registry of actors and the gazetteer, shipped ones and a user's own.

A reading uses the shipped tables unless others are put in use around it:

    with using(Own(actors=("mine.toml",), gazetteers=("villages.sqlite",)).load()):
        report(raw)

What is in use is part of a reading's input, as the page is: its hash stands in the record's `MadeBy.own`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from crossread.errors import SourceMissing, SourceUnreadable
from crossread.places import gazetteer
from crossread.places.gazetteer import Gazetteer
from crossread.registry import lookup
from crossread.registry.lookup import Registry

_DIGITS = 16
_DIGEST: ContextVar[str | None] = ContextVar("digest of the user's own files", default=None)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Tables for readings.

    Attributes:
        registry: Known actors.
        gazetteer: Known places.
        digest: Hash of the user's own files, 16 hexadecimal digits; None for the shipped tables alone.
    """

    registry: Registry
    gazetteer: Gazetteer
    digest: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """Files of the user's own, by their paths.

    Attributes:
        actors: Files in the form of docs/registry.md.
        gazetteers: Files that ``crossread gazetteer import`` wrote.
    """

    actors: tuple[str, ...] = ()
    gazetteers: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self.actors or self.gazetteers)

    def load(self) -> Knowledge:
        """The shipped tables with the files.

        Raises:
            SourceError: A file cannot be read.
            RegistryError: A file of actors is malformed; the message tells the line.
            GazetteerError: A file is no gazetteer.
        """
        if not self:
            return Knowledge(lookup.shipped(), gazetteer.shipped())
        texts = [(path, _bytes(path)) for path in self.actors]
        digest = hashlib.sha256(b"\0".join(text for _, text in texts))
        for path in self.gazetteers:
            digest.update(b"\1" + hashlib.sha256(_bytes(path)).digest())
        return Knowledge(_registry(texts), _gazetteer(self.gazetteers), digest.hexdigest()[:_DIGITS])


@contextmanager
def using(knowledge: Knowledge) -> Iterator[None]:
    """Let readings in this block, in this thread or task, use some tables.

    Args:
        knowledge: The tables.
    """
    registry = lookup.IN_USE.set(knowledge.registry)
    places = gazetteer.IN_USE.set(knowledge.gazetteer)
    own = _DIGEST.set(knowledge.digest)
    try:
        yield
    finally:
        _DIGEST.reset(own)
        gazetteer.IN_USE.reset(places)
        lookup.IN_USE.reset(registry)


def digest_in_use() -> str | None:
    """Hash of the user's own files in use; None where the shipped tables alone are."""
    return _DIGEST.get()


def _bytes(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except FileNotFoundError as error:
        raise SourceMissing(f"{path}: there is no such file") from error
    except OSError as error:
        raise SourceUnreadable(f"{path}: {error.strerror or error}") from error


def _registry(texts: list[tuple[str, bytes]]) -> Registry:
    if not texts:
        return lookup.shipped()
    from crossread.registry.own import with_own  # the checker of files is not needed for the shipped ones

    decoded = []
    for path, text in texts:
        try:
            decoded.append((path, text.decode("utf-8")))
        except UnicodeDecodeError as error:
            raise SourceUnreadable(f"{path}: {error}") from error
    return with_own(decoded)


def _gazetteer(paths: tuple[str, ...]) -> Gazetteer:
    if not paths:
        return gazetteer.shipped()
    return Gazetteer(gazetteer.shipped_file(), own=[Path(path) for path in paths])
