"""Name the class of a printing."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this version."""
    with op.batch_alter_table("printings", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("class_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.create_index(batch_op.f("ix_printings_class_id"), ["class_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_printings_class_id"), "school_classes", ["class_id"], ["id"]
        )


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("printings", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_printings_class_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_printings_class_id"))
        batch_op.drop_column("class_id")
