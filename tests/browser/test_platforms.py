"""Other platforms: registered, connected, corrected, shut out; what is wrong is said with what to do."""

from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import text

from tests.browser.desk import PHONE, Desk, desk, row, told
from tests.browser.service import PATIENCE_S, Service, account
from tests.gps_ingest.jt809.lower_platform import LowerPlatform
from tests.gps_ingest.jt809.wire import Speaker

pytestmark = pytest.mark.browser

LISTED = "/devices?tab=platforms"
WRONG_PASSWORD = 4
STATES = """UPDATE platform SET main_since = now() - interval '4 hours', last_heard = now(), problem = :problem,
    problem_at = now() - interval '2 minutes' WHERE name = :name"""
NAME = "连云港市某校车服务有限公司平台"


@pytest.fixture(autouse=True)
def _nobody(service: Service) -> None:
    """No platform is there yet."""
    with service.engine.begin() as connection:
        connection.execute(text("DELETE FROM platform"))


@pytest.fixture
def clerk(visitor: Desk) -> Desk:
    """The window of who registers platforms."""
    visitor.log_in("clerk")
    visitor.open(LISTED)
    return visitor


def add(service: Service, name: str = NAME, **more: Any) -> str:
    """A platform that was registered earlier; its id."""
    given = {"name": name, "version": 2019, "networks": ["203.0.113.0/28"]} | more
    with httpx.Client(base_url=service.web, timeout=PATIENCE_S, trust_env=False) as client:
        client.post("/api/v1/session", json=account("clerk")).raise_for_status()
        return str(client.post("/api/v1/platforms", json=given).raise_for_status().json()["id"])


def stands(service: Service, problem: str | None, name: str = NAME) -> None:
    """How its links stand, as the ingest would have noted it."""
    with service.engine.begin() as connection:
        connection.execute(text(STATES), {"problem": problem, "name": name})


def answer_yes(window: Desk, test_id: str) -> None:
    """Go on where the page asks, once the question stands still."""
    expect(window.it(test_id)).to_be_in_viewport()
    window.page.wait_for_function("() => document.getAnimations().every((one) => one.playState !== 'running')")
    window.it(test_id).click()


def register(window: Desk, name: str, networks: str) -> tuple[int, int, str]:
    """Let a platform in on the page; its access code, user and password as the page tells them to be handed over."""
    window.it("add-platform").click()
    window.it("platform-name").fill(name)
    window.it("platform-networks").fill(networks)
    window.it("register-submit").click()
    expect(window.it("secret-once")).to_be_visible()
    return int(told(window, "接入码")), int(told(window, "用户名")), told(window, "密码")


def test_a_platform_is_registered_and_connects_with_what_the_page_shows(clerk: Desk) -> None:
    """The password is told once; both links come up, and the page says so; with a new password the old one opens nothing."""
    code, user, password = register(clerk, "某校车公司平台", "127.0.0.0/8")
    port = clerk.service.settings.jt809_port
    assert told(clerk, "端口") == str(port)
    clerk.it("made-done").click()
    expect(row(clerk, "某校车公司平台")).to_contain_text("从未连接")
    row(clerk, "某校车公司平台").click()
    assert "platform=" in clerk.page.url
    assert "••••" in told(clerk, "密码"), "the password is told once"
    standing = clerk.it("platform-drawer").locator("xpath=ancestor::*[@role='dialog']").get_by_test_id("standing")
    with LowerPlatform(port, Speaker(edition=2019, access_code=code), user_id=user, password=password) as lower:
        lower.log_in_until_welcome()
        expect(standing).to_have_text("已连接")
        clerk.it("new-password").click()
        answer_yes(clerk, "password-confirm")
        expect(clerk.it("secret-once")).to_be_visible()
        lower.await_end()
        assert lower.log_in(password) == WRONG_PASSWORD
        expect(clerk.it("platform-trouble")).to_contain_text("登录所用的密码不对")
        assert lower.log_in(told(clerk, "密码")) == 0
        expect(standing).to_have_text("已连接")


def test_a_platform_is_shut_out_and_let_in_again(clerk: Desk) -> None:
    """It is asked first; a disabled one is refused on purpose, so nothing is said to be wrong with it."""
    add(clerk.service)
    stands(clerk.service, "wrong_user")
    row(clerk, NAME).click()
    expect(clerk.it("platform-trouble")).to_contain_text("请对方按下面的参数重新填写用户")
    clerk.it("platform-disable").click()
    answer_yes(clerk, "disable-confirm")
    expect(clerk.it("platform-enable")).to_be_visible()
    expect(clerk.it("platform-trouble")).to_have_count(0)
    clerk.page.keyboard.press("Escape")
    expect(row(clerk, NAME)).to_contain_text("已停用")
    row(clerk, NAME).click()
    clerk.it("platform-enable").click()
    expect(clerk.it("platform-disable")).to_be_visible()


