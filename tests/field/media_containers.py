"""Clips in makers' own wrappings, in usual ones that are not quite right, and of all codecs."""

from functools import partial
from typing import Any, Final

from .films import film, rewrapped
from .makers import dahua, hikvision, hx, packets_of, program_stream, units
from .rows import Row, Thumbnail, clip

_UNNAMED: Final = {"content_type": "application/octet-stream"}
_H264: Final = {"content_type": "video/h264"}
_H265: Final = {"content_type": "video/h265", "shown": False}
_NONE: Final[dict[str, Any]] = {"playback": "none", "pictures": None, "shown": False}
_ORIGINAL: Final = {"playback": "original"}
_START: Final = b"\0\0\0\1"
_AUD: Final = _START + b"\x09\xf0"
_H265_AUD: Final = _START + b"\x46\x01\x50"
_H265_SEI: Final = _START + b"\x4e\x01\x05\x10" + bytes(range(1, 17)) + b"\x80"
_SEI: Final = _START + b"\x06\x05\x10" + bytes(range(1, 17)) + b"\x80"


def _h264() -> bytes:
    return film("h264", "h264")


def _h265() -> bytes:
    return film("hevc", "hevc")


def _parameters_apart() -> bytes:
    """Return H.264 that begins with its second set of parameters."""
    found = units(_h264())
    second = next(unit for unit in found if unit[0] & 0x1F == 8)
    return _START + second + _h264()


def _multipart() -> bytes:
    """Return Motion JPEG as a web server sends it, saved with all its headers."""
    parts = film("mjpeg", "mjpeg").split(b"\xff\xd8\xff")[1:]
    head = b"--boundarydonotcross\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n"
    return b"".join(head % (len(part) + 3) + b"\xff\xd8\xff" + part + b"\r\n" for part in parts)


