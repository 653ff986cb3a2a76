"""What was cut, padded or damaged, and what only looks like it."""

from functools import partial
import struct
from typing import Any, Final

from .boxes import box
from .films import film, rewrapped
from .makers import dahua, hx, program_stream
from .rows import Row, Thumbnail, clip
from .stills import first, without

_FRAGMENTS: Final = ("-movflags", "frag_keyframe+empty_moov+default_base_moof")
_INDEX_FIRST: Final = ("-movflags", "faststart")
_ORIGINAL: Final = {"playback": "original"}
_NOT_PLAYED: Final[dict[str, Any]] = {"playback": "none", "pictures": None, "shown": False}
_CUT: Final[dict[str, Any]] = {"condition": "incomplete", "pictures": None}
_NOTHING: Final[dict[str, Any]] = {
    "playback": "unknown",
    "pictures": None,
    "shown": False,
    "duration_s": None,
    "width": None,
    "height": None,
    "thumbnail": Thumbnail.NONE,
}


def _riff(data: bytes, length: int) -> bytes:
    return data[:4] + struct.pack("<I", length) + data[8:]


def _avi() -> bytes:
    return film("mjpeg", "avi")


def _mkv_promising(more: int) -> bytes:
    """Return an MKV whose segment says that it is longer than it is."""
    data = film("h264", "mkv")
    at = data.index(b"\x18\x53\x80\x67") + 4
    length = int.from_bytes(data[at + 1 : at + 8])
    return data[: at + 1] + (length + more).to_bytes(7) + data[at + 8 :]


def _unfinished() -> bytes:
    """Return an MKV as it is while it is recorded: without lengths."""
    return film("h264", "mkv", "-live", "1")


