"""The field's clips and pictures in a real browser, as the API serves them."""

from collections.abc import Iterator
from typing import Any, Final

from playwright.sync_api import Page, sync_playwright
import pytest

from tests.e2e.browser import CHROMIUM, FLAGS
from tests.gateway.running import RunningGateway

from .conftest import MEDIA, Captures
from .rows import CLOSE_S, Row, Thumbnail

# Every browser plays small clips, also of what it cannot play itself.
SMALL: Final = [row for row in MEDIA if row.told["kind"] == "clip" and row.thumbnail is not Thumbnail.NONE]
SHOWN: Final = [row for row in MEDIA if row.shown]
# The first picture must come at once, and be of the beginning; then the last second can be sought.
PLAY: Final = """async (source) => {
    const video = document.createElement("video");
    video.muted = true;
    const next = (name) => new Promise((done, fail) => {
        video.addEventListener(name, done, {once: true});
        video.addEventListener("error", () => fail(new Error(`not playable: ${video.error?.message}`)), {once: true});
        setTimeout(() => fail(new Error("nothing for 20 s: " + name)), 20000);
    });
    const loaded = next("loadeddata");
    video.src = source;
    document.body.replaceChildren(video);
    await loaded;
    const first = new Promise((done) => video.requestVideoFrameCallback((_, facts) => done(facts.mediaTime)));
    await video.play();
    const begins = await first;
    video.pause();
    const sought = next("seeked");
    video.currentTime = Math.max(0, video.duration - 0.3);
    await sought;
    return {begins, seconds: video.duration, size: [video.videoWidth, video.videoHeight]};
}"""
SHOW: Final = """async (source) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    document.body.replaceChildren(image);
    return [image.naturalWidth, image.naturalHeight];
}"""


@pytest.fixture(scope="module")
def page(gateway: RunningGateway) -> Iterator[Page]:
    """Open a page of the API's own, with its token in every request."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(
            base_url=f"http://127.0.0.1:{gateway.api_port}",
            extra_http_headers={"Authorization": f"Bearer {gateway.token()}"},
        )
        page.goto("/api/v1/gateway")
        yield page
        browser.close()


@pytest.mark.parametrize("row", SHOWN, ids=[row.id for row in SHOWN])
def test_shown(page: Page, uploaded: Captures, row: Row) -> None:
    """It is as large and as long as it was told to be, and begins at once."""
    capture = uploaded[row.path]
    source, size = f"/api/v1/captures/{capture['id']}/playback", [capture["width"], capture["height"]]
    if capture["kind"] == "snapshot":
        assert page.evaluate(SHOW, source) == size
        return
    seen: dict[str, Any] = page.evaluate(PLAY, source)
    assert seen["size"] == size
    assert seen["begins"] < 0.5
    if capture["condition"] == "complete":
        assert seen["seconds"] == pytest.approx(capture["duration_s"], abs=2 * CLOSE_S)


@pytest.mark.parametrize("row", SMALL, ids=[row.id for row in SMALL])
def test_small(page: Page, uploaded: Captures, row: Row) -> None:
    """It plays, can be sought, and is as long and as upright as the clip."""
    capture = uploaded[row.path]
    seen: dict[str, Any] = page.evaluate(PLAY, f"/api/v1/captures/{capture['id']}/playback?rendition=small")
    assert (seen["size"][0] > seen["size"][1]) is (capture["width"] > capture["height"])
    assert seen["begins"] < 0.5
    if capture["condition"] == "complete":
        assert seen["seconds"] == pytest.approx(capture["duration_s"], abs=2 * CLOSE_S)
