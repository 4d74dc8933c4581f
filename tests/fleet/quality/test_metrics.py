"""The six metrics on hand-computed cases, among them the figures of published notices (domain.md section 4.1)."""

from datetime import date
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from fleet.quality import metrics
from fleet.quality.days import date_of, local_days, span
from fleet.quality.definitions import DEFINITIONS
from fleet.quality.metrics import Share, Totals, connected

MINUTE_S = 60.0
DAY_S = 86_400.0


def percent(share: Share) -> str:
    """As a notice prints it."""
    assert share.rate is not None
    return f"{share.rate:.2%}"


def test_platform_connectivity_of_a_published_notice() -> None:
    """133,909.49 of 133,920 minutes (93 days), in three breaks: 99.99 %."""
    closed_s = (133_920 - 133_909.49) * MINUTE_S
    end_s = 133_920 * MINUTE_S
    stretches = [(0.0, 1000.0), (1000.0 + closed_s / 2, 50_000.0), (50_000.0 + closed_s / 4, end_s - closed_s / 4)]
    found = connected(stretches, 0.0, end_s)
    assert found.share.numerator / MINUTE_S == pytest.approx(133_909.49)
    assert found.share.denominator / MINUTE_S == 133_920
    assert (percent(found.share), found.breaks) == ("99.99%", 3)


def test_a_platform_that_was_always_open_has_no_break() -> None:
    """Also where stretches touch or overlap, and where they begin before the period and end after it."""
    found = connected([(-500.0, 40.0), (40.0, 70.0), (60.0, 400.0)], 0.0, 100.0)
    assert found == metrics.Connected(Share(100.0, 100.0), 0)


def test_a_platform_that_was_never_open_is_one_break() -> None:
    assert connected([(500.0, 900.0)], 0.0, 100.0) == metrics.Connected(Share(0.0, 100.0), 1)


def test_a_period_that_has_not_begun_has_no_rate() -> None:
    assert connected([(0.0, 10.0)], 100.0, 50.0).share.rate is None


def test_the_time_before_the_first_and_after_the_last_stretch_is_closed_too() -> None:
    assert connected([(10.0, 60.0)], 0.0, 100.0) == metrics.Connected(Share(50.0, 100.0), 2)


def test_vehicles_networked_are_of_those_registered() -> None:
    assert metrics.networked(Totals(registered=40, networked=38)) == Share(38, 40)
    assert percent(metrics.networked(Totals(registered=40, networked=38))) == "95.00%"


def test_vehicles_online_are_of_those_networked() -> None:
    """Sichuan, March 2025: 99.54 %; here 217 of 218."""
    assert percent(metrics.online(Totals(registered=300, networked=218, online=217))) == "99.54%"


def test_track_completeness_of_a_published_notice() -> None:
    """278,890.63 of 283,116.51 km: 98.51 %."""
    assert percent(metrics.complete(Totals(complete_m=278_890_630.0, total_m=283_116_510.0))) == "98.51%"


def test_data_qualification_is_of_everything_received() -> None:
    """Sichuan, March 2025: 99.83 %; here 9,983 of 10,000."""
    assert percent(metrics.qualified(Totals(received=10_000, qualified=9_983))) == "99.83%"


def test_the_drift_rate_counts_days_of_a_vehicle() -> None:
    """Sichuan, March 2025: 1.02 %; here 1 day of drift in 98 days online."""
    assert percent(metrics.drifting(Totals(online_days=98, drift_days=1))) == "1.02%"


@pytest.mark.parametrize("definition", DEFINITIONS, ids=lambda one: one.id)
def test_of_nothing_there_is_no_rate(definition: object) -> None:
    """Not 0 %, not 100 %: a new platform is neither bad nor good."""
    of = getattr(definition, "of", None)
    share = connected([], 0.0, 0.0).share if of is None else of(Totals())
    assert share.rate is None


def test_there_are_six_each_defined_in_both_languages_with_its_source() -> None:
    assert [one.name.zh for one in DEFINITIONS] == [
        "平台连通率", "车辆入网率", "车辆上线率", "轨迹完整率", "数据合格率", "卫星定位漂移车辆率",
    ]  # fmt: skip
    for one in DEFINITIONS:
        for text in (one.name, one.formula, one.source, one.ours):
            assert text.zh
            assert text.en
        assert "267" in one.source.zh


def test_a_day_is_the_offices() -> None:
    """The last second of 2026-11-26 UTC is 07:59:59 of the 27th in Shanghai; the day begins at 16:00 UTC of the day before."""
    shanghai = ZoneInfo("Asia/Shanghai")
    since_s, until_s = span(date(2026, 11, 27), shanghai)
    assert until_s - since_s == DAY_S
    times = np.array([since_s - 0.001, since_s, until_s - 0.001, until_s])
    assert [date_of(day).day for day in local_days(times, shanghai).tolist()] == [26, 27, 27, 28]


def test_a_day_of_a_zone_with_summer_time_may_have_25_hours() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    since_s, until_s = span(date(2026, 10, 25), berlin)
    assert until_s - since_s == 25 * 3600
    times = np.array([since_s, until_s - 1, until_s])
    assert [date_of(day).day for day in local_days(times, berlin).tolist()] == [25, 25, 26]
