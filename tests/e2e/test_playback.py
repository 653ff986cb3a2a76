"""What cameras send, played and sought in a real browser, by the links that Home Assistant gives out."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect
import pytest

from . import media
from .browser import card, page_of, shoot
from .running import Running, sha256

H264 = ("-c:v", "libx264", "-preset", "ultrafast")
SILENT = (*H264, "-an")
FRAGMENTS = "+frag_keyframe+empty_moov+default_base_moof+skip_trailer"
PLAYED = {
    "index-last.mp4": (*H264, "-c:a", "aac"),
    "fragments.mp4": (*H264, "-c:a", "aac", "-movflags", FRAGMENTS),
    "recorder.mkv": (*H264, "-bf", "2", "-c:a", "pcm_s16le"),
    "telephone.avi": (*H264, "-c:a", "pcm_alaw"),
    "bare.264": (*SILENT, "-f", "h264"),
}
# As Home Assistant's own dialog does: a source with the type that it was told.
PLAY = """async ({url, type}) => {
    const video = document.createElement("video"), source = document.createElement("source");
    video.muted = true;
    Object.assign(source, {src: url, type});
    const next = (name) => new Promise((done, fail) => {
        video.addEventListener(name, done, {once: true});
        source.addEventListener("error", () => fail(new Error("not playable")), {once: true});
        setTimeout(() => fail(new Error("nothing for 20 s: " + name)), 20000);
    });
    const loaded = next("loadeddata");
    video.append(source);
    document.body.append(video);
    await loaded;
    const played = next("timeupdate");
    await video.play();
    await played;
    const sought = next("seeked");
    video.currentTime = 6;
    await sought;
    return {duration: video.duration, at: video.currentTime, width: video.videoWidth, error: video.error};
}"""

RESOLVE = """async (capture) => {
    const {hass} = document.querySelector("home-assistant");
    const [entry] = await hass.callWS({type: "config_entries/get", domain: "camvault"});
    const place = `media-source://camvault/${entry.entry_id}/capture/${capture}`;
    return await hass.callWS({type: "media_source/resolve_media", media_content_id: place});
}"""


def upload(demo: Running, folder: Path, name: str, encoding: tuple[str, ...]) -> dict[str, Any]:
    """Upload a recording, and wait until it was looked at."""
    path = media.recording(folder, name, *encoding)
    assert demo.upload(path, f"Playback/{name}").returncode == 0
    capture = demo.until(demo.capture_of(f"Playback/{name}")["id"], "the picture", lambda c: c["thumbnail"])
    assert demo.gateway.get(f"/captures/{capture['id']}/content").content == path.read_bytes()
    assert capture["sha256"] == sha256(path.read_bytes())
    return capture


def resolve(page: Page, capture: dict[str, Any]) -> dict[str, str]:
    """Return the link that Home Assistant gives its page for a clip, and its type."""
    page.goto("/media-browser/browser")
    expect(card(page, "CamVault").first).to_be_visible()
    resolved: dict[str, str] = page.evaluate(RESOLVE, capture["id"])
    return resolved


@pytest.mark.parametrize("name", PLAYED)
def test_plays_and_seeks(demo: Running, browser: Browser, tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    """It begins, goes on, and goes to where it is sent."""
    capture = upload(demo, tmp_path_factory.mktemp("play"), name, PLAYED[name])
    with page_of(browser, demo) as page:
        link = resolve(page, capture)
        seen = page.evaluate(PLAY, {"url": link["url"], "type": link["mime_type"]})
    assert (seen["at"], seen["width"], seen["error"]) == (pytest.approx(6, abs=0.5), 640, None)
    assert seen["duration"] == pytest.approx(8, abs=0.4)


def test_h265_is_offered_as_it_is(demo: Running, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Its type names the codec, so that a browser knows at once whether it can; this one cannot."""
    encoding = ("-c:v", "libx265", "-x265-params", "log-level=none", "-tag:v", "hvc1", "-c:a", "aac")
    capture = upload(demo, tmp_path_factory.mktemp("h265"), "h265.mp4", encoding)
    assert capture["playback"] == "original"
    with page_of(browser, demo) as page:
        link = resolve(page, capture)
        # Players that are no browsers want a bare type; the answer itself names the codec.
        assert link["mime_type"] == "video/mp4"
        told = page.request.head(link["url"]).headers["content-type"]
        assert told.startswith('video/mp4; codecs="hvc1.')
        ask = "type => document.createElement('video').canPlayType(type)"
        assert page.evaluate(ask, told) == ""
        assert page.evaluate(ask, 'video/mp4; codecs="avc1.640028"') == "probably"
        open_camera(page)
        expect(card(page, "H.265").first).to_be_visible()


def test_what_no_browser_plays(demo: Running, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whoever opens it reads that, instead of looking at a black picture."""
    upload(demo, tmp_path_factory.mktemp("old"), "old.avi", ("-c:v", "mjpeg", "-pix_fmt", "yuvj420p", "-an"))
    with page_of(browser, demo) as page:
        open_camera(page)
        card(page, "Not playable in browsers").first.click()
        expect(page.get_by_text("No browser can play this clip").first).to_be_visible()
        shoot(page, "unplayable")


def open_camera(page: Page) -> None:
    """Click through the media browser to the day of these recordings."""
    page.goto("/media-browser/browser")
    for words in ("CamVault", "Playback", "20"):
        card(page, words).first.click()
