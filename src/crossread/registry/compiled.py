"""The shipped files as one file that is read in a moment.

The files under ``data/registry`` are written for people to review; reading them takes a hundred times as long as what
is made of them here. ``python -m crossread.registry`` makes it anew, and a test holds it equal to the files.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

import msgspec

from crossread.registry.entries import RegistryFile
from crossread.registry.loading import Loaded, load

COMPILED = "compiled.json"
"""Name of the file inside ``data/registry``."""


def shipped_texts() -> Iterator[tuple[str, str]]:
    """The shipped files, by name, with their contents."""
    folder = files("crossread.data").joinpath("registry")
    for one in sorted(folder.iterdir(), key=lambda one: one.name):
        if one.name.endswith(".toml"):
            yield one.name, one.read_text(encoding="utf-8")


def encode(loaded: Loaded) -> bytes:
    """What the files hold, without the pages read, as JSON with one entry a line."""
    conflicts = msgspec.json.encode(loaded.conflicts)
    entries = b",\n".join(msgspec.json.encode(one.entry) for one in loaded.entries)
    return b'{"conflicts":' + conflicts + b',\n"actor":[\n' + entries + b"\n]}\n"


def decode(data: bytes) -> RegistryFile:
    """What `encode` wrote."""
    return msgspec.json.decode(data, type=RegistryFile)


def compile_shipped() -> bytes:
    """The compiled form of the shipped files.

    Raises:
        RegistryError: One of them is malformed.
    """
    return encode(load(shipped_texts()))
