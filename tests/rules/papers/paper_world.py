"""The papers of a bus in good order on one Monday; a test changes one thing."""

from dataclasses import replace
from datetime import date, time
from typing import Any

from permits.drivers.papers import Cycle, DriverPapers
from permits.registers.dated import Item, Policy
from rules.papers.papers import (
    ITEMS,
    AttendantPapers,
    Papers,
    PermitPapers,
    PretripCheck,
    RunPapers,
    SignPapers,
    VehiclePapers,
)

DAY = date(2026, 9, 7)
DRIVER, LINE, LINE_VERSION = 7, 2, 5
LOOKED = date(2026, 8, 20)
POLICY = Policy("carrier", "示例保险", "P1", date(2026, 1, 1), date(2026, 12, 31))
EQUIPMENT = (
    Item("hammer", 4, LOOKED), Item("extinguisher", 2, LOOKED, date(2027, 3, 1)),
    Item("first_aid", 1, LOOKED, date(2027, 6, 1)), Item("locator", 1, LOOKED),
)  # fmt: skip
VEHICLE = VehiclePapers(
    inspection_to=date(2027, 1, 31), licence_class="A1", owner="港城客运", policies=(POLICY,), equipment=EQUIPMENT
)
SIGN = SignPapers("S1", date(2026, 8, 1), date(2027, 1, 31), True, frozenset({DRIVER}))
PERMIT = PermitPapers(
    "连教校许〔2026〕001号", date(2027, 7, 31), "港城客运", frozenset({DRIVER}), {LINE: LINE_VERSION},
    {LINE_VERSION: frozenset({time(7, 0), time(16, 30)})},
)  # fmt: skip
CYCLES = tuple(Cycle(date(year, 6, 15), 3, date(year, 7, 1)) for year in (2024, 2025, 2026))
PERSON = DriverPapers(
    DRIVER, "张师傅", date(1980, 5, 4), date(2005, 3, 1), frozenset({"A1"}), CYCLES, date(2026, 9, 1), ()
)
RUN = RunPapers(LINE, "海棠路线", LINE_VERSION, time(7, 0))
GOOD = Papers(
    DAY, VEHICLE, SIGN, PERMIT, RUN, PERSON, AttendantPapers("李老师", date(2026, 12, 31)),
    PretripCheck(dict.fromkeys(ITEMS, True)), (),
)  # fmt: skip


def papers(**changes: Any) -> Papers:
    """The good papers with something changed: `driver__born_on=…` changes a part of a part."""
    made = GOOD
    for name, value in changes.items():
        part, _, inner = name.partition("__")
        made = replace(made, **{part: replace(getattr(made, part), **{inner: value}) if inner else value})
    return made
