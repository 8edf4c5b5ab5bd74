"""Periods in tests: three moments, and how an aggregate groups them by each unit of time."""

import datetime as dt
from collections import Counter

from generators.testing.sources import dict_source

MOMENTS = (dt.datetime(2030, 1, 7, 10, 30), dt.datetime(2030, 1, 9, 11, 15), dt.datetime(2030, 4, 2, 9, 45))
"""Two in one week, and one in the next quarter."""


def moment_source(moment: dt.datetime) -> str:
    """Give a moment as Python source."""
    return f"datetime({moment.year}, {moment.month}, {moment.day}, {moment.hour}, {moment.minute}, tzinfo=UTC)"


def start_of(moment: dt.datetime, unit: str) -> dt.datetime:
    """Give the beginning of the period in which a moment lies, as PostgreSQL's ``date_trunc`` does."""
    day = moment.replace(hour=0, minute=0)
    starts = {
        "hour": moment.replace(minute=0),
        "day": day,
        "week": day - dt.timedelta(days=day.weekday()),
        "month": day.replace(day=1),
        "quarter": day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1),
        "year": day.replace(month=1, day=1),
    }
    return starts[unit]


def counted_by(unit: str) -> str:
    """Give how many of the moments lie in each period, by its beginning as JSON has it, as Python source."""
    counted = Counter(start_of(moment, unit) for moment in MOMENTS)
    return dict_source((f"{start.isoformat()}Z", str(number)) for start, number in sorted(counted.items()))
