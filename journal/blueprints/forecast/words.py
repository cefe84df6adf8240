"""The ways to a mark, in words."""

from flask_babel import gettext, ngettext

from journal.forecast.rules import Forecast, Way

MOST_WAYS = 3


def describe_ways(forecast: Forecast) -> list[str]:
    """The shortest ways to the next mark, a sentence each; one that says so where there is no way left."""
    if forecast.target is None:
        return []
    ways = [describe_way(way) for way in forecast.ways[:MOST_WAYS]]
    return ways or [gettext("This can hardly be reached before the end of the period.")]


def describe_way(way: Way) -> str:
    """«2 отметки «5»: контрольная работа»."""
    return ngettext(
        "%(num)s mark «%(value)s»: %(kind)s",
        "%(num)s marks «%(value)s»: %(kind)s",
        way.count,
        value=way.value,
        kind=way.kind.name,
    )
