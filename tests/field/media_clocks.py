"""Clips whose clocks begin anywhere, wrap, jump or pause, and clips that are seen turned."""

from functools import partial
from typing import Any, Final

from .boxes import turned_clip, with_pause, with_start
from .films import film, rewrapped
from .makers import dahua, flash, hikvision, hx, program_stream
from .rows import Row, clip

_DAY: Final = "72000"
_FRAGMENTS: Final = ("-movflags", "frag_keyframe+empty_moov+default_base_moof")
_WRAP_S: Final = str((1 << 33) / 90_000 - 1)
_WRAP: Final = (1 << 33) - 90_000
_JUMP: Final = "setts=ts=TS+if(gte(N\\,14)\\,{}/TB\\,0)"
_MKV: Final = "video/x-matroska"
_MP4: Final = {"content_type": "video/mp4"}


def _far(codec: str, form: str, suffix: str, *options: str, start: str = _DAY, **more: Any) -> bytes:  # noqa: ANN401 as film
    return rewrapped(film(codec, form, **more), form, suffix, "-output_ts_offset", start, *options)


def _jumped(suffix: str, seconds: int) -> bytes:
    return rewrapped(film("h264", "mkv"), "mkv", suffix, "-bsf:v", _JUMP.format(seconds))


ROWS: Final[list[Row]] = [
    clip(
        "mkv-20-hours", "a.mkv", "OpenShot/libopenshot#1031", partial(_far, "h264-b", "mkv", "mkv"), content_type=_MKV
    ),
    clip(
        "mkv-20-hours-sound",
        "a.mkv",
        "mavlink/qgroundcontrol#8321",
        partial(_far, "h264", "mkv", "mkv", sound="pcm_alaw"),
    ),
    clip(
        "ts-20-hours",
        "a.ts",
        "shaka-project/shaka-packager#47",
        partial(_far, "h264-b", "ts", "ts"),
        content_type="video/mp2t",
    ),
    clip("ts-wraps", "a.ts", "xbmc/xbmc#1509", partial(_far, "h264", "ts", "ts", start=_WRAP_S)),
    clip("ts-wraps-sound", "a.ts", "xbmc/xbmc#1770", partial(_far, "h264-b", "ts", "ts", start=_WRAP_S, sound="aac")),
    clip("ts-hour-late", "a.ts", "huceke/omxplayer#149", partial(_jumped, "ts", 90 * 3600)),
    clip(
        "ps-20-hours",
        "a.mpg",
        "bilibili/ijkplayer#5177",
        partial(program_stream, begin=72_000 * 90_000),
        content_type="video/mpeg",
    ),
    clip("ps-wraps", "a.ps", "valbok/QtAVPlayer#225", partial(program_stream, begin=_WRAP)),
    clip("ps-jumps", "a.mpeg", "ZLMediaKit/ZLMediaKit#3025", partial(program_stream, jump_at=14)),
    clip(
        "flv-20-hours",
        "a.flv",
        "obsproject/obs-studio#11013",
        partial(flash, 72_000_000, 1 << 32),
        content_type="video/x-flv",
    ),
    clip("flv-wraps-at-24-bits", "a.flv", "nareix/joy4#55", partial(flash, (1 << 24) - 1000, 1 << 24)),
    clip("flv-wraps-at-32-bits", "a.flv", "hua0512/rust-srec#732", partial(flash, (1 << 32) - 1000, 1 << 32)),
    clip(
        "asf-20-hours",
        "a.asf",
        "jrudess/mfc_cb.node#14",
        partial(_far, "h264", "asf", "asf"),
        content_type="video/x-ms-asf",
    ),
    clip("mp4-empty-edit-of-20-hours", "a.mp4", "google/ExoPlayer#2415", partial(_far, "h264", "mp4", "mp4"), **_MP4),
    clip(
        "mp4-edit-of-two-days",
        "a.mp4",
        "moq-dev/moq#2383",
        partial(_far, "h264-b", "mp4", "mp4", start="172800", sound="aac"),
        **_MP4,
    ),
    clip(
        "mp4-fragments-after-20-hours",
        "59.mp4",
        "OpenIPC/firmware#605",
        lambda: with_start(film("h264", "mp4", *_FRAGMENTS), 72_000),
        **_MP4,
    ),
    clip(
        "mp4-fragments-after-a-month",
        "a.mp4",
        "bluenviron/mediamtx#2477",
        lambda: with_start(film("h264-b", "mp4", *_FRAGMENTS, sound="aac"), 30 * 86_400),
        **_MP4,
    ),
    clip(
        "mp4-clock-set-meanwhile",
        "a.mp4",
        "scottlamb/retina#64",
        lambda: with_pause(film("h264", "mp4"), 1 << 30),
        **_MP4,
    ),
    clip("mkv-clock-set-by-years", "a.mkv", "evercam/ex_nvr#404", partial(_jumped, "mkv", 56 * 365 * 86_400)),
    clip("mkv-pause-of-20-seconds", "a.mkv", "open-nvr/open-nvr#229", partial(_jumped, "mkv", 20), duration_s=23.0),
    clip("dav-by-the-calendar", "[M][0@0][0].dav", "Ch00k/ffmpy#47", dahua, content_type="application/octet-stream"),
    clip("hx-clock-at-its-end", "P251020.264", "hi3510 family, KKMoon", partial(hx, begin_ms=(1 << 32) - 1000)),
    clip(
        "hikvision-after-days",
        "ch01.mp4",
        "lipangit/JiaoZiVideoPlayer#2233",
        partial(hikvision, begin=5 * 86_400 * 90_000 % (1 << 33)),
    ),
    *(
        clip(
            f"mp4-{how}",
            "a.mp4",
            source,
            partial(turned_clip, how),
            content_type="video/mp4",
            playback="original",
        )
        for how, source in {
            "90": "LunarWerxs/SageThumbs-2k#32",
            "180": "dirkvdb/ffmpegthumbnailer#149",
            "270": "linuxmint/nemo#2978",
            "mirrored": "kaltura/server#857",
            "flipped": "wang-bin/mdk-sdk#305",
            "mirrored-90": "Findit-AI/exifast#326",
            "mirrored-270": "Findit-AI/exifast#326",
        }.items()
    ),
    clip(
        "mov-270-made-mp4",
        "a.mov",
        "mutschler/mt#9",
        lambda: rewrapped(turned_clip("270"), "mp4", "mov"),
        content_type="video/quicktime",
    ),
    clip(
        "wide-pixels",
        "a.mp4",
        "recorders that halve the width (960H)",
        partial(film, "h264", "mp4", filters=",scale=80:96,setsar=2"),
        playback="original",
        width=160,
    ),
]
