"""Add who supervises whom; let announcements be withdrawn."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

STATES = "state IN ('waiting', 'confirmed', 'declined')"
NEW_STATES = "state IN ('waiting', 'confirmed', 'declined', 'withdrawn')"


def upgrade() -> None:
    """Apply this version."""
    op.create_table(
        "supervisions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("deputy_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("teacher_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("class_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint(
            "(teacher_id IS NULL) <> (class_id IS NULL)", name=op.f("ck_supervisions_watched")
        ),
        sa.ForeignKeyConstraint(["class_id"], ["school_classes.id"], name=op.f("fk_supervisions_class_id")),
        sa.ForeignKeyConstraint(["deputy_id"], ["staff.person_id"], name=op.f("fk_supervisions_deputy_id")),
        sa.ForeignKeyConstraint(["teacher_id"], ["staff.person_id"], name=op.f("fk_supervisions_teacher_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervisions")),
        sa.UniqueConstraint("deputy_id", "class_id", name=op.f("uq_supervisions_deputy_id_class_id")),
        sa.UniqueConstraint("deputy_id", "teacher_id", name=op.f("uq_supervisions_deputy_id_teacher_id")),
    )
    allow_states(NEW_STATES)


def downgrade() -> None:
    """Take it back."""
    op.drop_table("supervisions")
    op.execute("UPDATE announcements SET state = 'declined' WHERE state = 'withdrawn'")
    allow_states(STATES)


def allow_states(states: str) -> None:
    """Let an announcement be in these states."""
    with op.batch_alter_table("announcements", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_announcements_state"), type_="check")
        batch_op.create_check_constraint(op.f("ck_announcements_state"), states)
