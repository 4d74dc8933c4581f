"""Without a mouse."""

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk

pytestmark = pytest.mark.browser

FOCUSED = "() => document.activeElement?.dataset.finding ?? null"


def test_slash_searches_and_escape_comes_back(officer: Desk) -> None:
    """The search box has the focus, then it has not."""
    officer.page.keyboard.press("/")
    expect(officer.it("search")).to_be_focused()
    officer.page.keyboard.press("Escape")
    expect(officer.it("search")).not_to_be_focused()


def test_j_and_k_walk_through_the_findings(officer: Desk) -> None:
    """Enter opens the one with the focus, Escape goes back to it."""
    officer.service.finding("R24")
    officer.service.finding("R01")
    officer.page.wait_for_function("() => document.querySelectorAll('[data-testid=finding-item]').length >= 2")
    officer.page.keyboard.press("j")
    first = officer.page.evaluate(FOCUSED)
    officer.page.keyboard.press("j")
    second = officer.page.evaluate(FOCUSED)
    officer.page.keyboard.press("k")
    assert first is not None
    assert second not in {None, first}
    assert officer.page.evaluate(FOCUSED) == first
    officer.page.keyboard.press("Enter")
    expect(officer.it("finding-detail")).to_be_visible()
    assert f"finding={first}" in officer.page.url
    officer.page.keyboard.press("Escape")
    expect(officer.it("finding-detail")).to_have_count(0)
    assert officer.page.evaluate(FOCUSED) == first


def test_a_question_mark_shows_the_keys(officer: Desk) -> None:
    """And Escape closes them."""
    officer.page.keyboard.press("?")
    keys = officer.page.get_by_role("dialog")
    expect(keys).to_be_visible()
    expect(keys).to_contain_text("下一条报警")
    officer.page.keyboard.press("Escape")
    expect(keys).to_be_hidden()
