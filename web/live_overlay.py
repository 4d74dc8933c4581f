"""As what a bus is drawn at this moment: what the rules said of its last fix, and laid over it what has changed since. Pure.

The papers may change, and time passes, while a bus says nothing; neither waits for its next fix.
"""

BEHIND_LIMIT_S = 10.0  # past it our own pipeline is at fault, and nobody is called silent
CALM = frozenset({"in_order", "late"})


def by_its_papers(state: str, *, permitted: bool | None, on_run: bool, breaching: bool) -> str:
    """The state by what permit and sign say now; `permitted` None where nobody judges by them.

    The finding of it (R01) has its patience and its calm, which are about wild fixes; the papers of this moment are certain.
    """
    if permitted is None:
        return state
    if not permitted:
        return "no_permit" if on_run else state
    if state == "no_permit":
        return "breach" if breaching else "in_order"
    return state


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
