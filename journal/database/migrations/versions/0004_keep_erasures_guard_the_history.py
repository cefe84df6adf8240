"""Keep erasures of texts, find changes by moment, kind and grant; `upgrade_schema` sets the guard after it."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

DIGEST = "content IS NULL OR digest = encode(sha256(salt || convert_to(content, 'UTF8')), 'hex')"


def upgrade() -> None:
    """Apply this version."""
    op.create_table(
        "text_erasures",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("order_number", sa.String(length=40), nullable=False),
        sa.Column("ordered_on", sa.Date(), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("erased_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["digest"], ["amendment_texts.digest"], name=op.f("fk_text_erasures_digest")),
        sa.ForeignKeyConstraint(["erased_by"], ["people.id"], name=op.f("fk_text_erasures_erased_by")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_text_erasures")),
    )
    with op.batch_alter_table("amendments", schema=None) as batch_op:
        batch_op.create_index(
            "ix_amendments_grant",
            ["grant_id"],
            unique=False,
            sqlite_where=sa.text("grant_id IS NOT NULL"),
            postgresql_where=sa.text("grant_id IS NOT NULL"),
        )
        batch_op.create_index("ix_amendments_kind", ["kind", "id"], unique=False)
        batch_op.create_index("ix_amendments_made_at", ["made_at"], unique=False)
    if op.get_bind().dialect.name == "postgresql":
        op.create_check_constraint("digest", "amendment_texts", DIGEST)


def downgrade() -> None:
    """Take it back."""
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint("digest", "amendment_texts", type_="check")
    with op.batch_alter_table("amendments", schema=None) as batch_op:
        batch_op.drop_index("ix_amendments_made_at")
        batch_op.drop_index("ix_amendments_kind")
        batch_op.drop_index(
            "ix_amendments_grant",
            sqlite_where=sa.text("grant_id IS NOT NULL"),
            postgresql_where=sa.text("grant_id IS NOT NULL"),
        )

    op.drop_table("text_erasures")
