"""What can be said against a fix, or has to be known of it; a fix has all its reasons at once."""

from collections.abc import Iterator
from enum import IntFlag

import numpy as np

from core.errors import Text
from fleet.fixes import Ints


class Reason(IntFlag):
    """The reasons; their lower-case names are the words of the tables, the API and the page, and never change."""

    FUTURE = 1 << 0  # its time is later than its receipt
    LONGITUDE = 1 << 1
    LATITUDE = 1 << 2
    SPEED = 1 << 3
    ALTITUDE = 1 << 4
    DIRECTION = 1 << 5
    DRIFT = 1 << 6  # the way to it and from it would be faster than a bus can be (卫星定位漂移)
    CLOCK = 1 << 7  # its time and its receipt lie far apart
    ROLLOVER = 1 << 8  # 1,024 weeks were added to its date
    DELAYED = 1 << 9  # its device had already a later one kept (补报)
    ABROAD = 1 << 10
    UNPROVEN = 1 << 11  # it came by a door where anyone may claim any identity
    ESTIMATED = 1 << 12  # the receiver reckoned the place
    REPEATED = 1 << 13  # sent before, to the microsecond

    @property
    def word(self) -> str:
        """The stable word of one reason."""
        assert self.name is not None
        return self.name.lower()


# 数据不合格: what makes a record unqualified. The others are told, each by its word, and count against nothing here.
UNQUALIFYING = Reason.FUTURE | Reason.LONGITUDE | Reason.LATITUDE | Reason.SPEED | Reason.ALTITUDE | Reason.DIRECTION

NAMES = {
    Reason.FUTURE: Text("时间超前", "Time ahead"),
    Reason.LONGITUDE: Text("经度超出范围", "Longitude out of range"),
    Reason.LATITUDE: Text("纬度超出范围", "Latitude out of range"),
    Reason.SPEED: Text("速度超出范围", "Speed out of range"),
    Reason.ALTITUDE: Text("高程超出范围", "Altitude out of range"),
    Reason.DIRECTION: Text("方向超出范围", "Direction out of range"),
    Reason.DRIFT: Text("定位漂移", "Drift"),
    Reason.CLOCK: Text("时钟偏差或缓存后上报", "Clock off, or held back"),
    Reason.ROLLOVER: Text("周数翻转（已更正）", "Week rollover (corrected)"),
    Reason.DELAYED: Text("补报", "Delayed"),
    Reason.ABROAD: Text("境外", "Outside the country"),
    Reason.UNPROVEN: Text("身份未经验证", "Identity unproven"),
    Reason.ESTIMATED: Text("推算或模拟定位", "Place estimated"),
    Reason.REPEATED: Text("重复", "Repeated"),
}
WORDS = {reason.word: name for reason, name in NAMES.items()}


def counted(reasons: Ints) -> dict[str, int]:
    """How many fixes have each reason, by its word; those that none has are left out."""
    return {reason.word: count for reason, count in _counts(reasons) if count}


def _counts(reasons: Ints) -> Iterator[tuple[Reason, int]]:
    for reason in Reason:
        yield reason, int(np.count_nonzero(reasons & int(reason)))
