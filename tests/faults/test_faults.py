"""The promises under kill -9, in short: the same program as `make faults`, with a few kills of each part."""

import pytest

from faults.plan import PARTS
from faults.prove import prove
from faults.town import OURS, Way

pytestmark = pytest.mark.slow


def test_whatever_is_killed_each_acknowledged_fix_is_stored_once_and_each_finding_stands_once() -> None:
    """Each part is killed twice in mid-stream, also while another recovers; all is held against the senders' lists."""
    proof = prove(8, quiet_s=0.5, seed=44)
    assert proof.verdict.broken == [], proof.text
    assert proof.verdict.kills == dict.fromkeys(PARTS, 2)
    assert proof.verdict.hasty.total() > 0
    assert all(proof.verdict.kept[way].lost == 0 for way in OURS)
    assert set(proof.verdict.kept) == set(Way)
