"""Clips as browsers play them: real samples of what cameras send, through the real worker."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
import itertools
from pathlib import Path
import random
from typing import Any

import av
import pytest
import pytest_asyncio

from camvault_gateway.derive.process import WORKER, WRITER, MediaProcess, UnreadableError
from camvault_gateway.derive.protocol import Conversion
from camvault_gateway.model import Kind, Playback

from .dahua import dav
from .looking import convert, examine
from .media import FRAGMENTED, clip, cut
from .test_derive_worker import peak_mib

pytestmark = pytest.mark.asyncio

H264, H265 = "avc1.64000b", "hvc1.1.6.L60.90"
AAC = "mp4a.40.2"
_X265 = {"codec": "libx265"}
# The name of the file, how it is made, and what browsers get.
CONVERTED: list[tuple[str, dict[str, Any], str]] = [
    ("foscam.mkv", {}, H264),
    ("b-frames.mkv", {"b_frames": 2}, "avc1.64000c"),
    ("many-b-frames.mkv", {"b_frames": 3, "size": (1280, 704)}, "avc1.64001f"),
    ("samples.mkv", {"sound": "pcm_s16le"}, f"{H264}, {AAC}"),
    ("telephone.avi", {"sound": "pcm_alaw"}, f"{H264}, {AAC}"),
    ("american.avi", {"sound": "pcm_mulaw"}, f"{H264}, {AAC}"),
    ("samples.mov", {"sound": "pcm_s16le"}, f"{H264}, {AAC}"),
    ("silent.avi", {}, H264),
    ("sound.ts", {"sound": "aac"}, f"{H264}, {AAC}"),
    ("asf.asf", {}, H264),
    ("flash.flv", {}, H264),
    ("bare.264", {"muxer": "h264"}, H264),
    ("bare.265", _X265 | {"muxer": "hevc"}, H265),
    ("reolink.mp4", {"muxer_options": FRAGMENTED}, H264),
    ("reolink-4k.mp4", _X265 | {"muxer_options": FRAGMENTED, "tag": "hvc1", "sound": "aac"}, f"{H265}, {AAC}"),
    ("not-for-safari.mp4", _X265 | {"tag": "hev1"}, H265),
]
AS_THEY_ARE: list[tuple[str, dict[str, Any], str]] = [
    ("usual.mp4", {"sound": "aac"}, f"{H264}, {AAC}"),
    ("index-first.mp4", {"muxer_options": {"movflags": "faststart"}}, H264),
    ("hevc.mp4", _X265 | {"tag": "hvc1"}, H265),
]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is in a file."""

    tag: str
    pictures: int
    seconds: float
    sound: str | None
    begins_with_key: bool
    index_first: bool


def facts(path: Path) -> Facts:
    """Look into an MP4."""
    content = path.read_bytes()
    with av.open(str(path)) as made:
        stream = made.streams.video[0]
        packets = [packet for packet in made.demux(stream) if packet.size]
        return Facts(
            tag=stream.codec_context.codec_tag,
            pictures=len(packets),
            seconds=(made.duration or 0) / 1e6,
            sound=made.streams.audio[0].codec_context.name if made.streams.audio else None,
            begins_with_key=packets[0].is_keyframe,
            index_first=content.index(b"moov") < content.index(b"mdat"),
        )


@pytest_asyncio.fixture
async def media() -> AsyncIterator[MediaProcess]:
    """Return the real process, which may write."""
    process = MediaProcess(WRITER)
    yield process
    await process.stop()


@pytest.mark.parametrize(("name", "made", "codecs"), CONVERTED, ids=[name for name, _, _ in CONVERTED])
async def test_converted(media: MediaProcess, tmp_path: Path, name: str, made: dict[str, Any], codecs: str) -> None:
    """Every picture is there, the index comes first, and it is as long as it was."""
    source, into = clip(tmp_path / name, seconds=3, **made), tmp_path / "into"
    before = source.read_bytes()
    assert await convert(media, source, into) == Conversion(playback=Playback.CONVERTED, codecs=codecs)
    assert source.read_bytes() == before
    seen = facts(into)
    assert seen.seconds == pytest.approx(3, abs=0.25)
    assert (seen.pictures, seen.begins_with_key, seen.index_first) == (30, True, True)
    assert (seen.tag, seen.sound) == (codecs[:4], "aac" if AAC in codecs else None)
    looked = await examine(media, source, Kind.CLIP)
    assert (looked.playback, looked.codecs) == (Playback.CONVERTED, codecs)
    # Nothing is left to be done for what was made, and it has the same name.
    assert await convert(media, into, tmp_path / "again") == Conversion(playback=Playback.ORIGINAL, codecs=codecs)
    assert not (tmp_path / "again").exists()


