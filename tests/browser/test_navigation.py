"""The navigation: every job of an officer in sight on a desk's screen, none cut off by what stands beside it on a phone."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.desk import LAPTOP, Desk, Language, desk
from tests.browser.service import Service

pytestmark = pytest.mark.browser

FREE_AT_ITS_END = """() => {
    const list = document.querySelector('.sb-jobs'), fade = parseFloat(getComputedStyle(list, '::after').width)
    list.scrollTo({ left: list.scrollWidth, behavior: 'instant' })
    return list.getBoundingClientRect().right - list.lastElementChild.getBoundingClientRect().right - fade
}"""
FADES = "() => ['::before', '::after'].map((end) => getComputedStyle(document.querySelector('.sb-jobs'), end).position)"
GROUND = "() => getComputedStyle(document.body).backgroundColor"


@pytest.mark.parametrize("role", ["officer", "admin"])
@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("size", [LAPTOP, (1280, 800)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_job_is_in_sight_at_once(
    browser: Browser, service: Service, size: tuple[int, int], language: Language, role: str
) -> None:
    """Whole, from the first to the last, and nothing is left to scroll to."""
    with desk(browser, service, size=size, language=language) as window:
        window.log_in(role)
        window.open("/rules")
        for job in ("map", "rules"):
            expect(window.it(f"nav-{job}")).to_be_in_viewport(ratio=1)
        jobs = window.page.locator(".sb-jobs")
        assert jobs.evaluate("(list) => list.scrollHeight - list.clientHeight") == 0


def test_on_a_phone_a_fade_tells_of_more_and_lies_on_nothing_at_the_end(phone: Desk) -> None:
    """The last job is free of it once the bar is scrolled to its end."""
    jobs = phone.page.locator(".sb-jobs")
    assert jobs.evaluate("(list) => list.scrollWidth > list.clientWidth")
    assert phone.page.evaluate(FADES) == ["sticky", "sticky"]
    assert phone.page.evaluate(FREE_AT_ITS_END) >= -1
    expect(phone.it("nav-rules")).to_be_in_viewport(ratio=1)


def test_on_a_phone_language_and_theme_stand_with_the_account(phone: Desk) -> None:
    light = phone.page.evaluate(GROUND)
    phone.it("account-menu").tap()
    phone.it("language-item").tap()
    expect(phone.it("nav-map")).to_have_text("Map")
    phone.it("account-menu").tap()
    phone.it("theme-item").tap()
    phone.page.wait_for_function(f"(light) => ({GROUND})() !== light", arg=light)
