"""The pictures of places in the guides: a place being changed, a file with errors, fog on the map."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect

from tests.browser.desk import LAPTOP, PHONE, Desk, Language, desk
from tests.browser.pictures import LANGUAGES, PRINTED, print_picture, take
from tests.browser.service import PATIENCE_S, Service, account
from tests.browser.test_places import BROKEN, _open

pytestmark = pytest.mark.browser

SMALLER = (1120, 700)  # a map full of buses is a larger file


@pytest.fixture(scope="module")
def foggy(service: Service) -> Iterator[Service]:
    """The service while fog is declared for the district and works for a road."""
    until = (datetime.now(UTC) + timedelta(hours=2)).isoformat()
    fog = {"kind": "fog", "visibility_m": 80, "until": until, "source": "区气象台"}
    with httpx.Client(base_url=f"{service.web}/api/v1", timeout=PATIENCE_S, trust_env=False) as client:
        client.post("/session", json=account("officer")).raise_for_status()
        made = client.post("/conditions", json=fog).raise_for_status().json()
        yield service
        client.post(f"/conditions/{made['id']}/end", json={}).raise_for_status()


def _editing(window: Desk) -> None:
    risk = window.service.ask("/places", category="risk_segment")["features"]
    _open(window, f"/places?place={risk[0]['id']}")
    window.it("place-edit").click()
    expect(window.it("draw-tools")).to_be_visible()
    window.page.wait_for_function("() => !window.__schoolbus.map.isMoving()")


def _declared(window: Desk) -> None:
    _open(window, "/places?tab=declared")
    expect(window.it("declared-item").first).to_be_visible()


def _fog(window: Desk) -> None:
    window.open("/map")
    window.wait_for_map()
    window.wait_until_still()
    expect(window.it("condition-banner")).to_be_visible()


VIEWS: dict[str, Callable[[Desk], None]] = {"places": _editing, "weather": _fog, "declared": _declared}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", VIEWS)
def test_picture_of_places(browser: Browser, foggy: Service, tmp_path: Path, view: str, language: Language) -> None:
    """Each shows what the guide says beside it, and is small enough for a page."""
    with desk(browser, foggy, size=SMALLER if view == "weather" else PRINTED, language=language) as window:
        window.log_in()
        VIEWS[view](window)
        print_picture(window, f"{view}-{language[:2]}", tmp_path)


@pytest.mark.skipif("PICTURES" not in os.environ, reason="every page at every size: `make pictures`")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=lambda size: f"{size[0]}x{size[1]}")
def test_picture_of_everything_about_places(
    browser: Browser, foggy: Service, tmp_path: Path, size: tuple[int, int], scheme: str
) -> None:
    """To be looked at: the list, a card, the form, an import with errors, declarations, in both themes."""
    folder = Path(os.environ["PICTURES"]) / f"{size[0]}x{size[1]}"
    broken = tmp_path / "broken.csv"
    broken.write_text(BROKEN, encoding="utf-8")
    with desk(browser, foggy, size=size, scheme="dark" if scheme == "dark" else "light") as window:
        window.log_in()
        for name, path in (("list", "/places"), ("declared", "/places?tab=declared")):
            _open(window, path)
            take(window, folder / f"places-{name}-{scheme}.png")
        _fog(window)
        take(window, folder / f"places-weather-{scheme}.png")
        _open(window)
        window.it("place-row").first.click()
        expect(window.it("place-card")).to_be_visible()
        take(window, folder / f"places-card-{scheme}.png")
        if size == PHONE:
            return
        window.it("new-place").click()
        take(window, folder / f"places-new-{scheme}.png")
        _open(window, "/places?tab=declared")
        window.it("new-conditions").click()
        take(window, folder / f"places-declare-{scheme}.png")
        _open(window)
        window.it("import-places").click()
        window.it("places-import").locator("input[type=file]").set_input_files(broken)
        expect(window.it("place-problems")).to_be_visible()
        take(window, folder / f"places-import-{scheme}.png")
