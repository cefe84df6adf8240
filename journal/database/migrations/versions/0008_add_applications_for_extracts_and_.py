"""Add applications for extracts and extracts."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this version."""
    op.create_table(
        "extract_applications",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pupil_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("applicant_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("applicant", sa.String(length=300), nullable=False),
        sa.Column("authority", sa.String(length=300), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("delivery", sa.String(length=10), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("protection", sa.String(length=300), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("identity_kind", sa.String(length=20), nullable=False),
        sa.Column("identity_ending", sa.String(length=4), nullable=False),
        sa.Column("identity_seen_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("prepared_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("prepared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("consent_on", sa.Date(), nullable=True),
        sa.Column("consent_withdrawn_on", sa.Date(), nullable=True),
        sa.Column("refusal_ground", sa.String(length=20), nullable=False),
        sa.Column("refusal_text", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "delivery IN ('person', 'post', 'email', 'centre', 'portal')",
            name=op.f("ck_extract_applications_delivery"),
        ),
        sa.CheckConstraint(
            "identity_kind IN ('', 'passport', 'foreign-passport', 'temporary', 'other')",
            name=op.f("ck_extract_applications_identity_kind"),
        ),
        sa.CheckConstraint(
            "refusal_ground IN ('', 'no-right', 'no-document', 'no-consent', 'other')",
            name=op.f("ck_extract_applications_ground"),
        ),
        sa.CheckConstraint(
            "state IN ('prepared', 'received', 'working', 'ready', 'delivered', 'refused', 'withdrawn')",
            name=op.f("ck_extract_applications_state"),
        ),
        sa.CheckConstraint(
            "ends_on IS NULL OR starts_on <= ends_on", name=op.f("ck_extract_applications_order")
        ),
        sa.ForeignKeyConstraint(
            ["applicant_id"], ["people.id"], name=op.f("fk_extract_applications_applicant_id")
        ),
        sa.ForeignKeyConstraint(
            ["identity_seen_by"], ["people.id"], name=op.f("fk_extract_applications_identity_seen_by")
        ),
        sa.ForeignKeyConstraint(
            ["prepared_by"], ["people.id"], name=op.f("fk_extract_applications_prepared_by")
        ),
        sa.ForeignKeyConstraint(
            ["pupil_id"], ["pupils.person_id"], name=op.f("fk_extract_applications_pupil_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extract_applications")),
    )
    with op.batch_alter_table("extract_applications", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_extract_applications_applicant_id"), ["applicant_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_extract_applications_pupil_id"), ["pupil_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_extract_applications_state"), ["state"], unique=False)

    op.create_table(
        "application_steps",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("application_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["extract_applications.id"], name=op.f("fk_application_steps_application_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_application_steps_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_steps")),
    )
    with op.batch_alter_table("application_steps", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_application_steps_application_id"), ["application_id"], unique=False
        )

    op.create_table(
        "extracts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("application_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("pupil_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("course_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("paper_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("handed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handed_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("handed_note", sa.String(length=300), nullable=False),
        sa.Column("mailing", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.SmallInteger(), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failure", sa.String(length=300), nullable=False),
        sa.CheckConstraint("mailing IN ('', 'waiting', 'sent', 'failed')", name=op.f("ck_extracts_mailing")),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_extracts_order")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["extract_applications.id"], name=op.f("fk_extracts_application_id")
        ),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_extracts_course_id")),
        sa.ForeignKeyConstraint(["handed_by"], ["people.id"], name=op.f("fk_extracts_handed_by")),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name=op.f("fk_extracts_made_by")),
        sa.ForeignKeyConstraint(["paper_id"], ["attachments.id"], name=op.f("fk_extracts_paper_id")),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupils.person_id"], name=op.f("fk_extracts_pupil_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extracts")),
        sa.UniqueConstraint("code", name=op.f("uq_extracts_code")),
    )
    with op.batch_alter_table("extracts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_extracts_application_id"), ["application_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_extracts_pupil_id"), ["pupil_id"], unique=False)


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("extracts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_extracts_pupil_id"))
        batch_op.drop_index(batch_op.f("ix_extracts_application_id"))

    op.drop_table("extracts")
    with op.batch_alter_table("application_steps", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_application_steps_application_id"))

    op.drop_table("application_steps")
    with op.batch_alter_table("extract_applications", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_extract_applications_state"))
        batch_op.drop_index(batch_op.f("ix_extract_applications_pupil_id"))
        batch_op.drop_index(batch_op.f("ix_extract_applications_applicant_id"))

    op.drop_table("extract_applications")
