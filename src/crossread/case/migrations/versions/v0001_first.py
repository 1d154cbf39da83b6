"""The first tables of a case."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_APPLICATION = 0x43524F53  # "CROS": tells a case from another program's database


def _text() -> sa.types.TypeEngine[str]:
    return sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Make all tables."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"PRAGMA application_id = {_APPLICATION}")
        op.execute("CREATE VIRTUAL TABLE words USING fts5(text, content='', tokenize='unicode61 remove_diacritics 2')")
    op.create_table(
        "decisions",
        sa.Column("id", _text(), nullable=False),
        sa.Column("kind", _text(), nullable=False),
        sa.Column("target", _text(), nullable=False),
        sa.Column("verdict", _text(), nullable=False),
        sa.Column("user_name", _text(), nullable=False),
        sa.Column("time", _text(), nullable=False),
        sa.Column("record", _text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
    )
    op.create_index("ix_decisions_target", "decisions", ["target"], unique=False)
    op.create_table(
        "log",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("time", _text(), nullable=False),
        sa.Column("action", _text(), nullable=False),
        sa.Column("subject", _text(), nullable=True),
        sa.Column("detail", _text(), nullable=True),
        sa.PrimaryKeyConstraint("number", name="pk_log"),
    )
    op.create_table(
        "names",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", _text(), nullable=False),
        sa.Column("folded", _text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_names"),
        sa.UniqueConstraint("folded", "kind", name="uq_names_folded_kind"),
    )
    op.create_table(
        "pages",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("raw_sha256", _text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("report", _text(), nullable=False),
        sa.Column("added", _text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_pages"),
        sa.UniqueConstraint("raw_sha256", name="uq_pages_raw_sha256"),
    )
    op.create_index("ix_pages_report", "pages", ["report"], unique=False)
    op.create_table(
        "refusals",
        sa.Column("id", _text(), nullable=False),
        sa.Column("name", _text(), nullable=True),
        sa.Column("raw_sha256", _text(), nullable=True),
        sa.Column("code", _text(), nullable=False),
        sa.Column("reason", _text(), nullable=False),
        sa.Column("added", _text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_refusals"),
    )
    op.create_index("ix_refusals_raw_sha256", "refusals", ["raw_sha256"], unique=False)
    op.create_table(
        "texts",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sha256", _text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_texts"),
        sa.UniqueConstraint("sha256", name="uq_texts_sha256"),
    )
    op.create_table(
        "arrivals",
        sa.Column("id", _text(), nullable=False),
        sa.Column("page", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("input", _text(), nullable=False),
        sa.Column("name", _text(), nullable=True),
        sa.Column("media_type", _text(), nullable=True),
        sa.Column("charset", _text(), nullable=True),
        sa.Column("facts", _text(), nullable=False),
        sa.Column("fetched_first", _text(), nullable=True),
        sa.Column("fetched_last", _text(), nullable=True),
        sa.ForeignKeyConstraint(["page"], ["pages.number"], name="fk_arrivals_page"),
        sa.PrimaryKeyConstraint("id", name="pk_arrivals"),
    )
    op.create_index("ix_arrivals_name", "arrivals", ["name"], unique=False)
    op.create_index("ix_arrivals_page", "arrivals", ["page"], unique=False)
    op.create_table(
        "contents",
        sa.Column("page", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["page"], ["pages.number"], name="fk_contents_page"),
        sa.PrimaryKeyConstraint("page", name="pk_contents"),
    )
    op.create_table(
        "decision_anchors",
        sa.Column("decision", _text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("report", _text(), nullable=False),
        sa.Column("raw_sha256", _text(), nullable=False),
        sa.Column("text_sha256", _text(), nullable=False),
        sa.ForeignKeyConstraint(["decision"], ["decisions.id"], name="fk_decision_anchors_decision"),
        sa.PrimaryKeyConstraint("decision", "position", name="pk_decision_anchors"),
    )
    op.create_index("ix_decision_anchors_raw_sha256", "decision_anchors", ["raw_sha256"], unique=False)
    op.create_index("ix_decision_anchors_report", "decision_anchors", ["report"], unique=False)
    op.create_index("ix_decision_anchors_text_sha256", "decision_anchors", ["text_sha256"], unique=False)
    op.create_table(
        "readings",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", _text(), nullable=False),
        sa.Column("page", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("input", _text(), nullable=False),
        sa.Column("crossread", _text(), nullable=False),
        sa.Column("model", _text(), nullable=True),
        sa.Column("own", _text(), nullable=True),
        sa.Column("text_sha256", _text(), nullable=False),
        sa.Column("refused", _text(), nullable=True),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("given", sa.Integer(), nullable=False),
        sa.Column("moment", _text(), nullable=True),
        sa.Column("address", _text(), nullable=True),
        sa.Column("title", _text(), nullable=True),
        sa.Column("outlet", _text(), nullable=True),
        sa.Column("published", _text(), nullable=True),
        sa.Column("text", sa.Integer(), nullable=True),
        sa.Column("added", _text(), nullable=False),
        sa.ForeignKeyConstraint(["page"], ["pages.number"], name="fk_readings_page"),
        sa.ForeignKeyConstraint(["text"], ["texts.number"], name="fk_readings_text"),
        sa.PrimaryKeyConstraint("number", name="pk_readings"),
        sa.UniqueConstraint("id", name="uq_readings_id"),
    )
    op.create_index("ix_readings_page", "readings", ["page"], unique=False)
    op.create_index("ix_readings_text", "readings", ["text"], unique=False)
    op.create_index("ix_readings_text_sha256", "readings", ["text_sha256"], unique=False)
    op.create_table(
        "fetches",
        sa.Column("address", _text(), nullable=False),
        sa.Column("etag", _text(), nullable=True),
        sa.Column("last_modified", _text(), nullable=True),
        sa.PrimaryKeyConstraint("address", name="pk_fetches"),
    )
    op.create_table(
        "claim_names",
        sa.Column("name", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reading", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["name"], ["names.number"], name="fk_claim_names_name"),
        sa.ForeignKeyConstraint(["reading"], ["readings.number"], name="fk_claim_names_reading"),
        sa.PrimaryKeyConstraint("name", "reading", "position", name="pk_claim_names"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "claims",
        sa.Column("reading", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", _text(), nullable=False),
        sa.Column("family", _text(), nullable=False),
        sa.Column("type", _text(), nullable=False),
        sa.Column("status", _text(), nullable=False),
        sa.Column("voice", _text(), nullable=False),
        sa.Column("earliest", _text(), nullable=True),
        sa.Column("latest", _text(), nullable=True),
        sa.ForeignKeyConstraint(["reading"], ["readings.number"], name="fk_claims_reading"),
        sa.PrimaryKeyConstraint("reading", "position", name="pk_claims"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_claims_id", "claims", ["id"], unique=False)
    op.create_table(
        "records",
        sa.Column("reading", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["reading"], ["readings.number"], name="fk_records_reading"),
        sa.PrimaryKeyConstraint("reading", name="pk_records"),
    )
    op.create_table(
        "reports",
        sa.Column("id", _text(), nullable=False),
        sa.Column("address", _text(), nullable=True),
        sa.Column("page", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reading", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("versions", sa.Integer(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("refused", _text(), nullable=True),
        sa.Column("name", _text(), nullable=True),
        sa.Column("title", _text(), nullable=True),
        sa.Column("outlet", _text(), nullable=True),
        sa.Column("outlet_folded", _text(), nullable=True),
        sa.Column("published", _text(), nullable=True),
        sa.Column("added", _text(), nullable=False),
        sa.Column("changed", _text(), nullable=False),
        sa.ForeignKeyConstraint(["page"], ["pages.number"], name="fk_reports_page"),
        sa.ForeignKeyConstraint(["reading"], ["readings.number"], name="fk_reports_reading"),
        sa.PrimaryKeyConstraint("id", name="pk_reports"),
    )
    op.create_index("ix_reports_changed", "reports", ["changed"], unique=False)
    op.create_index("ix_reports_outlet_folded", "reports", ["outlet_folded"], unique=False)
    op.create_index("ix_reports_published", "reports", ["published"], unique=False)
    op.create_index("ix_reports_reading", "reports", ["reading"], unique=False)
