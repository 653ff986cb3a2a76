"""The media worker: the real process over real clips and pictures, and stand-ins for one that misbehaves."""

import asyncio
from collections.abc import AsyncIterator
from fractions import Fraction
import json
import os
from pathlib import Path
import signal
import sys
import time
import zlib

import pytest
import pytest_asyncio

from camvault_gateway.derive.container import formats
from camvault_gateway.derive.process import MediaProcess, UnreadableError
from camvault_gateway.derive.protocol import Media, WorkerError, read_media
from camvault_gateway.model import Kind, OutageError

from .looking import examine
from .media import FRAGMENTED, brightness, clip, cut, look_at, picture

pytestmark = pytest.mark.asyncio

# Stand-ins for a worker that a file has the better of: they say that they are ready, and then do what the name says.
READY = "import sys, time\nprint('ready', flush=True)\n"
HANGS = READY + "sys.stdin.readline()\ntime.sleep(600)\n"
DIES = READY + "sys.stdin.readline()\n"
BABBLES = READY + 'sys.stdin.readline()\nprint(\'{"id": 1, "picture": 7}\', flush=True)\ntime.sleep(600)\n'
SHOUTS = READY + "sys.stdin.readline()\nprint('x' * 5_000_000, flush=True)\ntime.sleep(600)\n"


@pytest_asyncio.fixture
async def media() -> AsyncIterator[MediaProcess]:
    """Return the real process."""
    process = MediaProcess()
    yield process
    await process.stop()


def stand_in(script: str, patience_s: float = 30.0) -> MediaProcess:
    """Return a process whose worker is a script."""
    return MediaProcess((sys.executable, "-c", script), patience_s=patience_s)


def any_file(folder: Path) -> Path:
    """Return a file that is nothing."""
    path = folder / "any.mp4"
    path.touch()
    return path


def about(pid: int | None, what: str) -> str:
    """Return what the kernel tells of a process."""
    return Path(f"/proc/{pid}/{what}").read_text()


def peak_mib(pid: int | None) -> float:
    """Return the most memory that a process ever had."""
    return int(about(pid, "status").partition("VmHWM:")[2].split()[0]) / 1024


