"""Pictures: of all kinds that are sent, turned in all ways, and with all that is put around them."""

from functools import partial
from typing import Any, Final

from .boxes import heic
from .films import photo
from .rows import Row, Thumbnail, still
from .stills import deep_grey, first, in_cmyk, jpeg, oriented, saved, upright, with_broken_exif, with_profile, without

_UNNAMED: Final = {"content_type": "application/octet-stream"}
_CONVERTED: Final = {"playback": "converted"}
_CUT: Final[dict[str, Any]] = {"condition": "incomplete"}
_NOTHING: Final[dict[str, Any]] = {
    "playback": "unknown",
    "width": None,
    "height": None,
    "shown": False,
    "thumbnail": Thumbnail.NONE,
}
_ORIENTED: Final = {
    1: "bakape/thumbnailer#46",
    2: "mickael-kerjean/filestash#1010",
    3: "jazzband/sorl-thumbnail#34",
    4: "textpattern/textpattern#1817",
    5: "mickael-kerjean/filestash#1010",
    6: "coobird/thumbnailator#13",
    7: "mickael-kerjean/filestash#1010",
    8: "Kris-B/nanoGALLERY#116",
}
_PART: Final = b"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: 9999\r\n\r\n"


def _avif() -> bytes:
    return photo("avif", "-c:v", "libaom-av1", "-cpu-used", "8", "-still-picture", "1", "-pix_fmt", "yuv420p")


def _restarts() -> bytes:
    return jpeg(restart_marker_blocks=2)


ROWS: Final[list[Row]] = [
    *(still(f"exif-{number}", "a.jpg", source, partial(oriented, number)) for number, source in _ORIENTED.items()),
    still("bytes-behind-the-end", "a.jpg", "espressif/esp32-camera#162", lambda: jpeg() + b"\x5a" * 513),
    still("block-behind-the-end", "a.jpg", "espressif/esp32-camera#853", lambda: jpeg() + b"\0\xff" * 10_000),
    still("next-picture-behind-the-end", "a.jpg", "espressif/esp32-camera#785", lambda: jpeg() + jpeg()[:3000]),
    still("without-an-end", "a.jpg", "espressif/esp32-camera#483", lambda: jpeg()[:-2]),
    still(
        "extra-byte-in-front", "a.jpg", "adafruit/circuitpython#5258", lambda: b"\0" + jpeg(), **_UNNAMED, **_CONVERTED
    ),
    still(
        "junk-in-front",
        "a.jpg",
        "espressif/esp32-camera#432",
        lambda: b"\xb6\xfe" * 40 + jpeg(),
        **_UNNAMED,
        **_CONVERTED,
    ),
    still(
        "part-of-a-web-answer",
        "a.jpg",
        "defvol/Paparazzo.js#11",
        lambda: _PART + jpeg() + b"\r\n--frame",
        **_UNNAMED,
        **_CONVERTED,
    ),
    still("broken-exif", "a.jpg", "ArduCAM/Arduino#299", with_broken_exif),
    still("cut", "a.jpg", "igrr/esp32-cam-demo#15", lambda: first(jpeg(), 0.6), **_CUT),
    still("cut-and-padded", "a.jpg", "s60sc/ESP32-CAM_MJPEG2SD#138", lambda: first(jpeg(), 0.6) + bytes(4000), **_CUT),
    still("cut-by-the-next", "a.jpg", "espressif/esp32-camera#242", lambda: first(jpeg(), 0.6) + jpeg(), **_CUT),
    still("hole", "a.jpg", "espressif/esp32-camera#368", lambda: without(jpeg(), 0.6, 700), **_CUT),
    still("progressive", "a.jpg", "jazzband/sorl-thumbnail#55", partial(jpeg, progressive=True)),
    still("progressive-cut", "a.jpg", "pimcore/pimcore#5410", lambda: first(jpeg(progressive=True), 0.8), **_CUT),
    still("cmyk", "a.jpg", "libvips/libvips#3136", in_cmyk),
    still("color-profile", "a.jpg", "astrobin/astrobin#897", with_profile),
    still("grey", "a.jpg", "cameras by night", lambda: saved(upright().convert("L")), thumbnail=Thumbnail.ANY),
    still("restarts", "a.jpg", "hardware encoders", _restarts),
    still("full-colors", "a.jpg", "programs", partial(jpeg, subsampling=0)),
    still("png", "a.png", "rhizomatics/anpr2mqtt", partial(photo, "png"), content_type="image/png"),
    still("png-called-jpg", "a.jpg", "programs", partial(photo, "png"), content_type="image/png"),
    still(
        "png-of-16-bits",
        "a.png",
        "micasense/imageprocessing#225",
        deep_grey,
        content_type="image/png",
        thumbnail=Thumbnail.ANY,
    ),
    still(
        "png-with-palette", "a.png", "programs", lambda: saved(upright().quantize(64), "PNG"), content_type="image/png"
    ),
    still(
        "png-cut", "a.png", "programs", lambda: first(photo("png"), 0.7), content_type="image/png", **_CUT, **_NOTHING
    ),
    still("gif", "a.gif", "old cameras", lambda: saved(upright(), "GIF"), content_type="image/gif"),
    still("bmp", "a.bmp", "igrr/esp32-cam-demo", partial(photo, "bmp"), content_type="image/bmp"),
    still("webp", "a.webp", "Frigate", lambda: saved(upright(), "WEBP", quality=90), content_type="image/webp"),
    still(
        "webp-lossless",
        "a.webp",
        "jellyfin/jellyfin#9364",
        lambda: saved(upright(), "WEBP", lossless=True),
        content_type="image/webp",
    ),
    still(
        "webp-cut",
        "a.webp",
        "programs",
        lambda: first(saved(upright(), "WEBP"), 0.6),
        content_type="image/webp",
        **_CUT,
        **_NOTHING,
    ),
    still("avif", "a.avif", "jellyfin/jellyfin#9364", _avif, content_type="image/avif"),
    still("avif-called-jpg", "a.jpg", "nexryai/concorde#594", _avif, content_type="image/avif"),
    still("heic", "a.heic", "element-hq/element-web#18519", heic, content_type="image/heic", **_CONVERTED),
    still(
        "heic-turned",
        "IMG_0001.HEIC",
        "avniproject/avni-webapp#1270",
        partial(heic, 1),
        content_type="image/heic",
        **_CONVERTED,
    ),
    still("hif", "a.hif", "C4illin/ConvertX#284", heic, content_type="image/heic", **_CONVERTED),
    still(
        "tiff",
        "a.tif",
        "Islandora/islandora_solution_pack_large_image#176",
        lambda: saved(upright(), "TIFF"),
        content_type="image/tiff",
        **_CONVERTED,
    ),
    still(
        "jpeg-2000", "a.jp2", "scanners", lambda: saved(upright(), "JPEG2000"), content_type="image/jp2", **_CONVERTED
    ),
    still(
        "error-page",
        "a.jpg",
        "web servers' error pages",
        lambda: b"<html>503</html>" * 99,
        condition="unreadable",
        **_UNNAMED,
        **_NOTHING,
    ),
]
