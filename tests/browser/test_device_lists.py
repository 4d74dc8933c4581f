"""What the lists of devices say beside each: that one was shut out, how good its bus's data are, how often a frame came."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect
from sqlalchemy import text

from gps_ingest.quality.reckon import reckon
from tests.browser.desk import Desk, row
from tests.browser.service import Service

pytestmark = pytest.mark.browser

DEVICE = "sim-bus-01"
SHUT_OUT = "UPDATE device SET throttled_until = now() + make_interval(mins => :minutes) WHERE id = :id"
COUNTED = """INSERT INTO parked (received_at, door, device, reason, raw, size, detail, times)
    VALUES (now(), 'mqtt', 'lists-counted', 'not_nmea', '', 52080, '1240 more, only counted', 1240),
        (now(), 'mqtt', 'lists-single', 'not_nmea', 'noise', 5, NULL, 1)"""
BUS = """SELECT b.vehicle_id FROM binding b JOIN device d ON d.no = b.device_no WHERE d.id = :id"""


@pytest.fixture
def officer(visitor: Desk) -> Desk:
    """The window of who looks after the devices of the day."""
    visitor.log_in("officer")
    return visitor


@pytest.fixture
def shut_out(service: Service) -> Iterator[None]:
    """The broker has just shut a device out, for ten minutes."""
    for minutes in (10, -1):
        with service.engine.begin() as connection:
            connection.execute(text(SHUT_OUT), {"id": DEVICE, "minutes": minutes})
        if minutes > 0:
            yield


def test_a_device_that_sends_too_much_is_said_to_be_shut_out_until_when(officer: Desk, shut_out: None) -> None:
    """First in the list, and in its drawer with what to do; nothing is said of the others."""
    officer.open("/devices")
    first = officer.page.locator(".ant-table-row").first
    expect(first).to_contain_text(DEVICE)
    expect(first.get_by_test_id("shut-out")).to_have_text(re.compile(r"发送过多，暂停至 .*\d\d:\d\d"))
    expect(officer.it("shut-out")).to_have_count(1)
    first.click()
    expect(officer.it("shut-out-why")).to_contain_text("上报间隔")


def test_a_device_whose_time_is_over_is_said_nothing_of(officer: Desk) -> None:
    """The moment stays in the table of devices; it means nothing any more."""
    with officer.service.engine.begin() as connection:
        connection.execute(text(SHUT_OUT), {"id": DEVICE, "minutes": -1})
    officer.open(f"/devices?q={DEVICE}")
    expect(row(officer, DEVICE)).to_be_visible()
    expect(officer.it("shut-out")).to_have_count(0)


def test_the_quality_beside_a_device_is_its_buss_and_leads_to_it(officer: Desk) -> None:
    """The rate of this month as the service reckons it, said to be the bus's, in the list and in the drawer."""
    reckon(officer.service.settings)
    with officer.service.engine.connect() as connection:
        bus = str(connection.scalar(text(BUS), {"id": DEVICE}))
    vehicles = {one["id"]: one for one in officer.service.ask("/quality", by="vehicle", limit=200)["items"]}
    assert vehicles[bus]["metrics"]["qualified"]["rate"] > 0
    officer.open(f"/devices?q={DEVICE}")
    expect(officer.page.locator("th", has_text="本月合格率（整车）")).to_be_visible()
    expect(row(officer, DEVICE).get_by_test_id("qualified")).to_have_text(re.compile(r"^\d+\.\d\d%$"))
    officer.open(f"/devices?device={DEVICE}")
    expect(officer.it("device-drawer")).to_contain_text("按整车统计")
    officer.it("device-drawer").get_by_test_id("qualified").click()
    expect(officer.it("quality-whose").locator("h2")).to_have_text(vehicles[bus]["name"])
    expect(officer.it("figure-qualified")).to_be_visible()


def test_frames_that_were_only_counted_are_listed_with_how_many(officer: Desk) -> None:
    """Once, without bytes; a frame that came once bears no number."""
    with officer.service.engine.begin() as connection:
        connection.execute(text(COUNTED))
    officer.open("/devices?tab=parked&q=lists-")
    counted, single = row(officer, "lists-counted"), row(officer, "lists-single")
    expect(counted).to_contain_text("另有 1,240 条同类数据")
    expect(single).to_contain_text("noise")
    numbers = [one.locator("td").nth(5).inner_text() for one in (counted, single)]
    assert numbers == ["1,240", ""]
    counted.click()
    expect(officer.it("parked-counted")).to_contain_text("没有逐条保存")
