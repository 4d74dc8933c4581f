"""As what a bus is drawn once time has passed: `silent` and `parked` laid over the state that the rules gave. Pure."""

BEHIND_LIMIT_S = 10.0  # past it our own pipeline is at fault, and nobody is called silent
CALM = frozenset({"in_order", "late"})


def shown_state(
    state: str,
    *,
    on_run: bool,
    moving: bool,
    fix_s: float,
    silent_after_s: float,
    watermark_s: float | None,
    behind_s: float,
) -> str:
    """The state to draw. Times are seconds since 1970 UTC, `behind_s` and `silent_after_s` are seconds.

    A bus on a run or last seen moving is silent once everything that the doors were sent up to `watermark_s` is here and
    its last fix is older than its device may be quiet. One off duty that stands is parked then. A breach stays a breach.
    """
    if watermark_s is None or watermark_s - fix_s <= silent_after_s:
        return state
    if on_run or moving:
        return "silent" if behind_s < BEHIND_LIMIT_S else state
    return "parked" if state in CALM else state
