"""Which tables a backup holds, in an order in which they can be filled."""

from sqlalchemy import Table

from journal.models import Base, SchedulerLease, SignInFailure, SignInSession

# What lives for the moment: after a restore everybody signs in anew, and a scheduler takes the lease itself.
MOMENTARY = frozenset(model.__tablename__ for model in (SchedulerLease, SignInFailure, SignInSession))


def list_all_tables() -> list[Table]:
    """Every table, those that are referred to first."""
    return list(Base.metadata.sorted_tables)


def list_kept_tables() -> list[Table]:
    """The tables of a backup."""
    return [table for table in list_all_tables() if table.name not in MOMENTARY]
