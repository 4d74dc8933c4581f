"""How sure a share is: Wilson's interval, the difference of two shares (Newcombe), and the figure that ranks. Pure.

Why Wilson's: a share of few passages must not look as sure as one of many, and the plain interval (p ± z·√(p(1-p)/n)) is of no
length at 0 of n and n of n, which is what quiet roads have. Source: E. B. Wilson, JASA 22 (1927) 209-212; R. G. Newcombe,
Statistics in Medicine 17 (1998) 873-890, method 10.
"""

from math import sqrt

Z = 1.959_964  # 95 %, both sides


def wilson(hits: float, of: float) -> tuple[float, float]:
    """Between what the true share of `hits` among `of` lies; (0, 1) where nothing was seen."""
    if of <= 0:
        return 0.0, 1.0
    share, weight = hits / of, Z * Z / of
    middle = (share + weight / 2) / (1 + weight)
    half = Z / (1 + weight) * sqrt(share * (1 - share) / of + weight / (4 * of))
    return max(0.0, middle - half), min(1.0, middle + half)


def score(hits: float, of: float, credit: float) -> float:
    """What places are ranked by: Wilson's lower bound, after `credit` passages without an event were added.

    Wilson's bound alone gives 2 of 2 a third, more than any true place of many passages has. The credit is what everybody
    knows beforehand: on most roads most passages are uneventful; it is forgotten as passages come in.
    """
    return wilson(hits, of + credit)[0]


def difference(before: tuple[float, float], after: tuple[float, float]) -> tuple[float, float]:
    """Between what the share of `after` minus that of `before` lies; each is (hits, of), of more than nothing."""
    was, now = before[0] / before[1], after[0] / after[1]
    (was_low, was_high), (now_low, now_high) = wilson(*before), wilson(*after)
    down = sqrt((now - now_low) ** 2 + (was_high - was) ** 2)
    up = sqrt((now_high - now) ** 2 + (was - was_low) ** 2)
    return now - was - down, now - was + up
