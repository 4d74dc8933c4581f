"""Devices: registered, bound, given a new secret; unknown ones let in; a table of them; a driver told something."""

import csv
import io
import re
import struct
from collections.abc import Iterator
from itertools import count
from math import ceil
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, expect

from core import clock
from tests.browser.desk import PHONE, Desk, desk, row, told
from tests.browser.service import PATIENCE_S, Service, account
from tests.gps_ingest.conftest import rmc, send_tcp
from tests.gps_ingest.jt808.terminal import Terminal, place, register_body

pytestmark = pytest.mark.browser

_plates = count(1)


@pytest.fixture
def clerk(visitor: Desk) -> Desk:
    """The window of who keeps the devices."""
    visitor.log_in("clerk")
    return visitor


@pytest.fixture
def officers(browser: Browser, service: Service) -> Iterator[Desk]:
    """The officer's window, beside the clerk's."""
    with desk(browser, service) as one:
        one.log_in()
        yield one


def bus(service: Service) -> tuple[str, str]:
    """A bus of the test's own that no device speaks for: its id and its plate."""
    plate = f"苏G·D{next(_plates):04d}"
    with httpx.Client(base_url=service.web, timeout=PATIENCE_S, trust_env=False) as client:
        client.post("/api/v1/session", json=account("clerk")).raise_for_status()
        made = client.post("/api/v1/vehicles", json={"plate": plate, "type": "primary_bus"}).raise_for_status()
    return str(made.json()["id"]), plate


def pick(window: Desk, dialog: str, plate: str) -> None:
    """Choose a bus in a dialog by a few characters of its plate."""
    field = window.it(dialog).get_by_test_id("vehicle-pick")
    field.click()
    field.locator("input").fill(plate.replace("·", "")[-5:])
    window.page.locator(".ant-select-dropdown:visible .sb-pick", has_text=plate).click()


def report(url: str, device: str) -> int:
    """What a telephone gets that reports to the address which the set-up shows; its second is not before the binding's."""
    fields: dict[str, Any] = {"id": device, "timestamp": ceil(clock.epoch()), "lat": 34.72, "lon": 119.38, "speed": 0}
    with httpx.Client(timeout=PATIENCE_S, trust_env=False) as client:
        return client.get(url, params=dict(httpx.URL(url).params) | fields).status_code


def test_a_clerk_registers_a_device_binds_it_and_gives_it_a_new_secret(clerk: Desk) -> None:
    """What the page shows opens the door: the telephone is heard; with a new secret the old address opens nothing."""
    _, plate = bus(clerk.service)
    clerk.open("/devices")
    clerk.it("add-device").click()
    clerk.it("create-protocol").click()
    clerk.page.locator(".ant-select-item-option:visible", has_text="OsmAnd").click()
    clerk.it("create-id").fill("phone-of-test")
    clerk.it("create-name").fill("备用手机")
    clerk.it("create-submit").click()
    expect(clerk.it("secret-once")).to_be_visible()
    first = told(clerk, "服务器地址")
    assert told(clerk, "设备标识") == "phone-of-test"
    clerk.it("made-done").click()
    row(clerk, "phone-of-test").click()
    expect(clerk.it("device-drawer")).to_contain_text("备用手机")
    assert "device=phone-of-test" in clerk.page.url
    assert "••••" in told(clerk, "服务器地址"), "the secret is told once"
    clerk.it("bind").click()
    pick(clerk, "bind-dialog", plate)
    clerk.it("bind-submit").click()
    expect(clerk.it("bindings")).to_contain_text(plate)
    assert report(first, "phone-of-test") == 200
    expect(clerk.page.locator(".sb-drawer .sb-device-state")).to_have_text("在线")
    clerk.it("renew").click()
    clerk.it("renew-confirm").click()
    expect(clerk.it("secret-once")).to_be_visible()
    second = told(clerk, "服务器地址")
    assert report(second, "phone-of-test") == 200
    assert report(first, "phone-of-test") == 401
    clerk.it("unbind").click()
    clerk.it("unbind-submit").click()
    expect(clerk.page.locator(".sb-drawer .sb-device-state")).to_have_text("未绑定")
    expect(clerk.it("unbind-submit")).to_be_hidden()  # else the key is the closing dialog's
    clerk.page.keyboard.press("Escape")
    expect(clerk.it("device-drawer")).to_have_count(0)
    expect(row(clerk, "phone-of-test")).to_contain_text("未绑定")


def test_an_unknown_tracker_is_let_in_and_what_it_sent_before_is_kept(clerk: Desk) -> None:
    """It sent positions over plain TCP; let in, with a bus, they are the bus's, delayed; nothing of it stays parked."""
    vehicle, plate = bus(clerk.service)
    now = int(clock.epoch())
    send_tcp(
        clerk.service.settings.nmea_tcp_port,
        b"tracker-of-test\r\n",
        *(rmc(now - 60 + second, kmh=0) + b"\r\n" for second in range(30)),
    )
    clerk.open("/devices?tab=unknown")
    expect(row(clerk, "tracker-of-test")).to_contain_text("30 条")
    expect(clerk.it("tab-unknown").locator("xpath=..")).to_contain_text(re.compile(r"\d"))
    row(clerk, "tracker-of-test").get_by_test_id("adopt").click()
    pick(clerk, "adopt-dialog", plate)
    expect(clerk.it("adopt-dialog")).to_contain_text("30")
    clerk.it("adopt-submit").click()
    expect(clerk.it("device-made")).to_contain_text(plate)
    clerk.it("made-done").click()
    expect(row(clerk, "tracker-of-test")).to_have_count(0)
    clerk.open("/devices?tab=parked&q=tracker-of-test")
    expect(clerk.it("empty")).to_be_visible(timeout=PATIENCE_S * 1000)
    track = clerk.service.ask(f"/vehicles/{vehicle}/positions")["features"]
    assert len(track) == 30
    assert all(point["properties"]["delayed"] for point in track)


