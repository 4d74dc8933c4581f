"""What is killed when: random, yet the same for the same seed, and every part in its turn."""

from collections import Counter

from faults.plan import HASTY_S, PARTS, plan


def test_sixty_kills_take_each_part_fifteen_times_some_of_them_within_two_seconds_of_the_last() -> None:
    kills = plan(60, seed=1, quiet_s=3.0)
    assert Counter(kill.part for kill in kills) == dict.fromkeys(PARTS, 15)
    hasty = [kill for kill in kills if kill.hasty]
    assert 0 < len(hasty) < 60
    assert all(kill.pause_s <= HASTY_S[1] for kill in hasty)
    assert not kills[0].hasty


def test_the_same_seed_kills_the_same_in_the_same_order_and_another_does_not() -> None:
    assert plan(20, seed=7, quiet_s=3.0) == plan(20, seed=7, quiet_s=3.0)
    assert plan(20, seed=7, quiet_s=3.0) != plan(20, seed=8, quiet_s=3.0)
