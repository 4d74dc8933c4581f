"""The service and the browser, once for all tests here; a window for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from schoolbus.stack.stack import Stack
from tests.browser.desk import PATIENCE_MS, PHONE, Desk, desk
from tests.browser.service import Service, running

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
)  # fmt: skip


@pytest.fixture(scope="package")
def service(stack: Stack, package_database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The demo, running: its district, its buses on their runs, its accounts."""
    data_dir: Path = tmp_path_factory.mktemp("service")
    with running(stack, package_database_url, data_dir) as one:
        yield one


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The system's Chromium; nothing is downloaded."""
    program = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if program is None:
        pytest.fail("there is no Chromium: `make test` installs it, or apt-get install chromium fonts-noto-cjk")
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=program, args=FLAGS)
        try:
            yield chromium
        finally:
            chromium.close()


@pytest.fixture
def visitor(browser: Browser, service: Service, request: pytest.FixtureRequest) -> Iterator[Desk]:
    """The window of somebody who is not logged in."""
    with desk(browser, service, calm=request.node.get_closest_marker("moving") is None) as one:
        yield one


@pytest.fixture
def officer(visitor: Desk) -> Desk:
    """The officer's window, the map with its buses open."""
    visitor.log_in()
    visitor.open()
    visitor.wait_for_map()
    return visitor


@pytest.fixture
def phone(browser: Browser, service: Service) -> Iterator[Desk]:
    """The officer's phone, the map with its buses open."""
    with desk(browser, service, size=PHONE) as one:
        one.log_in()
        one.open()
        one.wait_for_map()
        yield one
