"""Add the requests to change what is locked."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this version."""
    op.create_table(
        "unlock_delegations",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("deputy_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("order_number", sa.String(length=40), nullable=False),
        sa.Column("ordered_on", sa.Date(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("entered_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_unlock_delegations_order")),
        sa.ForeignKeyConstraint(["deputy_id"], ["people.id"], name=op.f("fk_unlock_delegations_deputy_id")),
        sa.ForeignKeyConstraint(["entered_by"], ["people.id"], name=op.f("fk_unlock_delegations_entered_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unlock_delegations")),
    )
    with op.batch_alter_table("unlock_delegations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unlock_delegations_deputy_id"), ["deputy_id"], unique=False)

    op.create_table(
        "unlock_requests",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("year_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ground", sa.String(length=10), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("grant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint(
            "ground IN ('', 'illness', 'reason', 'resit', 'other')", name=op.f("ck_unlock_requests_ground")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'sent', 'withdrawn', 'granted', 'refused', 'used', 'expired')",
            name=op.f("ck_unlock_requests_state"),
        ),
        sa.ForeignKeyConstraint(["grant_id"], ["grants.id"], name=op.f("fk_unlock_requests_grant_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_unlock_requests_person_id")),
        sa.ForeignKeyConstraint(["year_id"], ["academic_years.id"], name=op.f("fk_unlock_requests_year_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unlock_requests")),
        sa.UniqueConstraint("grant_id", name=op.f("uq_unlock_requests_grant_id")),
    )
    with op.batch_alter_table("unlock_requests", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unlock_requests_person_id"), ["person_id"], unique=False)
        batch_op.create_index("ix_unlock_requests_state", ["state", "id"], unique=False)

    op.create_table(
        "unlock_papers",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("request_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("attachment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachments.id"], name=op.f("fk_unlock_papers_attachment_id")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["unlock_requests.id"], name=op.f("fk_unlock_papers_request_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unlock_papers")),
    )
    with op.batch_alter_table("unlock_papers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unlock_papers_request_id"), ["request_id"], unique=False)

    op.create_table(
        "unlock_steps",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("request_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("position", sa.String(length=300), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'sent', 'withdrawn', 'granted', 'refused', 'used', 'expired')",
            name=op.f("ck_unlock_steps_state"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_unlock_steps_person_id")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["unlock_requests.id"], name=op.f("fk_unlock_steps_request_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unlock_steps")),
    )
    with op.batch_alter_table("unlock_steps", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unlock_steps_request_id"), ["request_id"], unique=False)

    op.create_table(
        "unlock_cells",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("request_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("lesson_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("period_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("pupil_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint("(lesson_id IS NULL) <> (period_id IS NULL)", name=op.f("ck_unlock_cells_target")),
        sa.CheckConstraint(
            "period_id IS NULL OR (pupil_id IS NOT NULL AND subject_id IS NOT NULL)",
            name=op.f("ck_unlock_cells_final_target"),
        ),
        sa.ForeignKeyConstraint(["lesson_id"], ["lessons.id"], name=op.f("fk_unlock_cells_lesson_id")),
        sa.ForeignKeyConstraint(["period_id"], ["periods.id"], name=op.f("fk_unlock_cells_period_id")),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupils.person_id"], name=op.f("fk_unlock_cells_pupil_id")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["unlock_requests.id"], name=op.f("fk_unlock_cells_request_id")
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_unlock_cells_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unlock_cells")),
    )
    with op.batch_alter_table("unlock_cells", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unlock_cells_request_id"), ["request_id"], unique=False)


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("unlock_cells", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unlock_cells_request_id"))

    op.drop_table("unlock_cells")
    with op.batch_alter_table("unlock_steps", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unlock_steps_request_id"))

    op.drop_table("unlock_steps")
    with op.batch_alter_table("unlock_papers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unlock_papers_request_id"))

    op.drop_table("unlock_papers")
    with op.batch_alter_table("unlock_requests", schema=None) as batch_op:
        batch_op.drop_index("ix_unlock_requests_state")
        batch_op.drop_index(batch_op.f("ix_unlock_requests_person_id"))

    op.drop_table("unlock_requests")
    with op.batch_alter_table("unlock_delegations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unlock_delegations_deputy_id"))

    op.drop_table("unlock_delegations")