@pytest.mark.parametrize(("name", "made", "codecs"), AS_THEY_ARE, ids=[name for name, _, _ in AS_THEY_ARE])
async def test_played_as_they_are(
    media: MediaProcess, tmp_path: Path, name: str, made: dict[str, Any], codecs: str
) -> None:
    """Nothing is written for them."""
    source, into = clip(tmp_path / name, **made), tmp_path / "into"
    assert await convert(media, source, into) == Conversion(playback=Playback.ORIGINAL, codecs=codecs)
    assert not into.exists()


@pytest.mark.parametrize("codec", ["libx264", "libx265"])
async def test_dahua(media: MediaProcess, tmp_path: Path, codec: str) -> None:
    """A .dav is converted, whole or cut off."""
    raw = clip(tmp_path / "raw", codec=codec, muxer="hevc" if codec == "libx265" else "h264", seconds=3)
    source, into = dav(tmp_path / "a.dav", raw), tmp_path / "into"
    assert (await convert(media, source, into)).playback is Playback.CONVERTED
    assert facts(into).pictures == 30
    assert facts(into).seconds == pytest.approx(3, abs=0.3)
    assert (await convert(media, cut(source, 0.6), into)).playback is Playback.CONVERTED
    assert facts(into).begins_with_key
    assert 10 <= facts(into).pictures < 30


@pytest.mark.parametrize("codec", ["mjpeg", "mpeg4"])
async def test_what_no_browser_plays(media: MediaProcess, tmp_path: Path, codec: str) -> None:
    """Its pictures would have to be made anew; it is said so."""
    source, into = clip(tmp_path / "old.avi", codec=codec), tmp_path / "into"
    assert await convert(media, source, into) == Conversion(playback=Playback.NONE)
    assert not into.exists()
    assert (await examine(media, source, Kind.CLIP)).playback is Playback.NONE


@pytest.mark.parametrize(
    ("name", "options"), [("a.mkv", {}), ("a.mp4", {"muxer_options": FRAGMENTED}), ("a.h264", {}), ("a.ts", {})]
)
async def test_broken_off(media: MediaProcess, tmp_path: Path, name: str, options: dict[str, Any]) -> None:
    """Of an upload that broke off, what arrived is played."""
    source, into = cut(clip(tmp_path / name, seconds=4, **options), 0.6), tmp_path / "into"
    assert (await convert(media, source, into)).playback is Playback.CONVERTED
    seen = facts(into)
    assert 10 <= seen.pictures < 40
    assert seen.seconds == pytest.approx(seen.pictures / 10, abs=0.35)


async def test_without_its_index(media: MediaProcess, tmp_path: Path) -> None:
    """An MP4 that broke off before its index shows nothing."""
    with pytest.raises(UnreadableError):
        await convert(media, cut(clip(tmp_path / "a.mp4"), 0.8), tmp_path / "into")
    assert not (tmp_path / "into").exists()


async def test_the_worker_that_looks_cannot_write(tmp_path: Path) -> None:
    """Only the one that converts may write files, and none that are too large."""
    source = clip(tmp_path / "a.mkv")
    for command in (WORKER, (*WORKER, "2000")):
        process = MediaProcess(command)
        with pytest.raises(UnreadableError):
            await convert(process, source, tmp_path / "into")
        assert not (tmp_path / "into").exists() or (tmp_path / "into").stat().st_size <= 2000
        await process.stop()


async def test_damaged(media: MediaProcess, tmp_path: Path) -> None:
    """Whatever is in a file, it is converted, unreadable or unplayable, in bounded memory; then comes the next."""
    samples = [clip(tmp_path / name, **made) for name, made, _ in CONVERTED]
    samples.append(dav(tmp_path / "a.dav", tmp_path / "bare.264"))
    chance = random.Random(20_261_123)  # noqa: S311 the same damage every time
    peak = 0.0
    for sample, number in itertools.product(samples, range(8)):
        target = tmp_path / "damaged"
        target.write_bytes(_damaged(sample.read_bytes(), chance, number))
        try:
            await convert(media, target, tmp_path / "into")
        except UnreadableError:
            continue
        if media.pid:
            peak = max(peak, peak_mib(media.pid))
    assert 0 < peak < 250
    assert (await convert(media, samples[0], tmp_path / "into")).playback is Playback.CONVERTED


def _damaged(content: bytes, chance: random.Random, number: int) -> bytes:
    """Flip some bytes, of the header above all, and cut every second file off."""
    made = bytearray(content)
    for _ in range(2 << number):
        within = 512 if chance.random() < 0.5 else len(made)
        made[chance.randrange(min(within, len(made)))] = chance.randrange(256)
    return bytes(made[: chance.randrange(1, len(made))] if number % 2 else made)
