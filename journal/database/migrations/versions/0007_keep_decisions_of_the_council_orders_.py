"""Keep decisions of the council, orders and printouts."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this version."""
    op.create_table(
        "printings",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("year_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("asked_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.CheckConstraint("state IN ('running', 'stopped', 'done')", name=op.f("ck_printings_state")),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_printings_order")),
        sa.ForeignKeyConstraint(["asked_by"], ["people.id"], name=op.f("fk_printings_asked_by")),
        sa.ForeignKeyConstraint(["year_id"], ["academic_years.id"], name=op.f("fk_printings_year_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_printings")),
    )
    with op.batch_alter_table("printings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_printings_year_id"), ["year_id"], unique=False)

    op.create_table(
        "council_decisions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("year_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pupil_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('promoted', 'conditionally', 'second-year', 'graduated')",
            name=op.f("ck_council_decisions_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["pupil_id"], ["pupils.person_id"], name=op.f("fk_council_decisions_pupil_id")
        ),
        sa.ForeignKeyConstraint(
            ["year_id"], ["academic_years.id"], name=op.f("fk_council_decisions_year_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_decisions")),
        sa.UniqueConstraint("year_id", "pupil_id", name=op.f("uq_council_decisions_year_id_pupil_id")),
    )
    with op.batch_alter_table("council_decisions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_council_decisions_pupil_id"), ["pupil_id"], unique=False)

    op.create_table(
        "printing_classes",
        sa.Column("printing_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("class_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("failure", sa.String(length=300), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'done', 'failed')", name=op.f("ck_printing_classes_state")),
        sa.ForeignKeyConstraint(
            ["class_id"], ["school_classes.id"], name=op.f("fk_printing_classes_class_id")
        ),
        sa.ForeignKeyConstraint(
            ["printing_id"], ["printings.id"], name=op.f("fk_printing_classes_printing_id")
        ),
        sa.PrimaryKeyConstraint("printing_id", "class_id", name=op.f("pk_printing_classes")),
    )
    with op.batch_alter_table("printing_classes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_printing_classes_class_id"), ["class_id"], unique=False)

    op.create_table(
        "printouts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("class_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("made_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pages", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("paper_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workbook_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["class_id"], ["school_classes.id"], name=op.f("fk_printouts_class_id")),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name=op.f("fk_printouts_made_by")),
        sa.ForeignKeyConstraint(["paper_id"], ["attachments.id"], name=op.f("fk_printouts_paper_id")),
        sa.ForeignKeyConstraint(["workbook_id"], ["attachments.id"], name=op.f("fk_printouts_workbook_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_printouts")),
        sa.UniqueConstraint(
            "class_id", "starts_on", "ends_on", name=op.f("uq_printouts_class_id_starts_on_ends_on")
        ),
    )
    op.create_table(
        "enrolment_orders",
        sa.Column("enrolment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("direction", sa.String(length=10), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=True),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.CheckConstraint(
            "direction IN ('arrival', 'departure')", name=op.f("ck_enrolment_orders_direction")
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.id"], name=op.f("fk_enrolment_orders_enrolment_id")
        ),
        sa.PrimaryKeyConstraint("enrolment_id", "direction", name=op.f("pk_enrolment_orders")),
    )


def downgrade() -> None:
    """Take it back."""
    op.drop_table("enrolment_orders")
    op.drop_table("printouts")
    with op.batch_alter_table("printing_classes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_printing_classes_class_id"))

    op.drop_table("printing_classes")
    with op.batch_alter_table("council_decisions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_council_decisions_pupil_id"))

    op.drop_table("council_decisions")
    with op.batch_alter_table("printings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_printings_year_id"))

    op.drop_table("printings")