def runs(pid: int) -> bool:
    """Tell whether a process runs, as something else than a zombie."""
    try:
        return about(pid, "stat").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def ends(pid: int) -> bool:
    """Tell whether a process ends within some seconds."""
    deadline = time.monotonic() + 10
    while runs(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not runs(pid)


async def started(process: MediaProcess) -> int:
    """Return the worker's process id as soon as there is one."""
    while (pid := process.pid) is None:
        await asyncio.sleep(0.01)
    return pid


def assert_thumbnail(seen: Media, width: int, height: int) -> None:
    """Check that a thumbnail is a picture of that size."""
    shown = look_at(seen.picture)
    assert (shown.width, shown.height) == (width, height)


async def test_h264_clip(media: MediaProcess, tmp_path: Path) -> None:
    """A clip's thumbnail is from after its beginning, and its duration is right."""
    seen = await examine(media, clip(tmp_path / "a.mp4", size=(640, 384), seconds=6, dark_s=1), Kind.CLIP)
    assert (seen.codec, seen.width, seen.height, seen.duration_ms) == ("h264", 640, 384, 6000)
    assert_thumbnail(seen, 320, 192)
    assert brightness(look_at(seen.picture)) > 60


async def test_fragmented_clip(media: MediaProcess, tmp_path: Path) -> None:
    """An MP4 whose header tells no duration has one all the same, also when its end is missing."""
    path = clip(tmp_path / "a.mp4", seconds=6, muxer_options=FRAGMENTED)
    assert (await examine(media, path, Kind.CLIP)).duration_ms == 6000
    seen = await examine(media, cut(path, 0.6), Kind.CLIP)
    assert_thumbnail(seen, 320, 192)
    assert seen.duration_ms is not None
    assert 2000 <= seen.duration_ms < 6000


async def test_hevc_clip(media: MediaProcess, tmp_path: Path) -> None:
    """H.265 is read, too."""
    seen = await examine(media, clip(tmp_path / "a.mp4", codec="libx265"), Kind.CLIP)
    assert (seen.codec, seen.duration_ms) == ("hevc", 2000)
    assert_thumbnail(seen, 320, 192)


async def test_mkv_with_b_frames(media: MediaProcess, tmp_path: Path) -> None:
    """The first key frame counts, although Matroska gives it no decoding time."""
    seen = await examine(media, clip(tmp_path / "a.mkv", b_frames=2, seconds=0.9), Kind.CLIP)
    assert seen.duration_ms == pytest.approx(900, abs=150)
    assert_thumbnail(seen, 320, 192)


async def test_unfinished_mkv(media: MediaProcess, tmp_path: Path) -> None:
    """A Matroska file that was never finished tells no duration: its packets do."""
    path = clip(tmp_path / "a.mkv", seconds=4, muxer_options={"live": "1"})
    seen = await examine(media, path, Kind.CLIP)
    assert seen.duration_ms == pytest.approx(4000, abs=150)
    assert_thumbnail(seen, 320, 192)


@pytest.mark.parametrize(
    ("name", "codec", "muxer", "duration_ms"),
    [
        ("a.avi", "mjpeg", None, 2000),
        ("a.ts", "libx264", None, 2000),
        ("a.flv", "libx264", None, 2000),
        ("a.mpg", "mpeg2video", "vob", 2000),
        ("a.h264", "libx264", None, 2000),
    ],
)
async def test_other_containers(
    media: MediaProcess, tmp_path: Path, name: str, codec: str, muxer: str | None, duration_ms: int
) -> None:
    """Whatever cameras wrap their clips in."""
    seen = await examine(media, clip(tmp_path / name, codec=codec, muxer=muxer), Kind.CLIP)
    assert_thumbnail(seen, 320, 192)
    assert seen.duration_ms == pytest.approx(duration_ms, abs=5)


async def test_the_shape_it_is_meant_to_be_seen_in(media: MediaProcess, tmp_path: Path) -> None:
    """A recorder that halves its pictures' width says so, and the thumbnail has the full one."""
    seen = await examine(media, clip(tmp_path / "a.mp4", size=(480, 540), pixel_aspect=Fraction(2)), Kind.CLIP)
    assert_thumbnail(seen, 320, 180)


@pytest.mark.parametrize(
    ("size", "thumbnail"),
    [((64, 48), (64, 48)), ((1920, 1080), (320, 180)), ((1536, 2048), (320, 426)), ((64, 4096), (10, 640))],
)
async def test_pictures(media: MediaProcess, tmp_path: Path, size: tuple[int, int], thumbnail: tuple[int, int]) -> None:
    """A thumbnail is as large as it may be, and never larger than the picture."""
    seen = await examine(media, picture(tmp_path / "a.jpg", size=size), Kind.SNAPSHOT)
    assert (seen.codec, seen.width, seen.height, seen.duration_ms) == ("mjpeg", *size, None)
    assert_thumbnail(seen, *thumbnail)


async def test_png(media: MediaProcess, tmp_path: Path) -> None:
    """A PNG's thumbnail is a JPEG; the file's own name means nothing, not even the letters in it."""
    path = picture(tmp_path / "Türe %d [*].mp4", size=(640, 360), codec="png")
    seen = await examine(media, path, Kind.SNAPSHOT)
    assert seen.codec == "png"
    assert_thumbnail(seen, 320, 180)


async def test_truncated_picture(media: MediaProcess, tmp_path: Path) -> None:
    """The part of a JPEG that arrived is shown."""
    seen = await examine(media, cut(picture(tmp_path / "a.jpg", size=(640, 384)), 0.7), Kind.SNAPSHOT)
    assert_thumbnail(seen, 320, 192)


async def test_unreadable_files(media: MediaProcess, tmp_path: Path) -> None:
    """What shows nothing is unreadable, and the worker goes on."""
    headless = cut(clip(tmp_path / "headless.mp4"), 0.8)
    text, empty, audio = tmp_path / "text.mp4", tmp_path / "empty.mp4", tmp_path / "head.jpg"
    text.write_text("This is no clip.\n" * 100)
    empty.touch()
    audio.write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00")
    for path in (headless, text, empty):
        with pytest.raises(UnreadableError):
            await examine(media, path, Kind.CLIP)
    with pytest.raises(UnreadableError):
        await examine(media, audio, Kind.SNAPSHOT)
    first = media.pid
    assert await examine(media, picture(tmp_path / "a.jpg"), Kind.SNAPSHOT)
    assert media.pid == first


async def test_unknown_codec(media: MediaProcess, tmp_path: Path) -> None:
    """A clip of a codec that nobody knows is unreadable, and said to be for that reason."""
    path = clip(tmp_path / "a.avi", codec="mjpeg")
    path.write_bytes(path.read_bytes().replace(b"MJPG", b"????"))
    with pytest.raises(UnreadableError, match="no pictures"):
        await examine(media, path, Kind.CLIP)


async def test_lists_of_other_files_are_not_followed(media: MediaProcess, tmp_path: Path) -> None:
    """An upload that names other files shows nothing of them."""
    clip(tmp_path / "secret.mp4")
    concat, hls = tmp_path / "a.mp4", tmp_path / "b.mp4"
    concat.write_text("ffconcat version 1.0\nfile secret.mp4\n")
    hls.write_text("#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nsecret.mp4\n#EXT-X-ENDLIST\n")
    for path in (concat, hls):
        with pytest.raises(UnreadableError):
            await examine(media, path, Kind.CLIP)


async def test_formats_that_reach_beyond_their_file() -> None:
    """Lists, manifests and devices are never read, whatever a file looks like; all that cameras send is."""
    read = set(formats.readable().split(","))
    assert not read & {"concat", "dash", "hls", "imf", "sdp", "rtsp", "rtp", "sap", "image2", "lavfi", "vobsub", "tty"}
    assert {"mov", "matroska", "avi", "flv", "asf", "mpegts", "mpeg", "dhav", "hxvs", "h264", "hevc", "mjpeg"} <= read


async def test_bombs(media: MediaProcess, tmp_path: Path) -> None:
    """Pictures that claim to be huge are refused, and take little memory."""
    jpeg = picture(tmp_path / "a.jpg")
    content = bytearray(jpeg.read_bytes())
    frame = content.index(b"\xff\xc0")
    for side in (16_000, 20_000, 65_500):
        content[frame + 5 : frame + 9] = side.to_bytes(2) * 2
        jpeg.write_bytes(content)
        with pytest.raises(UnreadableError):
            await examine(media, jpeg, Kind.SNAPSHOT)
    assert peak_mib(media.pid) < 120


async def test_too_much_for_its_memory(media: MediaProcess, tmp_path: Path) -> None:
    """What needs more memory than the worker may have is unreadable, and the next file has a fresh worker."""
    png = picture(tmp_path / "a.png", codec="png")
    content = bytearray(png.read_bytes())
    # 8192 x 8192 pixels of 8 bytes, so the header says.
    content[16:26] = (8192).to_bytes(4) * 2 + b"\x10\x06"
    content[29:33] = zlib.crc32(content[12:29]).to_bytes(4)
    png.write_bytes(content)
    await examine(media, picture(tmp_path / "a.jpg"), Kind.SNAPSHOT)
    first = media.pid
    with pytest.raises(UnreadableError, match="memory"):
        await examine(media, png, Kind.SNAPSHOT)
    assert await examine(media, tmp_path / "a.jpg", Kind.SNAPSHOT)
    assert media.pid != first


async def test_memory_stays_the_same(media: MediaProcess, tmp_path: Path) -> None:
    """One file after the other leaves nothing behind."""
    path = clip(tmp_path / "a.mp4", codec="libx265", size=(1280, 704), seconds=0.3)
    sizes = []
    for _ in range(12):
        await examine(media, path, Kind.CLIP)
        sizes.append(peak_mib(media.pid))
    assert sizes[-1] < sizes[1] + 10


async def test_worker_is_kept_small(media: MediaProcess, tmp_path: Path) -> None:
    """The worker comes after all others, knows nothing of the gateway, and writes no files."""
    await examine(media, picture(tmp_path / "a.jpg"), Kind.SNAPSHOT)
    assert media.pid is not None
    assert os.getpriority(os.PRIO_PROCESS, media.pid) >= 10
    assert not about(media.pid, "environ").strip("\0")
    limits = about(media.pid, "limits")
    assert f"Max address space         {512 * 1024 * 1024}" in limits
    assert "Max file size             0 " in limits
    assert "sqlite3" not in about(media.pid, "maps")


async def test_killed_at_work(tmp_path: Path, media: MediaProcess) -> None:
    """A worker that is killed has a successor, and the file that it was at gets its thumbnail."""
    await examine(media, picture(tmp_path / "a.jpg"), Kind.SNAPSHOT)
    first = media.pid
    assert first is not None
    # Stopped, so that it surely is at work when it dies.
    os.kill(first, signal.SIGSTOP)
    job = asyncio.create_task(examine(media, tmp_path / "a.jpg", Kind.SNAPSHOT))
    await asyncio.sleep(0.05)
    os.kill(first, signal.SIGKILL)
    assert_thumbnail(await job, 320, 192)
    assert media.pid != first


async def test_signals_to_all_processes_are_not_for_it(media: MediaProcess, tmp_path: Path) -> None:
    """A service manager that signals every process of the gateway does not make a file look bad."""
    await examine(media, picture(tmp_path / "a.jpg"), Kind.SNAPSHOT)
    first = media.pid
    assert first is not None
    os.kill(first, signal.SIGTERM)
    os.kill(first, signal.SIGINT)
    await examine(media, tmp_path / "a.jpg", Kind.SNAPSHOT)
    assert media.pid == first


@pytest.mark.parametrize("script", [HANGS, DIES, BABBLES, SHOUTS], ids=["hangs", "dies", "babbles", "shouts"])
async def test_misbehaving_worker(tmp_path: Path, script: str) -> None:
    """A file that gets the better of two workers is unreadable; here the workers are stand-ins that always fail."""
    process = stand_in(script, patience_s=0.5)
    with pytest.raises(UnreadableError):
        await examine(process, any_file(tmp_path), Kind.CLIP)
    assert process.pid is None
    await process.stop()


async def test_worker_that_does_not_start(tmp_path: Path) -> None:
    """Then no file is to blame."""
    for process in (stand_in("raise SystemExit(1)"), MediaProcess((str(tmp_path / "nothing"),))):
        with pytest.raises(OutageError):
            await examine(process, any_file(tmp_path), Kind.CLIP)
        await process.stop()


async def test_cancelled_question(tmp_path: Path) -> None:
    """An answer that nobody waits for any more is not given to the next one; the worker here is a stand-in."""
    process = stand_in(HANGS)
    job = asyncio.create_task(examine(process, any_file(tmp_path), Kind.CLIP))
    async with asyncio.timeout(10):
        pid = await started(process)
    job.cancel()
    with pytest.raises(asyncio.CancelledError):
        await job
    assert await asyncio.to_thread(ends, pid)
    await process.stop()


async def test_one_at_a_time(media: MediaProcess, tmp_path: Path) -> None:
    """Many questions at once are answered one after the other, each with its own answer."""
    paths = [picture(tmp_path / f"{width}.jpg", size=(width, 64)) for width in (64, 128, 192, 256)]
    seen = await asyncio.gather(*(examine(media, path, Kind.SNAPSHOT) for path in paths))
    assert [one.width for one in seen] == [64, 128, 192, 256]


async def test_idle_end(tmp_path: Path) -> None:
    """An idle worker ends, and the next question starts another."""
    process = MediaProcess(idle_s=0.2)
    await examine(process, picture(tmp_path / "a.jpg"), Kind.SNAPSHOT)
    first = process.pid
    assert first is not None
    assert await asyncio.to_thread(ends, first)
    assert process.pid is None
    assert await examine(process, tmp_path / "a.jpg", Kind.SNAPSHOT)
    await process.stop()


async def test_ends_with_the_gateway(tmp_path: Path) -> None:
    """A gateway that is killed leaves no worker behind."""
    picture(tmp_path / "a.jpg")
    gateway = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        "import asyncio, sys, pathlib\n"
        "from camvault_gateway.derive.process import MediaProcess, Kind\n"
        "async def main():\n"
        "    media = MediaProcess()\n"
        "    await media.examine(pathlib.Path(sys.argv[1]).open('rb'), Kind.SNAPSHOT)\n"
        "    print(media.pid, flush=True)\n"
        "    await asyncio.sleep(600)\n"
        "asyncio.run(main())\n",
        str(tmp_path / "a.jpg"),
        stdout=asyncio.subprocess.PIPE,
    )
    assert gateway.stdout is not None
    pid = int(await gateway.stdout.readline())
    assert runs(pid)
    gateway.kill()
    await gateway.wait()
    assert await asyncio.to_thread(ends, pid)


