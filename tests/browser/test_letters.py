"""The texts of letters on the page: written with their fields, refused with an unknown one, kept in versions, put back."""

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk

pytestmark = pytest.mark.browser
ADDED = "本通知一式两份。"
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_a_clerk_changes_a_letter_sees_it_before_it_is_kept_and_puts_the_delivered_text_back(visitor: Desk) -> None:
    visitor.log_in("clerk")
    visitor.open("/letters")
    text, save = visitor.it("letter-text"), visitor.it("letter-save")
    delivered = text.input_value()
    expect(save).to_be_disabled()
    text.fill(f"{delivered}\n{{nobody}}")
    expect(visitor.it("letter-fault")).to_contain_text("{nobody}")
    expect(save).to_be_disabled()
    text.fill(f"{delivered}\n{ADDED}")
    expect(visitor.it("letter-preview")).to_contain_text(ADDED)
    save.click()
    versions = visitor.it("letter-versions").locator("li")
    expect(versions).to_have_count(2)
    visitor.page.reload()
    expect(text).to_have_value(f"{delivered}\n{ADDED}")
    visitor.it("restore-0").click()
    expect(text).to_have_value(delivered)
    save.click()
    expect(versions).to_have_count(3)
    expect(save).to_be_disabled()


def test_on_a_phone_a_letter_is_chosen_from_a_list_above_its_text(phone: Desk) -> None:
    phone.leaves = True
    phone.log_in("clerk")
    phone.open("/letters")
    expect(phone.it("letter-pick")).to_be_visible()
    expect(phone.it("letter-preview")).to_be_visible()
    assert phone.page.evaluate(WIDER) <= 0
