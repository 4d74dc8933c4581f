"""The papers of a bus in good order on one Monday; a test changes one thing."""

from dataclasses import replace
from datetime import date, time
from typing import Any

from permits.drivers.papers import Cycle, DriverPapers
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
VEHICLE = VehiclePapers(inspection_to=date(2027, 1, 31), licence_class="A1", owner="港城客运")
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
