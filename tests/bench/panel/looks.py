"""Looking at the places where captures are shown, with a clock."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
import time
from typing import Any

from playwright.sync_api import Browser, Page

from tests.bench.figures import Sample, percentile
from tests.e2e.browser import page_of
from tests.e2e.running import Running

from .places import PANEL, Place, watching

_SCROLL = (Path(__file__).parent / "scroll.js").read_text()
_PLAYS = """() => {
    const inside = (root) => [...root.querySelectorAll("*")].flatMap(
        (one) => one.shadowRoot ? [one, ...inside(one.shadowRoot)] : [one]);
    return inside(document).some((one) => one.tagName === "VIDEO" && one.currentTime > 0 && !one.error);
}"""
_LOOK_MS = 50
# A slow line's.
_PATIENCE_MS = 300_000
# What a page does when its first picture is drawn is over then.
_REST_S = 1.5
_BIT_PER_S, _LATENCY_MS = 400_000, 300
# A page of Home Assistant's that shows nothing of any camera.
_ELSEWHERE, _ELSEWHERE_ELEMENT = "/profile", "ha-panel-profile"


class Looks:
    """Somebody who looks at a house's captures in a browser."""

    def __init__(self, browser: Browser, demo: Running, places: tuple[Place, ...]) -> None:
        self._browser = browser
        self._demo = demo
        self._places = places

    def opened(self) -> Iterator[Sample]:
        """Open each place in a browser that knows nothing, and once more."""
        for place in self._places:
            with self._page() as page:
                for case in ("opened for the first time", "opened again"):
                    yield Sample(case, place.system, _told(_open(page, place), 1, "ms"))
                    time.sleep(_REST_S)

    def over_a_slow_line(self) -> Iterator[Sample]:
        """Open each place where the line is slow, in a browser that knows Home Assistant, but not the place."""
        for place in self._places:
            with self._page() as page:
                page.goto(_ELSEWHERE)
                page.locator(_ELSEWHERE_ELEMENT).wait_for()
                time.sleep(_REST_S)
                _slow_down(page)
                figures = _told(_open(page, place), 1000, "s")
                case = f"over a line of {_BIT_PER_S // 1000} kbit/s and {_LATENCY_MS} ms"
                yield Sample(case, place.system, figures | {"from a tap to a clip that plays, s": _play_s(page, place)})

    def scrolled(self, how: str, step_px: int, events: int) -> Sample:
        """Scroll the page's list past so many events."""
        place = next(place for place in self._places if place.system == PANEL)
        with self._page() as page:
            _open(page, place)
            time.sleep(_REST_S)
            used_s = _main_thread(page)
            before = used_s()
            done: dict[str, Any] = page.locator(place.rows[0]).evaluate(_SCROLL, [step_px, events])
            taken_s = used_s() - before
        assert done["passed"] >= events * 0.9, done["passed"]
        frames: list[float] = done["frames"]
        figures = {
            "p50 ms a frame": percentile(frames, 0.5),
            "p95 ms a frame": percentile(frames, 0.95),
            "longest ms": max(frames),
            "CPU ms a frame": taken_s * 1000 / len(frames),
            "frames": len(frames),
            "waited for events, s": done["waited"] / 1000,
        }
        return Sample("scrolling", f"{place.system}, {how}", figures)

    @contextmanager
    def _page(self) -> Iterator[Page]:
        with page_of(self._browser, self._demo) as page:
            page.context.add_init_script(watching(self._places))
            yield page


def _open(page: Page, place: Place) -> Mapping[str, float]:
    """Open a place; returns when its element was made, rows were drawn, and a picture, in ms of the page's time."""
    page.goto(place.path, wait_until="commit", timeout=_PATIENCE_MS)
    all_seen = "window.benchSeen?.rows && window.benchSeen.picture"
    page.wait_for_function(all_seen, timeout=_PATIENCE_MS, polling=_LOOK_MS)
    seen: dict[str, float] = page.evaluate("window.benchSeen")
    return seen


def _told(seen: Mapping[str, float], unit_ms: float, unit: str) -> dict[str, float]:
    rows, picture, made = seen["rows"] / unit_ms, seen["picture"] / unit_ms, seen["made"] / unit_ms
    return {
        f"rows {unit}": rows - made,
        f"picture {unit}": picture - made,
        f"rows {unit}, with Home Assistant's start": rows,
        f"picture {unit}, with Home Assistant's start": picture,
    }


def _main_thread(page: Page) -> Callable[[], float]:
    """Return what tells how many seconds of the processor the page's main thread has used."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def used_s() -> float:
        metrics = session.send("Performance.getMetrics")["metrics"]
        return next(float(metric["value"]) for metric in metrics if metric["name"] == "TaskDuration")

    return used_s


def _slow_down(page: Page) -> None:
    """Have a slow line from now on; a service worker's would be as fast as before, so there is none."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.setBypassServiceWorker", {"bypass": True})
    rate = {"downloadThroughput": _BIT_PER_S / 8, "uploadThroughput": _BIT_PER_S / 8}
    line.send("Network.emulateNetworkConditions", {"offline": False, "latency": _LATENCY_MS, **rate})


def _play_s(page: Page, place: Place) -> float:
    began = time.monotonic()
    place.clip(page).click(timeout=_PATIENCE_MS)
    page.wait_for_function(_PLAYS, timeout=_PATIENCE_MS, polling=_LOOK_MS)
    return time.monotonic() - began
