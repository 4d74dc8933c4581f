"""A headless Chromium with the live map open, its live socket led to the bench's; what it measures of itself."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from playwright.async_api import CDPSession, Page, async_playwright

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
)  # fmt: skip
LED_ELSEWHERE = """
const Wire = window.WebSocket
window.WebSocket = class extends Wire {
  constructor(url, protocols) { super(String(url).includes('/api/v1/live') ? %s : url, protocols) }
}
window.__tasks = []
new PerformanceObserver((list) => { for (const task of list.getEntries()) window.__tasks.push(task.duration) })
  .observe({ type: 'longtask', buffered: false })
"""
DRAWN_SELDOM = """
const frame = window.requestAnimationFrame.bind(window)
window.requestAnimationFrame = (draw) => setTimeout(() => frame(draw), %d)
"""
QUIET = "lines,stops,zones,risk,sections"  # layers switched off: what is measured is the buses, drawn by a processor
ASKED_MS = 50
PIECES = ("live-message", "live-map", "live-panels")
MEASURES = """(names) => performance.getEntriesByType('measure').filter((one) => names.includes(one.name))
  .map((one) => [one.name, one.startTime, one.duration])"""
FRAMES = """(ms) => new Promise((done) => {
  const map = window.__schoolbus.map
  let frames = 0
  const began = performance.now()
  const count = () => { frames += 1 }
  map.repaint = true
  map.on('render', count)
  setTimeout(() => { map.off('render', count); map.repaint = false; done(frames * 1000 / (performance.now() - began)) }, ms)
})"""


@dataclass
class Window:
    """The open map."""

    page: Page
    browser: CDPSession

    async def measuring(self, on: bool) -> None:
        """Whether pieces of work leave their measures; those before are forgotten."""
        await self.page.evaluate(
            "(on) => { window.__schoolbus.measuring = on; performance.clearMeasures(); window.__tasks.length = 0 }", on
        )

    async def updates_ms(self) -> list[float]:
        """The work of each live update: its message, and what it made the map and the panels do before the next one."""
        pieces: list[tuple[str, float, float]] = await self.page.evaluate(MEASURES, list(PIECES))
        updates: list[float] = []
        for name, _start, duration in sorted(pieces, key=lambda piece: piece[1]):
            if name == PIECES[0]:
                updates.append(duration)
            elif updates:
                updates[-1] += duration
        return updates

    async def pieces_ms(self) -> dict[str, list[float]]:
        """The same, piece by piece."""
        pieces: list[tuple[str, float, float]] = await self.page.evaluate(MEASURES, list(PIECES))
        return {name: sorted(duration for one, _, duration in pieces if one == name) for name in PIECES}

    async def tasks_ms(self) -> list[float]:
        """Every task of the main thread of over 50 ms: those of drawing among them."""
        tasks: list[float] = await self.page.evaluate("() => window.__tasks")
        return sorted(tasks)

    async def frames_per_s(self, seconds: float) -> float:
        """Frames drawn a second with continuous repaint, over about so many seconds."""
        frames: float = await self.page.evaluate(FRAMES, seconds * 1000)
        return frames

    async def heap_bytes(self) -> float:
        """What JavaScript holds after its garbage is collected."""
        await self.browser.send("HeapProfiler.collectGarbage")
        told: dict[str, Any] = await self.browser.send("Performance.getMetrics")
        return float(next(one["value"] for one in told["metrics"] if one["name"] == "JSHeapUsedSize"))

    async def taken(self, seq: int) -> None:
        """Return when the page has taken this message in; asked by the clock, since frames are few without a GPU."""
        await self.page.wait_for_function("(seq) => window.__schoolbus.store.seq >= seq", arg=seq, polling=ASKED_MS)


@asynccontextmanager
async def window(base: str, cookie: str, live_url: str, *, drawn_ms: int = 0) -> AsyncIterator[Window]:
    """The map at 1440 x 900, logged in, its buses drawn; with `drawn_ms` no sooner than so long after it was asked to."""
    program = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if program is None:
        raise RuntimeError("there is no Chromium: apt-get install chromium")
    async with async_playwright() as driver:
        chromium = await driver.chromium.launch(executable_path=program, args=FLAGS)
        try:
            context = await chromium.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=True)
            name, _, value = cookie.partition("=")
            await context.add_cookies([{"name": name, "value": value, "url": base}])
            await context.add_init_script(LED_ELSEWHERE % repr(live_url))
            if drawn_ms:
                await context.add_init_script(DRAWN_SELDOM % drawn_ms)
            page = await context.new_page()
            page.set_default_timeout(120_000)
            await page.goto(f"{base}/map?off={QUIET}")
            await page.wait_for_function(
                "() => window.__schoolbus?.map?.loaded() && window.__schoolbus.store.buses.size > 0"
            )
            browser = await context.new_cdp_session(page)
            await browser.send("Performance.enable")
            yield Window(page, browser)
        finally:
            await chromium.close()
