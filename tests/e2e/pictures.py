"""Make the pages' pictures of Home Assistant from what the tests saw last: `python -m tests.e2e.pictures`."""

from PIL import Image

from demo.options import ROOT

from .browser import SCREENSHOTS

IMAGES = ROOT / "docs/images"
COLOURS = 256

type Box = tuple[int, int, int, int]

DIALOG: Box = (380, 20, 1020, 880)
PICTURES: dict[str, tuple[str, Box | None]] = {
    "add-camera": ("add-camera-login-desktop", (380, 100, 1020, 800)),
    "add-camera-phone": ("add-camera-login-phone", None),
    "archive-refused": ("archive-refused-desktop", DIALOG),
    "arrived-phone": ("add-camera-arrived-phone", None),
    "discovered": ("discovered-desktop", (256, 0, 1400, 600)),
    "first-motion-phone": ("first-motion-phone", None),
    "protected-phone": ("protected-phone", None),
    "search-phone": ("search-phone", None),
    "wait-phone": ("add-camera-wait-phone", None),
}


def main() -> None:
    """Cut out what matters, in as few colours as nobody misses."""
    for name, (source, box) in PICTURES.items():
        with Image.open(SCREENSHOTS / f"{source}.png") as seen:
            picture = seen.convert("RGB").crop(box) if box else seen.convert("RGB")
        picture.quantize(COLOURS, kmeans=4, dither=Image.Dither.NONE).save(IMAGES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
