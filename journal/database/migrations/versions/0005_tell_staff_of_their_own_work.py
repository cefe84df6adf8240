"""Tell staff of their own work, and families of examinations and of answers to what they announced."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KINDS_BEFORE = "kind IN ('mark', 'absence', 'homework', 'final')"
KINDS = "kind IN ('mark', 'absence', 'homework', 'final', 'exam', 'answer', 'closing', 'own', 'heads')"


def upgrade() -> None:
    """Apply this version."""
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("work_type_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(sa.Column("on_day", sa.Date(), nullable=True))
        batch_op.alter_column("pupil_id", existing_type=sa.BigInteger(), nullable=True)
        batch_op.alter_column("subject_id", existing_type=sa.BigInteger(), nullable=True)
        batch_op.drop_constraint(batch_op.f("ck_notices_kind"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_notices_kind"), KINDS)
    _allow_choices(KINDS)


def downgrade() -> None:
    """Take it back; what the version before doesn't know is forgotten."""
    op.execute(f"DELETE FROM notices WHERE NOT {KINDS_BEFORE}")
    op.execute(f"DELETE FROM notice_choices WHERE NOT {KINDS_BEFORE}")
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_notices_kind"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_notices_kind"), KINDS_BEFORE)
        batch_op.alter_column("subject_id", existing_type=sa.BigInteger(), nullable=False)
        batch_op.alter_column("pupil_id", existing_type=sa.BigInteger(), nullable=False)
        batch_op.drop_column("on_day")
        batch_op.drop_column("work_type_id")
    _allow_choices(KINDS_BEFORE)


def _allow_choices(kinds: str) -> None:
    with op.batch_alter_table("notice_choices", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_notice_choices_kind"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_notice_choices_kind"), kinds)