def test_a_terminal_registers_is_let_in_with_its_bus_proposed_and_its_driver_is_told_something(
    clerk: Desk, officers: Desk
) -> None:
    """From the first knock to the terminal's own "done": nobody types a number."""
    vehicle, plate = bus(clerk.service)
    terminal = Terminal(clerk.service.settings.jt808_port, "13911112222").connect()
    assert terminal.register(register_body(plate.replace("·", "")))[0] == 4, "nobody let it in yet"
    clerk.open("/devices?tab=unknown")
    stranger = row(clerk, "13911112222")
    expect(stranger).to_contain_text(plate)
    stranger.click()
    expect(clerk.it("adopt-dialog")).to_contain_text(plate)
    clerk.it("adopt-submit").click()
    expect(clerk.it("device-made")).to_contain_text(plate)
    result, code = terminal.register(register_body(plate.replace("·", "")))
    assert (result, terminal.authenticate(code)) == (0, 0)
    assert terminal.report(place(ceil(clock.epoch()), kmh=0)) == 0

    officers.open(f"/map?bus={vehicle}")
    officers.it("text-driver").click()
    officers.it("command-text").fill("前方积水，请减速慢行")
    officers.it("command-submit").click()
    assert terminal.wait(0x8300)[1:].decode("gbk") == "前方积水，请减速慢行"
    serial = next(serial for id_, serial, _ in terminal.said if id_ == 0x8300)
    terminal.send(0x0001, struct.pack(">HHB", serial, 0x8300, 0))
    officers.open("/devices?device=13911112222")
    expect(officers.it("commands")).to_contain_text("前方积水，请减速慢行")
    expect(officers.it("command-state")).to_have_text("已执行")
    terminal.leave()


HEADING = "终端编号,协议,号牌,启用时间,名称\r\n"


def choose(window: Desk, text: str) -> None:
    """Choose a table as an office program saves it."""
    file = {"name": "终端.csv", "mimeType": "application/vnd.ms-excel", "buffer": text.encode("gbk")}
    window.page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]


def test_a_table_is_imported_once_every_row_is_right(clerk: Desk) -> None:
    """Each mistake is named with its row, and nothing is imported; corrected, all are, and their secrets are a file."""
    _, plate = bus(clerk.service)
    clerk.open("/devices")
    clerk.it("import-devices").click()
    choose(clerk, f"{HEADING}import-1,nmea_mqtt,{plate},2026-09-01,前置\r\nim,smoke,苏G99999,昨天,\r\n")
    problems = clerk.it("import-problems")
    expect(problems).to_have_count(1)
    for wrong in ("终端编号", "协议", "号牌", "自何时起"):
        expect(problems).to_contain_text(wrong)
    expect(clerk.it("import-run")).to_be_disabled()
    choose(clerk, f"{HEADING}import-1,nmea_mqtt,{plate},2026-09-01,前置\r\nimport-2,,,,\r\n")
    expect(problems).to_have_count(0)
    clerk.it("import-run").click()
    expect(clerk.it("import-done")).to_contain_text("2")
    with clerk.page.expect_download() as loading:
        clerk.it("import-secrets").click()
    told_rows = list(csv.reader(io.StringIO(loading.value.path().read_text("utf-8-sig"))))
    assert [line[0] for line in told_rows[1:]] == ["import-1", "import-2"]
    assert all(len(line[3]) >= 32 for line in told_rows[1:])
    clerk.it("import-close").click()
    expect(row(clerk, "import-1")).to_contain_text(plate)


def test_an_officer_sees_devices_and_keeps_none(officers: Desk) -> None:
    """Who may not register, bind or let in is not offered it."""
    officers.open("/devices?device=demo-mqtt-1")
    expect(officers.it("device-drawer")).to_contain_text("绑定历史")
    expect(officers.it("howto")).to_contain_text("bus/demo-mqtt-1/nmea")
    for test_id in ("add-device", "import-devices", "bind", "renew", "device-disable"):
        expect(officers.it(test_id)).to_have_count(0)


@pytest.mark.parametrize("tab", ["devices", "unknown", "parked"])
def test_every_list_of_devices_fits_a_phone_and_so_does_a_device(browser: Browser, service: Service, tab: str) -> None:
    """A list scrolls within itself; the device covers the screen, its dialogs too."""
    with desk(browser, service, size=PHONE) as phone:
        phone.log_in("clerk")
        phone.open(f"/devices?tab={tab}&device=demo-tcp-1")
        expect(phone.it("bindings")).to_be_visible()
        assert phone.is_as_wide_as_its_window()
        phone.it("bind").tap()
        expect(phone.it("bind-submit")).to_be_in_viewport()
        assert phone.is_as_wide_as_its_window()
