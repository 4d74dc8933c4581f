"""Break a Chinese paragraph into lines: no stop begins a line, no opening bracket ends one, a number stays whole. Pure."""

import re
from collections.abc import Callable, Iterator

NOT_FIRST = frozenset("，。；：、！？）》〉〕】”’％,.;:!?)%")
NOT_LAST = frozenset("（《〈〔【“‘(")
UNIT = re.compile(r"[A-Za-z0-9][A-Za-z0-9./:%-]*|.", re.DOTALL)


def broken(paragraph: str, width: float, width_of: Callable[[str], float]) -> Iterator[str]:
    """The lines of a paragraph, none wider than `width` but for one stop that hangs over its end."""
    line: list[str] = []
    room = width
    for unit in _units(paragraph, width, width_of):
        wide = width_of(unit)
        if wide > room and line and not (unit in NOT_FIRST and line[-1] not in NOT_FIRST):
            following = _carried(line)
            yield "".join(line)
            line, room = following, width - width_of("".join(following))
        line.append(unit)
        room -= wide
    yield "".join(line)


def _units(paragraph: str, width: float, width_of: Callable[[str], float]) -> Iterator[str]:
    """What is not broken: a character, or a run of letters and figures that fits a line."""
    for found in UNIT.findall(paragraph):
        yield from (found if width_of(found) > width else (found,))


def _carried(line: list[str]) -> list[str]:
    """What goes over to the next line with what did not fit: opening brackets at the end."""
    cut = len(line)
    while cut > 1 and line[cut - 1] in NOT_LAST:
        cut -= 1
    carried, line[cut:] = line[cut:], []
    return carried