ROWS: Final[list[Row]] = [
    clip("hxvs", "A251122_070503_070517/a.264", "KKMoon, hi3510 family", hx, **_UNNAMED),
    clip("hxvt", "a.265", "hi3510 family (SV3C, Wanscam)", partial(hx, "hevc"), shown=False, **_UNNAMED),
    clip("hxvs-with-index", "a.264", "hi3510 family", partial(hx, index=True), **_UNNAMED),
    clip("hxvt-with-index", "a.265", "hi3510 family", partial(hx, "hevc", index=True), shown=False),
    clip("hxvs-unit-by-unit", "a.264", "hi3510 family", partial(hx, apart=True)),
    clip("hxvs-called-avi", "a.avi", "hi3510 family", hx),
    clip("hikvision", "ch01_08000001.mp4", "lipangit/JiaoZiVideoPlayer#2233", hikvision, content_type="video/mpeg"),
    clip("hikvision-h265", "a.mp4", "bilibili/ijkplayer#5177", partial(hikvision, "hevc"), shown=False),
    clip("dahua-h265", "a.dav", "sepinf-inc/IPED#2054", partial(dahua, "hevc"), shown=False),
    clip("dahua-behind-junk", "a.dav", "yangjie10930/EpMedia#239", lambda: bytes(range(256)) * 4 + dahua(), **_UNNAMED),
    clip("dahua-called-mp4", "[M][0@0][0].mp4", "fluent-ffmpeg/node-fluent-ffmpeg#416", dahua),
    clip(
        "header-before-mp4",
        "a.mp4",
        "anthwlock/untrunc#136",
        lambda: b"CAM1" + bytes(508) + film("h264", "mp4"),
        **_UNNAMED,
    ),
    clip(
        "header-before-avi",
        "a.avi",
        "recorders with a header of their own",
        lambda: b"REC\0" * 16 + film("h264", "avi"),
    ),
    clip(
        "header-before-mkv", "a.mkv", "recorders with a header of their own", lambda: b"\x01" * 64 + film("h264", "mkv")
    ),
    clip("h264", "a.h264", "XM, ICSee", _h264, **_H264),
    clip("h264-sei-first", "a.h264", "pedroSG94/RootEncoder#501", lambda: _SEI + _h264(), **_H264),
    clip("h264-aud-first", "a.264", "bilibili/ijkplayer#4343", lambda: _AUD + _h264(), **_H264),
    clip(
        "h264-second-parameters-first",
        "a.264",
        "awslabs/amazon-kinesis-video-streams-pic#43",
        _parameters_apart,
        **_H264,
    ),
    clip("h264-zeros-first", "a.avc", "google/ExoPlayer#10716", lambda: bytes(3) + _h264(), **_H264),
    clip("h264-without-a-name", "recording", "google/ExoPlayer#6570", _h264, **_H264),
    clip("h264-padded", "a.264", "recorders that fill blocks", lambda: _h264() + bytes(20_000)),
    clip("h265", "a.265", "hi3510 family", _h265, **_H265),
    clip(
        "h265-aud-first",
        "a.h265",
        "AxisCommunications/media-stream-player-js#142",
        lambda: _H265_AUD + _h265(),
        **_H265,
    ),
    clip("h265-sei-first", "a.hevc", "google/ExoPlayer#11089", lambda: _H265_SEI + _h265(), **_H265),
    clip(
        "mjpeg", "a.mjpg", "waveform80/picamera#335", partial(film, "mjpeg", "mjpeg"), **(_NONE | {"duration_s": 1.2})
    ),
    clip("mjpeg-with-headers", "a.mjpeg", "Motion-Project/motion#924", _multipart, **(_NONE | {"duration_s": 1.2})),
    clip(
        "ts-192",
        "00001.m2ts",
        "google/ExoPlayer#1488",
        lambda: packets_of(film("h264", "ts"), bytes(4), b""),
        content_type="video/mp2t",
    ),
    clip(
        "ts-204",
        "a.ts",
        "tsduck/tsduck#1542",
        lambda: packets_of(film("h264", "ts"), b"", bytes(16)),
        content_type="video/mp2t",
    ),
    clip(
        "ts-begins-in-a-packet", "a.ts", "shaka-project/shaka-packager#665", lambda: b"\xaa" * 100 + film("h264", "ts")
    ),
    clip("ps-h264", "a.ps", "bilibili/ijkplayer#5177", program_stream, content_type="video/mpeg"),
    clip("m4v", "a.m4v", "Apple", partial(film, "h264", "mp4"), content_type="video/mp4", **_ORIGINAL),
    clip("3gp", "a.3gp", "phones", partial(film, "h264", "3gp"), content_type="video/3gpp", **_ORIGINAL),
    clip("hev1", "a.mp4", "blakeblackshear/frigate#10105", partial(film, "hevc", "mp4", "-tag:v", "hev1"), shown=False),
    clip(
        "hvc1",
        "a.mp4",
        "gkozlenko/node-video-lib#11",
        partial(film, "hevc", "mp4", "-tag:v", "hvc1"),
        shown=False,
        **_ORIGINAL,
    ),
    clip(
        "g711-in-mp4",
        "a.mp4",
        "google/ExoPlayer#4747",
        lambda: rewrapped(film("h264", "mov", sound="pcm_alaw"), "mov", "mov"),
    ),
    clip("g711-in-avi", "a.avi", "home-assistant/core#38846", partial(film, "h264", "avi", sound="pcm_mulaw")),
    clip("g711-in-flv", "a.flv", "ZLMediaKit/ZLMediaKit#2811", partial(film, "h264", "flv", sound="pcm_alaw")),
    clip("av1", "a.mp4", "Reolink's successors", partial(film, "av1", "mp4"), **_ORIGINAL),
    clip("av1-in-mkv", "a.mkv", "recorders of today", partial(film, "av1", "mkv")),
    clip(
        "vp8-in-webm",
        "a.webm",
        "browsers that record",
        partial(film, "vp8", "webm"),
        content_type="video/webm",
        **_ORIGINAL,
    ),
    clip(
        "vp9-in-webm",
        "a.webm",
        "browsers that record",
        partial(film, "vp9", "webm"),
        content_type="video/webm",
        **_ORIGINAL,
    ),
    clip("vp9-in-webm-live", "a.webm", "MediaRecorder", partial(film, "vp9", "webm", "-live", "1")),
    clip("vp9-in-mkv", "a.mkv", "browsers that record", partial(film, "vp9", "mkv")),
    clip("mpeg4-in-avi", "a.avi", "motionEye", partial(film, "mpeg4", "avi"), **_NONE),
    clip("mjpeg-in-avi", "a.avi", "s60sc/ESP32-CAM_MJPEG2SD#381", partial(film, "mjpeg", "avi"), **_NONE),
    clip("mpeg2", "a.mpg", "valbok/QtAVPlayer#225", partial(film, "mpeg2", "mpg"), **_NONE),
    clip("wmv", "a.wmv", "Windows", partial(film, "wmv", "wmv"), content_type="video/x-ms-asf", **_NONE),
    clip(
        "text-called-mp4",
        "a.mp4",
        "web servers' error pages",
        lambda: b"<html>503</html>" * 99,
        condition="unreadable",
        duration_s=None,
        width=None,
        height=None,
        playback="unknown",
        pictures=None,
        shown=False,
        thumbnail=Thumbnail.NONE,
    ),
    clip(
        "archive-called-mp4",
        "a.mp4",
        "people",
        lambda: b"PK\3\4" + bytes(range(256)) * 40,
        condition="unreadable",
        duration_s=None,
        width=None,
        height=None,
        playback="unknown",
        pictures=None,
        shown=False,
        thumbnail=Thumbnail.NONE,
    ),
]
