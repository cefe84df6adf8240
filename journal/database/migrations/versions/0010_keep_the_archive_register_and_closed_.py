"""Keep the archive register and closed years."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this version."""
    op.create_table(
        "year_closings",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("year_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("closed_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reopened_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["closed_by"], ["people.id"], name=op.f("fk_year_closings_closed_by")),
        sa.ForeignKeyConstraint(["reopened_by"], ["people.id"], name=op.f("fk_year_closings_reopened_by")),
        sa.ForeignKeyConstraint(["year_id"], ["academic_years.id"], name=op.f("fk_year_closings_year_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_year_closings")),
    )
    with op.batch_alter_table("year_closings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_year_closings_year_id"), ["year_id"], unique=False)

    op.create_table(
        "archive_versions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("class_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("head_number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("head_hash", sa.String(length=64), nullable=False),
        sa.Column("pages", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("paper_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("bundle_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("supplement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("made_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("certified_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("certified_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("certifier_name", sa.String(length=300), nullable=False),
        sa.Column("certifier_position", sa.String(length=300), nullable=False),
        sa.Column("handed_to", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("handed_on", sa.Date(), nullable=True),
        sa.Column("shelf_mark", sa.String(length=40), nullable=False),
        sa.Column("kept_until", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["bundle_id"], ["attachments.id"], name=op.f("fk_archive_versions_bundle_id")
        ),
        sa.ForeignKeyConstraint(
            ["certified_by"], ["people.id"], name=op.f("fk_archive_versions_certified_by")
        ),
        sa.ForeignKeyConstraint(
            ["class_id"], ["school_classes.id"], name=op.f("fk_archive_versions_class_id")
        ),
        sa.ForeignKeyConstraint(["handed_to"], ["people.id"], name=op.f("fk_archive_versions_handed_to")),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name=op.f("fk_archive_versions_made_by")),
        sa.ForeignKeyConstraint(["paper_id"], ["attachments.id"], name=op.f("fk_archive_versions_paper_id")),
        sa.ForeignKeyConstraint(
            ["supplement_id"], ["attachments.id"], name=op.f("fk_archive_versions_supplement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archive_versions")),
        sa.UniqueConstraint("class_id", "number", name=op.f("uq_archive_versions_class_id_number")),
    )
    op.create_table(
        "archive_loans",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("taken_by", sa.String(length=300), nullable=False),
        sa.Column("purpose", sa.String(length=300), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("noted_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["noted_by"], ["people.id"], name=op.f("fk_archive_loans_noted_by")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["archive_versions.id"], name=op.f("fk_archive_loans_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archive_loans")),
    )
    with op.batch_alter_table("archive_loans", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_archive_loans_version_id"), ["version_id"], unique=False)


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("archive_loans", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_archive_loans_version_id"))

    op.drop_table("archive_loans")
    op.drop_table("archive_versions")
    with op.batch_alter_table("year_closings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_year_closings_year_id"))

    op.drop_table("year_closings")
