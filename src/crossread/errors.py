"""Errors and notices, each with a stable code and a help text.

The tree::

    CrossreadError
    ├── SourceError            a source could not be had
    │   ├── SourceMissing      CR101
    │   ├── SourceUnreadable   CR102
    │   ├── AddressRefused     CR103
    │   └── FetchFailed        CR104
    ├── PageError              the bytes could not be read as a page
    │   ├── PageEmpty          CR201
    │   ├── PageTooLarge       CR202
    │   └── PageNotText        CR203
    ├── ReadingStopped         a page's process was ended
    │   ├── ReadingTimedOut    CR301
    │   └── ReadingCrashed     CR302
    ├── RecordError            CR401, also a ValueError
    │   ├── SpanError          CR402
    │   └── RecordVersionError CR403
    ├── UsageError             CR501
    ├── ModelError             CR701
    └── RegistryError          CR801

Codes CR6xx are notices: they stand inside a record and never stop a reading. Codes never change meaning.
"""

from __future__ import annotations

from typing import ClassVar


class CrossreadError(Exception):
    """Base of all errors of this package.

    Attributes:
        code: Stable code of the class.
        message: What happened and where.
    """

    code: ClassVar[str] = "CR000"

    def __init__(self, message: str) -> None:
        """Keep the message.

        Args:
            message: What happened and where; `HELP` adds what to do.
        """
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return f"{self.code} {self.message}"

    def __reduce__(self) -> tuple[type[CrossreadError], tuple[str]]:
        return type(self), (self.message,)


class SourceError(CrossreadError):
    """A source could not be had."""


class SourceMissing(SourceError):
    """There is no such file or folder."""

    code = "CR101"


class SourceUnreadable(SourceError):
    """The file exists and cannot be read."""

    code = "CR102"


class AddressRefused(SourceError):
    """The address is not one that may be fetched."""

    code = "CR103"


class FetchFailed(SourceError):
    """The address did not give a page."""

    code = "CR104"


class PageError(CrossreadError):
    """The bytes could not be read as a page."""


class PageEmpty(PageError):
    """The page holds no text."""

    code = "CR201"


class PageTooLarge(PageError):
    """The page exceeds a cap."""

    code = "CR202"


class PageNotText(PageError):
    """The bytes are no text (an image, a PDF, an archive)."""

    code = "CR203"


class ReadingStopped(CrossreadError):
    """The process that read a page was ended."""


class ReadingTimedOut(ReadingStopped):
    """A page took longer than its time."""

    code = "CR301"


class ReadingCrashed(ReadingStopped):
    """A page broke the process that read it, or took more than its memory."""

    code = "CR302"


class RecordError(CrossreadError, ValueError):
    """A record breaks a law or is none."""

    code = "CR401"


class SpanError(RecordError):
    """A span's quote is not the text there."""

    code = "CR402"


class RecordVersionError(RecordError):
    """A record of another major schema version."""

    code = "CR403"


class UsageError(CrossreadError):
    """The call was wrong."""

    code = "CR501"


class ModelError(CrossreadError):
    """The language model is not installed, or its files are damaged."""

    code = "CR701"


class RegistryError(CrossreadError):
    """A file of the registry of actors is malformed."""

    code = "CR801"


HELP: dict[str, str] = {
    "CR101": "Check the path; folders are read for .html, .htm, .xhtml and .txt files.",
    "CR102": "Check the permissions of the file.",
    "CR103": "Only public http and https addresses are fetched.",
    "CR104": "Save the page with a browser and read the file.",
    "CR201": "Nothing in the file is text; pages that draw themselves by script must be saved after loading.",
    "CR202": "The caps are listed in docs/limits.md; cut the page or save the article alone.",
    "CR203": "Convert it to HTML or text first.",
    "CR301": "Read the page alone: a single file of your own has no time limit.",
    "CR302": "Please report the page; the others of the batch are not touched.",
    "CR401": "The record was made by another program, or was altered.",
    "CR402": "The record's text or offsets were altered; read the page anew.",
    "CR403": "Records are not migrated; read the page anew.",
    "CR501": "See --help.",
    "CR601": "The main text is not English; page facts are kept, claims are not read.",
    "CR602": "The language of the main text could not be told; it is too short or mixed.",
    "CR603": "Characters were damaged before the page reached us (mojibake); quotes keep them as they are.",
    "CR604": "Bytes that fit no character were replaced by U+FFFD.",
    "CR605": "A part of the page exceeds a cap and was cut; docs/limits.md lists the caps.",
    "CR606": "The extractors disagree on what the story is; look at the page before you use the record.",
    "CR607": "The page holds several articles; one was chosen.",
    "CR608": "No story was found on the page; all of it is labelled as furniture.",
    "CR609": "Part of the report is not read yet by this version.",
    "CR610": "NUL characters or lone surrogates were replaced by U+FFFD.",
    "CR701": "Install crossread-model-en again, in the version that this program asks for.",
    "CR801": "docs/registry.md shows the form of an entry.",
}
"""What to do about each code, errors and notices alike."""
