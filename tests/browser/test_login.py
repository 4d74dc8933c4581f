"""The way in and the way out."""

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.service import account

pytestmark = pytest.mark.browser


def test_an_officer_logs_in_with_name_and_password(visitor: Desk) -> None:
    """And stands before the live map."""
    visitor.open("/")
    officer = account("officer")
    visitor.it("login-username").fill(officer["username"])
    visitor.it("login-password").fill(officer["password"])
    visitor.it("login-submit").click()
    visitor.wait_for_map()
    expect(visitor.it("connection")).to_have_attribute("data-state", "live")


def test_a_wrong_password_is_told_in_words(visitor: Desk) -> None:
    """And what was typed stays, so that it can be corrected."""
    visitor.open("/")
    visitor.it("login-username").fill("officer")
    visitor.it("login-password").fill("not the password")
    visitor.it("login-submit").click()
    expect(visitor.it("login-error")).to_contain_text("用户名或密码不正确")
    expect(visitor.it("login-username")).to_have_value("officer")


def test_an_account_of_the_demo_is_one_click_away(visitor: Desk) -> None:
    """As whom it says."""
    visitor.open("/")
    visitor.it("demo-police").click()
    visitor.wait_for_map()
    visitor.it("account-menu").click()
    expect(visitor.page.locator(".sb-account")).to_contain_text("交警")


def test_who_logs_out_is_back_at_the_login(officer: Desk) -> None:
    """And sees nothing of the map any more."""
    officer.leaves = True
    officer.it("account-menu").click()
    officer.it("logout").click()
    expect(officer.it("login-form")).to_be_visible()
    expect(officer.it("map")).to_have_count(0)


def test_a_session_that_is_revoked_ends_on_the_open_page(officer: Desk) -> None:
    """Nobody has to click: the live feed is closed and the page asks for the login."""
    officer.leaves = True
    answer = officer.context.request.delete(f"{officer.service.web}/api/v1/session")
    assert answer.status == 204
    expect(officer.it("login-form")).to_be_visible()
    expect(officer.it("map")).to_have_count(0)


def test_a_parent_finds_a_page_that_is_whole(visitor: Desk) -> None:
    """A parent without a child on a bus sees the map, no bus, and no list that is not a parent's."""
    visitor.log_in("parent")
    visitor.open()
    visitor.page.wait_for_selector("[data-testid=map][data-ready=true]")
    expect(visitor.it("no-buses")).to_be_visible()
    expect(visitor.it("failure")).to_have_count(0)
    expect(visitor.it("nav-devices")).to_have_count(0)
    assert visitor.buses() == {}
