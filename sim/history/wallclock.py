"""Wall-clock times of a zone to UTC, many at once."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

_DAY_US = 86_400_000_000
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)


def to_utc(local_us: NDArray[np.int64], zone: str) -> NDArray[np.int64]:
    """Turn wall-clock microseconds since 1970-01-01 into UTC microseconds.

    A time that occurs twice (clocks set back) is taken as the earlier one; one that never occurs (clocks
    set forward) is read with the offset before the change, as PEP 495 has it for ``fold=0``.

    Args:
        local_us: Shape (times,).
        zone: IANA name of the zone.

    Raises:
        zoneinfo.ZoneInfoNotFoundError: There is no such zone.
    """
    if zone == "UTC":
        return local_us
    info = ZoneInfo(zone)
    days, place = np.unique(local_us // _DAY_US, return_inverse=True)
    starts = np.array([_offset(int(day) * _DAY_US, info) for day in days], np.int64)
    ends = np.array([_offset(int(day + 1) * _DAY_US, info) for day in days], np.int64)
    offsets = starts[place]
    changing = np.flatnonzero((starts != ends)[place])
    offsets[changing] = [_offset(int(local_us[row]), info) for row in changing]
    return local_us - offsets


def _offset(local_us: int, info: ZoneInfo) -> int:
    moment = (_EPOCH + dt.timedelta(microseconds=local_us)).replace(tzinfo=info)
    return (moment.utcoffset() or dt.timedelta()) // _MICROSECOND