ROWS: Final[list[Row]] = [
    clip(
        "mp4-own-bytes-behind",
        "a.mp4",
        "anthwlock/untrunc#108",
        lambda: film("h264", "mp4") + b"CAM-INFO" * 65,
        **_ORIGINAL,
    ),
    clip("mp4-zeros-behind", "a.mp4", "ponchio/untrunc#294", lambda: film("h264", "mp4") + bytes(65_536), **_ORIGINAL),
    clip(
        "mp4-cut-box-behind",
        "a.mp4",
        "anthwlock/untrunc#41",
        lambda: film("h264", "mp4") + box(b"beam", bytes(90))[:40],
        **_ORIGINAL,
    ),
    clip(
        "mp4-index-first-own-bytes-behind",
        "a.mp4",
        "ponchio/untrunc#190",
        lambda: film("h264", "mp4", *_INDEX_FIRST) + b"\xfe" * 513,
        **_ORIGINAL,
    ),
    clip(
        "mp4-fragments-own-bytes-behind",
        "a.mp4",
        "ThibaultBee/StreamPack#108",
        lambda: film("h264", "mp4", *_FRAGMENTS) + b"END!" * 9,
    ),
    clip(
        "mp4-cut-without-index",
        "a.mp4",
        "seydx/homebridge-camera-ui#337",
        lambda: first(film("h264", "mp4"), 0.7),
        **(_CUT | _NOTHING),
    ),
    clip(
        "mp4-index-first-cut",
        "a.mp4",
        "mifi/lossless-cut#796",
        lambda: first(film("h264", "mp4", *_INDEX_FIRST), 0.7),
        **_CUT,
        duration_s=2.2,
    ),
    clip(
        "mp4-fragments-cut",
        "a.mp4",
        "Reolink, live upload",
        lambda: first(film("h264", "mp4", *_FRAGMENTS), 0.6),
        **_CUT,
        duration_s=2.0,
    ),
    clip(
        "mp4-hole",
        "a.mp4",
        "anthwlock/untrunc#146",
        lambda: without(film("h264", "mp4", *_INDEX_FIRST), 0.5, 1460),
        **_CUT,
        duration_s=2.8,
    ),
    clip(
        "mp4-hole-before-index",
        "a.mp4",
        "anthwlock/untrunc#146",
        lambda: without(film("h264", "mp4"), 0.5, 1460),
        **(_CUT | _NOTHING),
    ),
    clip(
        "mp4-fragments-hole",
        "a.mp4",
        "anthwlock/untrunc#49",
        lambda: without(film("h264", "mp4", *_FRAGMENTS), 0.4, 1460),
        **_CUT,
        duration_s=2.0,
    ),
    clip(
        "avi-riff-572-too-large",
        "a.avi",
        "ArduCAM/Arduino#373",
        lambda: _riff(_avi(), len(_avi()) + 564),
        **_NOT_PLAYED,
    ),
    clip("avi-riff-zero", "a.avi", "jameszah/ESP32-CAM-Video-Recorder#71", lambda: _riff(_avi(), 0), **_NOT_PLAYED),
    clip(
        "avi-own-bytes-behind", "a.avi", "s60sc/ESP32-CAM_MJPEG2SD#376", lambda: _avi() + b"\xff" * 300, **_NOT_PLAYED
    ),
    clip(
        "avi-cut",
        "a.avi",
        "EliasKotlyar/Xiaomi-Dafang-Hacks#516",
        lambda: first(_avi(), 0.6),
        **(_CUT | _NOT_PLAYED),
        duration_s=2.0,
    ),
    clip(
        "avi-hole",
        "a.avi",
        "espressif/esp32-camera#162",
        lambda: without(_avi(), 0.5, 4000),
        **(_CUT | _NOT_PLAYED),
        duration_s=2.8,
    ),
    clip("mkv-without-lengths", "a.mkv", "kaltura/nginx-vod-module#902", _unfinished),
    clip(
        "mkv-power-lost",
        "a.mkv",
        "bluecherrydvr/bluecherry-client#285",
        lambda: first(_unfinished(), 0.7),
        **_CUT,
        duration_s=2.2,
    ),
    clip("mkv-longer-than-it-is", "a.mkv", "mpv-player/mpv#11660", partial(_mkv_promising, 999)),
    clip(
        "mkv-own-bytes-behind", "a.mkv", "briantroy/sendftpfilestos3, Foscam", lambda: film("h264", "mkv") + bytes(2048)
    ),
    clip(
        "mkv-cut",
        "a.mkv",
        "briantroy/sendftpfilestos3, Foscam",
        lambda: first(film("h264", "mkv"), 0.7),
        **_CUT,
        duration_s=2.1,
    ),
    clip("mkv-hole", "a.mkv", "AkarinVS/L-SMASH-Works#14", lambda: without(film("h264", "mkv"), 0.5, 1460), **_CUT),
    clip("flv-cut", "a.flv", "rtmp recorders", lambda: first(film("h264", "flv"), 0.7), **_CUT, duration_s=2.3),
    clip("flv-own-bytes-behind", "a.flv", "rtmp recorders", lambda: film("h264", "flv") + b"OWN-BYTES" * 20),
    clip(
        "ts-cut",
        "a.ts",
        "Streamedian/html5_rtsp_player#89",
        lambda: film("h264", "ts")[: 188 * 120 + 100],
        **_CUT,
        duration_s=1.8,
    ),
    clip(
        "ts-own-bytes-behind", "a.ts", "CiNcH83/sony_atv#17", lambda: film("h264", "ts") + b"index of the recorder" * 30
    ),
    clip("dav-cut", "a.dav", "Nevcairiel/LAVFilters#326", lambda: first(dahua(), 0.7), **_CUT, duration_s=2.1),
    clip("dav-own-bytes-behind", "a.dav", "Nevcairiel/LAVFilters#326", lambda: dahua() + bytes(4096)),
    clip("hx-cut", "a.264", "hi3510 family", lambda: first(hx(), 0.7), **_CUT, duration_s=2.3),
    clip(
        "ps-own-bytes-behind", "a.mpg", "Hikvision's recorders", lambda: program_stream() + b"\0\0\1\xb9" + b"IDX" * 99
    ),
    clip(
        "webm-cut",
        "a.webm",
        "browsers that record",
        lambda: first(film("vp8", "webm"), 0.7),
        **_CUT,
        **_ORIGINAL,
        duration_s=2.3,
    ),
    clip("asf-zeros-behind", "a.asf", "Windows", lambda: rewrapped(film("h264", "asf"), "asf", "asf") + bytes(9000)),
]
