"""Counts the work of a call in steps and bytes, the same on every machine: what no promise about time can be tested without."""

import sys
from collections.abc import Callable
from inspect import CO_GENERATOR
from types import FrameType
from typing import Any

STEP = 16  # bytes that a call counts as, beside those it is handed


def work_of(call: Callable[[], object]) -> int:
    """How much a call does: each call within it counts `STEP`, and the bytes and text it is handed, is called on, or gives back.

    What goes on within one call of C counts by the size of what it is called on.
    """
    total, begun = 0, set[FrameType]()

    def seen(frame: FrameType, event: str, arg: Any) -> None:
        nonlocal total
        if event == "return":
            total += _size(arg)
            return
        total += STEP
        if event == "c_call":
            total += _size(getattr(arg, "__self__", None))
        elif event == "call" and frame not in begun:  # a generator is called again for each thing that it yields
            code = frame.f_code
            if code.co_flags & CO_GENERATOR:
                begun.add(frame)
            handed = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
            total += sum(_size(frame.f_locals.get(name)) for name in handed)

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        call()
    finally:
        sys.setprofile(before)
    return total


def _size(value: object) -> int:
    """Bytes of a value; of a tuple those of what it holds."""
    if isinstance(value, bytes | bytearray | str):
        return len(value)
    return sum(_size(each) for each in value) if isinstance(value, tuple) else 0
