"""What the points table (《道路交通安全违法行为记分管理办法》, PTS 8-12) gives: an information on a finding (R25, R19)."""

import numpy as np

from fleet.fixes import Bools, Floats, Ints

BY_PERCENT = 1e-9  # of arithmetic, not of the law: 72 km/h where 60 are allowed is twenty per cent


def speeding(measured_kmh: Floats, allowed_kmh: Floats, expressway: Bools) -> Ints:
    """Points of a school bus over a limit (PTS 8, 9, 10, 12); urban expressways are graded with motorways.

    Motorway and urban expressway: 12 from twenty per cent over, else 6. Other roads: 9 from fifty, 6 from twenty, 1 from ten.
    """
    over = measured_kmh / allowed_kmh - 1 + BY_PERCENT
    on_expressway = np.where(over >= 0.2, 12, 6)
    elsewhere = np.select([over >= 0.5, over >= 0.2, over >= 0.1], [9, 6, 1], 0)
    return np.where(over > 2 * BY_PERCENT, np.where(expressway, on_expressway, elsewhere), 0).astype(np.int64)


def overload(persons: Ints, approved: Ints) -> Ints:
    """Points of a school bus with more persons than approved (PTS 8, 10): 12 from twenty per cent, else 6."""
    more = (persons > approved) & (approved > 0)
    return np.where(more, np.where(5 * persons >= 6 * approved, 12, 6), 0).astype(np.int64)
