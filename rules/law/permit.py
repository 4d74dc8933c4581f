"""Who may give school-bus service at all: REG 18, the permit and the sign in force at the moment of the fix."""

import numpy as np

from rules.rule import Patience, Verdict, rule
from rules.seen import Need, Seen


@rule(
    "R01",
    article="18",
    severity="B",
    patience=Patience(seconds=30.0, calm_s=60.0, gap_s=900.0),
    state="no_permit",
    needs=[Need.SERVICE],
    title=("无许可或无标牌提供校车服务", "Service without a permit or sign in force"),
)
def permit_and_sign_in_force(seen: Seen) -> Verdict:
    """禁止使用未取得校车标牌的车辆提供校车服务；空驶（送检、维修、回场）不属此列。
    No vehicle gives school-bus service without a permit and sign in force; driving empty to inspection, workshop or depot is none.
    """
    without_permit, without_sign = seen.permit_version < 0, seen.sign < 0
    none = np.full(len(seen), np.nan)
    return Verdict(
        ~seen.tick,
        seen.service & (without_permit | without_sign),
        none,
        none,
        notes=(("no_permit_in_force", without_permit), ("no_sign_in_force", without_sign)),
    )
