"""Errors and notices, each with a stable code and a help text.

The tree::

    CrossreadError
    ├── SourceError            a source could not be had
    │   ├── SourceMissing      CR101
    │   ├── SourceUnreadable   CR102
    │   ├── AddressRefused     CR103
    │   ├── FetchFailed        CR104
    │   ├── ListUnreadable     CR105
    │   ├── RobotsRefused      CR106
    │   └── ArchiveDamaged     CR107
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
    ├── CaseError              a case could not be used
    │   ├── CaseMissing        CR711
    │   ├── CaseDamaged        CR712
    │   ├── CaseVersion        CR713
    │   ├── CaseBusy           CR714
    │   ├── CaseLineError      CR715
    │   ├── NotInCase          CR716
    │   └── DecisionRefused    CR717
    ├── RegistryError          CR801
    └── GazetteerError         CR802

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


class ListUnreadable(SourceError):
    """A list of pages (a feed, a sitemap, a list of addresses), or an entry of it, cannot be used."""

    code = "CR105"


class RobotsRefused(SourceError):
    """The site's robots.txt does not allow the page to be fetched."""

    code = "CR106"


class ArchiveDamaged(SourceError):
    """A web archive (WARC), or a record of it, cannot be read."""

    code = "CR107"


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


class CaseError(CrossreadError):
    """A case could not be used."""


class CaseMissing(CaseError):
    """There is no such case."""

    code = "CR711"


class CaseDamaged(CaseError):
    """The file is no case, cannot be written, or is damaged."""

    code = "CR712"


class CaseVersion(CaseError):
    """The case was written by a newer version of this program."""

    code = "CR713"


class CaseBusy(CaseError):
    """Other processes held the case for too long."""

    code = "CR714"


class CaseLineError(CaseError):
    """A line of an exported case, or of exported decisions, is malformed."""

    code = "CR715"


class NotInCase(CaseError):
    """The case holds no such report, claim, actor or decision, or several whose ids begin so."""

    code = "CR716"


class DecisionRefused(CaseError):
    """The decision makes no sense."""

    code = "CR717"


class RegistryError(CrossreadError):
    """A file of the registry of actors is malformed."""

    code = "CR801"


class GazetteerError(CrossreadError):
    """A list of places, or a gazetteer of the user's own, cannot be used."""

    code = "CR802"


HELP: dict[str, str] = {
    "CR101": "Check the path; folders are read for .html, .htm, .xhtml and .txt files.",
    "CR102": "Check the permissions of the file.",
    "CR103": "Only public http and https addresses are fetched.",
    "CR104": "Save the page with a browser and read the file.",
    "CR105": "Open the list in a browser; name the pages themselves, or save them and name their folder.",
    "CR106": "Save the page with a browser and read the file, or ask the site.",
    "CR107": "Make the archive anew, or check that it was copied whole; its other records are read.",
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
    "CR611": "Read without --claims for all of them.",
    "CR701": "Install crossread-model-en again, in the version that this program asks for.",
    "CR711": "Check the path; `crossread add SOURCE --case FILE` makes a case.",
    "CR712": "Check the path, the permissions and the space on the disk; docs/case.md tells how a case is kept safe.",
    "CR713": "Install a newer version of crossread.",
    "CR714": "Try again when the other commands on this case are done.",
    "CR715": "The file was cut or altered; export it again.",
    "CR716": "`crossread show --case FILE` lists ids; give as many of their characters as tell them apart.",
    "CR717": "See `crossread decide --help`.",
    "CR801": "docs/registry.md shows the form of an entry.",
    "CR802": "docs/places.md tells which lists are read; `crossread gazetteer import` makes what --gazetteer takes.",
}
"""What to do about each code, errors and notices alike."""
