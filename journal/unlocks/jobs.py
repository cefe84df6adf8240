"""What the scheduler does about grants; safe to run late, twice and in several processes."""

from sqlalchemy.orm import Session

from journal import clock
from journal.unlocks.settlement import settle_grants


def close_grants(session: Session) -> int:
    """End the grants whose deadline has passed and settle their requests; return how many grants ended."""
    return settle_grants(session, now=clock.now())
