"""Which part is killed when: random, and the same again for the same seed."""

import random
from dataclasses import dataclass

PARTS = ("ingest", "postgres", "redis", "mosquitto")
HASTY = 0.4  # of the kills come while another part is still recovering
HASTY_S = (0.1, 2.0)


@dataclass(frozen=True, slots=True)
class Kill:
    """One `kill -9`: so long after all was well again, or, where `hasty`, after the kill before it."""

    part: str
    pause_s: float
    hasty: bool


def plan(kills: int, seed: int, quiet_s: float) -> list[Kill]:
    """Each part about as often as the others, in any order; `quiet_s` is the longest pause once all is well."""
    chance = random.Random(seed)
    parts = [PARTS[number % len(PARTS)] for number in range(kills)]
    chance.shuffle(parts)
    made = list[Kill]()
    for part in parts:
        hasty = bool(made) and chance.random() < HASTY
        made.append(Kill(part, chance.uniform(*HASTY_S) if hasty else chance.uniform(0.0, quiet_s), hasty))
    return made
