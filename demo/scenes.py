"""What the simulated cameras look at: a painted place each, and somebody who crosses it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 1280, 720
SMOOTH = 2  # paint larger and shrink, for smooth edges
type Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture of a place, a picture of the visitor, and the height the visitor stands at."""

    place: Path
    visitor: Path
    ground: int


class Brush:
    """Draws in the coordinates of the finished picture."""

    def __init__(self, size: tuple[int, int], top: Colour | None = None, bottom: Colour | None = None) -> None:
        self.picture = Image.new("RGBA", (size[0] * SMOOTH, size[1] * SMOOTH))
        self._draw = ImageDraw.Draw(self.picture)
        if top and bottom:
            for y in range(self.picture.height):
                part = y / self.picture.height
                line = tuple(round(a + (b - a) * part) for a, b in zip(top, bottom, strict=True))
                self._draw.line((0, y, self.picture.width, y), fill=line)

    def box(self, x: float, y: float, width: float, height: float, colour: Colour, round_by: float = 0) -> None:
        """Draw a rectangle."""
        corners = [value * SMOOTH for value in (x, y, x + width, y + height)]
        self._draw.rounded_rectangle(corners, round_by * SMOOTH, fill=colour)

    def ball(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """Draw an ellipse."""
        self._draw.ellipse([value * SMOOTH for value in (x, y, x + width, y + height)], fill=colour)

    def shape(self, *points: tuple[float, float], colour: Colour) -> None:
        """Draw a polygon."""
        self._draw.polygon([(x * SMOOTH, y * SMOOTH) for x, y in points], fill=colour)

    def save(self, path: Path, blur: float = 0) -> None:
        """Write the picture."""
        size = (self.picture.width // SMOOTH, self.picture.height // SMOOTH)
        picture = self.picture.resize(size, Image.Resampling.LANCZOS)
        if blur:
            picture = picture.filter(ImageFilter.GaussianBlur(blur))
        path.parent.mkdir(parents=True, exist_ok=True)
        picture.save(path)


def front_door() -> tuple[Brush, Brush, int]:
    """Return a porch, and somebody with a parcel."""
    place = Brush((WIDTH, HEIGHT), (188, 120, 92), (150, 86, 66))
    for row in range(18):
        place.box(0, row * 30, WIDTH, 2, (132, 74, 58))
    place.box(0, 540, WIDTH, 180, (142, 140, 134))
    place.shape((380, 720), (480, 540), (800, 540), (900, 720), colour=(170, 166, 156))
    place.box(510, 130, 260, 420, (238, 232, 220), 6)
    place.box(530, 150, 220, 400, (28, 84, 76), 4)
    place.box(560, 180, 160, 110, (246, 214, 140), 8)
    place.ball(720, 350, 18, 18, (226, 188, 90))
    for x in (120, 960):
        place.box(x, 180, 200, 170, (238, 232, 220), 4)
        place.box(x + 12, 192, 176, 146, (96, 132, 156), 2)
        place.box(x + 96, 192, 8, 146, (238, 232, 220))
    for x in (400, 830):
        place.box(x, 520, 60, 70, (164, 92, 52), 8)
        place.ball(x - 20, 430, 100, 110, (62, 118, 62))
    person = Brush((150, 330))
    person.box(40, 210, 28, 115, (44, 52, 74), 8)
    person.box(80, 210, 28, 115, (44, 52, 74), 8)
    person.box(28, 85, 92, 145, (214, 130, 36), 24)
    person.ball(44, 10, 60, 72, (226, 180, 146))
    person.ball(42, 2, 64, 42, (70, 46, 34))
    person.box(62, 130, 80, 66, (190, 148, 96), 4)
    person.box(96, 130, 10, 66, (226, 204, 160))
    return place, person, 640


def driveway() -> tuple[Brush, Brush, int]:
    """Return a street at dusk, and a car."""
    place = Brush((WIDTH, HEIGHT), (52, 66, 110), (232, 150, 110))
    place.shape((0, 360), (260, 210), (520, 360), colour=(64, 60, 84))
    place.shape((380, 360), (760, 160), (1280, 360), colour=(54, 52, 76))
    for x, height in ((60, 150), (330, 190), (900, 170)):
        place.box(x, 400 - height, 220, height + 60, (58, 54, 72))
        place.shape((x - 20, 400 - height), (x + 110, 320 - height), (x + 240, 400 - height), colour=(84, 48, 56))
        place.box(x + 30, 430 - height, 50, 50, (250, 214, 120), 3)
        place.box(x + 130, 430 - height, 50, 50, (250, 214, 120), 3)
    place.box(0, 450, WIDTH, 60, (66, 96, 62))
    place.box(0, 500, WIDTH, 220, (62, 64, 72))
    for x in range(40, WIDTH, 180):
        place.box(x, 606, 100, 10, (220, 216, 200), 4)
    car = Brush((430, 170))
    car.shape((90, 70), (150, 10), (290, 10), (350, 70), colour=(146, 30, 44))
    car.shape((112, 68), (158, 22), (212, 22), (212, 68), colour=(176, 206, 224))
    car.shape((226, 68), (226, 22), (282, 22), (326, 68), colour=(176, 206, 224))
    car.box(14, 64, 402, 72, (176, 38, 52), 26)
    car.box(384, 82, 30, 20, (255, 240, 180), 8)
    car.box(16, 82, 22, 20, (250, 90, 70), 6)
    for x in (70, 290):
        car.ball(x, 96, 72, 72, (26, 26, 30))
        car.ball(x + 20, 116, 32, 32, (176, 178, 184))
    return place, car, 660


def garden() -> tuple[Brush, Brush, int]:
    """Return a lawn at noon, and a fox."""
    place = Brush((WIDTH, HEIGHT), (120, 186, 226), (206, 230, 238))
    place.ball(1050, 60, 90, 90, (255, 232, 140))
    for x in range(0, WIDTH, 64):
        place.box(x + 4, 250, 54, 170, (196, 164, 120), 10)
    place.box(0, 300, WIDTH, 16, (170, 138, 98))
    place.box(0, 400, WIDTH, 320, (104, 158, 72))
    place.shape((0, 560), (WIDTH, 470), (WIDTH, 720), (0, 720), colour=(92, 146, 64))
    for x, y in ((120, 150), (960, 120)):
        place.box(x + 70, y + 120, 34, 190, (104, 72, 48))
        place.ball(x, y, 180, 180, (54, 120, 58))
        place.ball(x + 60, y - 40, 150, 150, (70, 140, 66))
    for index in range(26):
        colour = ((226, 70, 90), (250, 206, 70), (236, 236, 246))[index % 3]
        place.ball(300 + index * 24, 420 + (index * 37) % 40, 14, 14, colour)
    fox = Brush((250, 130))
    fox.ball(4, 34, 100, 40, (206, 98, 34))
    fox.ball(0, 40, 34, 26, (246, 240, 230))
    fox.ball(66, 36, 124, 58, (214, 104, 36))
    for x in (88, 112, 150, 170):
        fox.box(x, 78, 12, 48, (70, 42, 30), 5)
    fox.shape((172, 24), (180, 0), (196, 18), colour=(214, 104, 36))
    fox.shape((200, 18), (216, 0), (220, 26), colour=(214, 104, 36))
    fox.ball(164, 14, 62, 52, (214, 104, 36))
    fox.shape((206, 36), (248, 52), (204, 62), colour=(246, 240, 230))
    fox.ball(240, 47, 9, 9, (20, 20, 20))
    return place, fox, 640


PAINTERS: dict[str, Callable[[], tuple[Brush, Brush, int]]] = {
    "Front door": front_door,
    "Driveway": driveway,
    "Garden": garden,
}


def paint(name: str, folder: Path) -> Scene:
    """Paint a scene, or find the one painted before."""
    place, visitor, ground = PAINTERS[name]()
    slug = name.lower().replace(" ", "-")
    scene = Scene(folder / f"{slug}.png", folder / f"{slug}-visitor.png", ground)
    if not scene.visitor.exists():
        place.save(scene.place, blur=1)
        visitor.save(scene.visitor)
    return scene
