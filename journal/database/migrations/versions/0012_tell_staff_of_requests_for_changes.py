"""Tell staff of requests for changes."""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

KINDS_BEFORE = "kind IN ('mark', 'absence', 'homework', 'final', 'exam', 'answer', 'closing', 'own', 'heads')"
KINDS = (
    "kind IN ('mark', 'absence', 'homework', 'final', 'exam', 'answer', 'closing', 'request', 'own', 'heads')"
)
TABLES = ("notices", "notice_choices")


def upgrade() -> None:
    """Apply this version."""
    _allow(KINDS)


def downgrade() -> None:
    """Take it back; what the version before doesn't know is forgotten."""
    for table in TABLES:
        op.execute(f"DELETE FROM {table} WHERE NOT {KINDS_BEFORE}")
    _allow(KINDS_BEFORE)


def _allow(kinds: str) -> None:
    for table in TABLES:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_constraint(batch_op.f(f"ck_{table}_kind"), type_="check")
            batch_op.create_check_constraint(batch_op.f(f"ck_{table}_kind"), kinds)
