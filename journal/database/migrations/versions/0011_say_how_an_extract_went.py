"""Say how an extract went."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

WAYS = "handed_way IN ('', 'person', 'diary', 'post', 'email', 'centre', 'portal')"


def upgrade() -> None:
    """Apply this version."""
    with op.batch_alter_table("extracts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("handed_way", sa.String(length=10), nullable=False, server_default=""))
        batch_op.create_check_constraint(batch_op.f("ck_extracts_handed_way"), WAYS)
    with op.batch_alter_table("extracts", schema=None) as batch_op:
        batch_op.alter_column("handed_way", server_default=None)


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("extracts", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_extracts_handed_way"), type_="check")
        batch_op.drop_column("handed_way")
