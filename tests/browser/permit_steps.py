"""What people do at the permit desk again and again: pick from a list, take a step, see how a file stands."""

from playwright.sync_api import expect

from tests.browser.desk import Desk


def choose(window: Desk, test_id: str, typed: str) -> None:
    """The first that a pick offers for what is typed."""
    window.it(test_id).get_by_role("combobox").fill(typed)
    window.page.locator(".ant-select-item-option:visible", has_text=typed).first.click()


def step(window: Desk, subject: str, name: str) -> None:
    """Open the dialog of a step and take it, once all is filled in."""
    window.it(f"permit-do-{subject}-{name}").click()
    window.it("permit-step-submit").click()
    expect(window.it("permit-step")).to_have_count(0)


def stands(window: Desk, state: str) -> None:
    """The file is in a state, in words."""
    expect(window.it("permit-state").first).to_have_text(state)