def test_what_was_agreed_is_changed_and_what_cannot_be_is_marked_at_its_field(clerk: Desk) -> None:
    """A name of a server is no network; the constants are three or none; then all is as it was entered."""
    add(clerk.service)
    add(clerk.service, "另一平台")
    row(clerk, NAME).click()
    clerk.it("platform-edit").click()
    dialog = clerk.it("edit-dialog")
    expect(clerk.it("platform-networks")).to_have_value("203.0.113.0/28")
    clerk.it("platform-networks").fill("bus.example.cn")
    clerk.it("encrypting-given").click()
    clerk.it("platform-m1").fill("30000000")
    clerk.it("edit-submit").click()
    expect(dialog).to_contain_text("“bus.example.cn”不是 IP 地址或网段")
    expect(dialog.locator(".ant-form-item-has-error")).to_have_count(3)
    clerk.it("platform-networks").fill("203.0.113.0/28\n198.51.100.7")
    clerk.it("platform-ia1").fill("20000000")
    clerk.it("platform-ic1").fill("20000000")
    clerk.it("platform-name").fill("另一平台")
    clerk.it("edit-submit").click()
    expect(clerk.it("refused")).to_contain_text("已有同名")
    assert all("409" in fault for fault in clerk.faults)
    clerk.faults.clear()  # the browser itself writes a line of an answer that refuses
    clerk.it("platform-name").fill("新名平台")
    clerk.it("edit-submit").click()
    expect(dialog).to_have_count(0)
    expect(clerk.it("platform-drawer")).to_contain_text("198.51.100.7/32")
    expect(clerk.it("platform-drawer")).to_contain_text("已约定 M1、IA1、IC1")
    expect(row(clerk, "新名平台")).to_have_count(1)


def test_where_there_is_no_platform_the_page_says_what_they_are_for(clerk: Desk) -> None:
    """And how one begins; the button is there."""
    expect(clerk.it("no-platforms")).to_contain_text("JT/T\u00a0809")
    expect(clerk.it("no-platforms").locator("li")).to_have_count(3)
    expect(clerk.it("add-platform")).to_be_visible()


def test_an_officer_sees_platforms_and_registers_none(visitor: Desk) -> None:
    """What is wrong is said in the list; who may not change anything is not offered it, nor before there is one."""
    visitor.log_in("officer")
    visitor.open(LISTED)
    expect(visitor.it("no-platforms")).to_contain_text("由审批员或系统管理员登记")
    expect(visitor.it("add-platform")).to_have_count(0)
    add(visitor.service)
    stands(visitor.service, "slave_unreachable")
    expect(row(visitor, NAME)).to_contain_text("连不上对方等候从链路的服务器")
    row(visitor, NAME).click()
    expect(visitor.it("platform-trouble")).to_contain_text("请对方检查其服务器和防火墙")
    expect(visitor.it("handover")).to_contain_text("••••")
    for test_id in ("add-platform", "platform-edit", "platform-disable", "new-password"):
        expect(visitor.it(test_id)).to_have_count(0)


def test_an_operator_is_not_shown_other_platforms(visitor: Desk) -> None:
    """Whose they are is nobody's but the offices': an empty list would say that there are none."""
    add(visitor.service)
    visitor.log_in("operator")
    visitor.open(LISTED)
    expect(visitor.it("table-devices")).to_be_visible()
    expect(visitor.it("tab-parked")).to_be_visible()
    expect(visitor.it("tab-platforms")).to_have_count(0)


def test_platforms_fit_a_phone(browser: Browser, service: Service) -> None:
    """The list scrolls within itself; a platform covers the screen, and so do its dialogs."""
    platform = add(service)
    stands(service, "slave_unreachable")
    with desk(browser, service, size=PHONE) as phone:
        phone.log_in("clerk")
        phone.open(f"{LISTED}&platform={platform}")
        expect(phone.it("handover")).to_be_visible()
        assert phone.is_as_wide_as_its_window()
        phone.it("platform-edit").tap()
        expect(phone.it("edit-submit")).to_be_visible()
        assert phone.is_as_wide_as_its_window()