def line_of(**changes: object) -> bytes:
    """Return what a worker would say of a clip, with changes; a JPEG is what begins with its mark."""
    told = {"id": 1, "picture": "/9j/4A==", "codec": "h264", "width": 1, "height": 1, "whole": True, "duration_ms": 1}
    return json.dumps(told | {"playback": "original", "codecs": "avc1.640028"} | changes).encode() + b"\n"


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"[]\n",
        b"{}\n",
        b'{"id": 1, "error": "boredom", "reason": ""}\n',
        line_of(picture="!"),
        line_of(picture="AAAA"),
        line_of(width=-1),
        line_of(id=2),
        line_of(playback="perhaps"),
        line_of(codecs='avc1"\r\nSet-Cookie: a=b'),
        line_of(codecs=7),
    ],
)
async def test_senseless_answers(line: bytes) -> None:
    """The worker's word is not taken for anything else than what was asked for."""
    assert read_media(1, line_of()).codecs == "avc1.640028"
    with pytest.raises(WorkerError):
        read_media(1, line)


@pytest.mark.parametrize("duration", ["-5", "0", "9e99", "99999999999999999999", "true", "null", '"x"'])
async def test_senseless_durations(duration: str) -> None:
    """A duration that no clip has is none."""
    seen = read_media(1, line_of(duration_ms=json.loads(duration)))
    assert seen.duration_ms in {None, 1}
