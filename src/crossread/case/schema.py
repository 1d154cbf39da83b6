"""The tables of a case, for any database; `migrations/` makes them, and a test holds the two equal.

Two kinds of tables. What was *given* (pages, arrivals, readings, refusals, decisions) is only ever added to. What is
*derived* (reports, claims, names, texts) is a function of what was given, so that the order of adding does not matter.

Ids that anybody sees are text; numbers are keys between tables and never leave the store. Text ids are compared by
code points whatever the database's collation. Times are ISO 8601 in UTC, as text.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

HEAD: Final = "0002"
"""The newest migration; a test holds it equal to the newest file of `migrations/versions`."""

metadata: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_TEXT: Final = String().with_variant(String(collation="C"), "postgresql")  # SQLite compares by code points anyway


def _number(name: str, target: str, *, primary: bool = False, null: bool = False) -> Column[int]:
    return Column(name, Integer, ForeignKey(target), primary_key=primary, nullable=null, autoincrement=False)


pages: Final = Table(
    "pages",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("raw_sha256", _TEXT, nullable=False, unique=True),
    Column("size", Integer, nullable=False),
    Column("report", _TEXT, nullable=False, index=True),  # derived: id of the report whose version this page is
    Column("added", _TEXT, nullable=False),
)
"""Pages: one row for each distinct content."""

contents: Final = Table(
    "contents",
    metadata,
    _number("page", "pages.number", primary=True),
    Column("packed", LargeBinary, nullable=False),
)
"""The bytes of pages, apart from what is looked through."""

arrivals: Final = Table(
    "arrivals",
    metadata,
    Column("id", _TEXT, primary_key=True),
    _number("page", "pages.number"),
    Column("input", _TEXT, nullable=False),
    Column("name", _TEXT, index=True),
    Column("media_type", _TEXT),
    Column("charset", _TEXT),
    Column("facts", _TEXT, nullable=False),
    Column("fetched_first", _TEXT),
    Column("fetched_last", _TEXT),
    Index(None, "page"),
)
"""The ways a page came: under which name, with what known of it from outside."""

readings: Final = Table(
    "readings",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", _TEXT, nullable=False, unique=True),
    _number("page", "pages.number"),
    Column("input", _TEXT, nullable=False),
    Column("crossread", _TEXT, nullable=False),
    Column("model", _TEXT),
    Column("own", _TEXT),
    Column("text_sha256", _TEXT, nullable=False, index=True),
    Column("refused", _TEXT),
    Column("claims", Integer, nullable=False),
    Column("given", Integer, nullable=False),
    Column("moment", _TEXT),
    Column("address", _TEXT),
    Column("title", _TEXT),
    Column("outlet", _TEXT),
    Column("published", _TEXT),
    Column("text", Integer, ForeignKey("texts.number")),
    Column("added", _TEXT, nullable=False),
    Index(None, "page"),
    Index(None, "text"),
)
"""Records of pages, each with the versions that made it; none replaces another."""

records: Final = Table(
    "records",
    metadata,
    _number("reading", "readings.number", primary=True),
    Column("packed", LargeBinary, nullable=False),
)
"""The records themselves."""

kept: Final = Table(
    "kept",
    metadata,
    _number("reading", "readings.number", primary=True),
    Column("kind", _TEXT, primary_key=True),
    Column("packed", LargeBinary, nullable=False),
)
"""Derived: what others make of a reading and want to have again, such as sketches of texts to find copies by."""

reports: Final = Table(
    "reports",
    metadata,
    Column("id", _TEXT, primary_key=True),
    Column("address", _TEXT),
    _number("page", "pages.number"),
    _number("reading", "readings.number"),
    Column("versions", Integer, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("refused", _TEXT),
    Column("name", _TEXT),
    Column("title", _TEXT),
    Column("outlet", _TEXT),
    Column("outlet_folded", _TEXT, index=True),
    Column("published", _TEXT, index=True),
    Column("added", _TEXT, nullable=False),
    Column("changed", _TEXT, nullable=False, index=True),
    Index(None, "reading"),
)
"""Derived: each report with its newest version and the newest reading of that."""

claims: Final = Table(
    "claims",
    metadata,
    _number("reading", "readings.number", primary=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("id", _TEXT, nullable=False, index=True),
    Column("family", _TEXT, nullable=False),
    Column("type", _TEXT, nullable=False),
    Column("status", _TEXT, nullable=False),
    Column("voice", _TEXT, nullable=False),
    Column("earliest", _TEXT),
    Column("latest", _TEXT),
    sqlite_with_rowid=False,  # the key is the table: one tree to write less
)
"""Derived: where each claim of each reading is, and what it is filtered by."""

names: Final = Table(
    "names",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("kind", _TEXT, nullable=False),
    Column("folded", _TEXT, nullable=False),
    UniqueConstraint("folded", "kind"),
)
"""Derived: names of actors and places in claims, folded for comparison."""

claim_names: Final = Table(
    "claim_names",
    metadata,
    _number("name", "names.number", primary=True),
    _number("reading", "readings.number", primary=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
"""Derived: which claims a name plays a part in."""

texts: Final = Table(
    "texts",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("sha256", _TEXT, nullable=False, unique=True),
)
"""Derived: texts of reports that full text search knows, under their numbers there."""

refusals: Final = Table(
    "refusals",
    metadata,
    Column("id", _TEXT, primary_key=True),
    Column("name", _TEXT),
    Column("raw_sha256", _TEXT, index=True),
    Column("code", _TEXT, nullable=False),
    Column("reason", _TEXT, nullable=False),
    Column("added", _TEXT, nullable=False),
)
"""What could not be had or read, and why."""

fetches: Final = Table(
    "fetches",
    metadata,
    Column("address", _TEXT, primary_key=True),
    Column("etag", _TEXT),
    Column("last_modified", _TEXT),
)
"""What servers gave with pages, to be asked whether they have changed; of this file alone, hence never exported."""

decisions: Final = Table(
    "decisions",
    metadata,
    Column("id", _TEXT, primary_key=True),
    Column("kind", _TEXT, nullable=False),
    Column("target", _TEXT, nullable=False, index=True),
    Column("verdict", _TEXT, nullable=False),
    Column("user_name", _TEXT, nullable=False),
    Column("time", _TEXT, nullable=False),
    Column("record", _TEXT, nullable=False),
)
"""Decisions of reviewers, undoing included; rows are never changed."""

decision_anchors: Final = Table(
    "decision_anchors",
    metadata,
    Column("decision", _TEXT, ForeignKey("decisions.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("report", _TEXT, nullable=False, index=True),
    Column("raw_sha256", _TEXT, nullable=False, index=True),
    Column("text_sha256", _TEXT, nullable=False, index=True),
)
"""Which pages and texts the words of decisions were taken from."""

log: Final = Table(
    "log",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("time", _TEXT, nullable=False),
    Column("action", _TEXT, nullable=False),
    Column("subject", _TEXT),
    Column("detail", _TEXT),
)
"""What was done to the case, in order; of this file alone, hence never exported."""
