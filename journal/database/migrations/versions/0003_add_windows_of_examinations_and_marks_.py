"""Add windows of examinations and marks of other organisations."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ABOUT_LESSONS = "kind IN ('lesson-cancelled', 'lesson-moved', 'lesson-restored')"
ONE_TARGET = (
    "(lesson_id IS NOT NULL AND period_id IS NULL AND exam_id IS NULL)"
    " OR (lesson_id IS NULL AND period_id IS NOT NULL AND exam_id IS NULL)"
    " OR (lesson_id IS NULL AND period_id IS NULL AND exam_id IS NOT NULL)"
)


def upgrade() -> None:
    """Apply this version."""
    op.create_table(
        "outside_reports",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pupil_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("year_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("organisation", sa.String(length=300), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("kind IN ('newcomer', 'treatment')", name=op.f("ck_outside_reports_kind")),
        sa.ForeignKeyConstraint(["entered_by"], ["people.id"], name=op.f("fk_outside_reports_entered_by")),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupils.person_id"], name=op.f("fk_outside_reports_pupil_id")),
        sa.ForeignKeyConstraint(["year_id"], ["academic_years.id"], name=op.f("fk_outside_reports_year_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_reports")),
    )
    with op.batch_alter_table("outside_reports", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outside_reports_pupil_id"), ["pupil_id"], unique=False)

    op.create_table(
        "outside_marks",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("report_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("period_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("value", sa.SmallInteger(), nullable=False),
        sa.Column("weight", sa.Numeric(precision=4, scale=2), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("value BETWEEN 1 AND 5", name=op.f("ck_outside_marks_value")),
        sa.CheckConstraint("weight > 0", name=op.f("ck_outside_marks_weight")),
        sa.ForeignKeyConstraint(["period_id"], ["periods.id"], name=op.f("fk_outside_marks_period_id")),
        sa.ForeignKeyConstraint(
            ["report_id"], ["outside_reports.id"], name=op.f("fk_outside_marks_report_id")
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subjects.id"], name=op.f("fk_outside_marks_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_marks")),
    )
    with op.batch_alter_table("outside_marks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outside_marks_report_id"), ["report_id"], unique=False)

    op.create_index(
        "ix_amendments_lessons",
        "amendments",
        ["year_id", "id"],
        unique=False,
        sqlite_where=sa.text(ABOUT_LESSONS),
        postgresql_where=sa.text(ABOUT_LESSONS),
    )

    with op.batch_alter_table("exams", schema=None) as batch_op:
        batch_op.add_column(sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("final_windows", schema=None) as batch_op:
        batch_op.add_column(sa.Column("opens_on", sa.Date(), nullable=True))

    with op.batch_alter_table("grant_cells", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("exam_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.create_foreign_key(batch_op.f("fk_grant_cells_exam_id"), "exams", ["exam_id"], ["id"])
        batch_op.drop_constraint(batch_op.f("ck_grant_cells_target"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_grant_cells_target"), ONE_TARGET)
        batch_op.create_check_constraint(
            batch_op.f("ck_grant_cells_exam_target"), "exam_id IS NULL OR pupil_id IS NOT NULL"
        )


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("grant_cells", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_grant_cells_exam_target"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_grant_cells_target"), type_="check")
        batch_op.create_check_constraint(
            batch_op.f("ck_grant_cells_target"), "(lesson_id IS NULL) <> (period_id IS NULL)"
        )
        batch_op.drop_constraint(batch_op.f("fk_grant_cells_exam_id"), type_="foreignkey")
        batch_op.drop_column("exam_id")

    with op.batch_alter_table("final_windows", schema=None) as batch_op:
        batch_op.drop_column("opens_on")

    with op.batch_alter_table("exams", schema=None) as batch_op:
        batch_op.drop_column("closed_at")

    op.drop_index("ix_amendments_lessons", "amendments")

    with op.batch_alter_table("outside_marks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outside_marks_report_id"))

    op.drop_table("outside_marks")
    with op.batch_alter_table("outside_reports", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outside_reports_pupil_id"))

    op.drop_table("outside_reports")
