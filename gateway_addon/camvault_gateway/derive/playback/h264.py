"""Frames encoded as small H.264, whatever their shape, turn and pixels are."""

from fractions import Fraction
from typing import Final

from av.container import OutputContainer
from av.filter import Graph
from av.video.frame import VideoFrame

from camvault_gateway.derive.pictures.jpeg import scaled
from camvault_gateway.derive.pictures.orientation import Step, filtering, steps_of, turn_of

# Width and height, as it is seen.
_MOST: Final = (854, 480)
_BASE: Final = Fraction(1, 90_000)
_KEYS_APART_S: Final = Fraction(1)
_OPTIONS: Final = {
    "preset": "veryfast",
    "crf": "28",
    # A slow line's bits a second, and two seconds of them.
    "maxrate": "300k",
    "bufsize": "600k",
    "forced-idr": "1",
    # One thread, and few frames in memory.
    "x264-params": "rc-lookahead=10:bframes=0:sync-lookahead=0:scenecut=0:keyint=infinite:log-level=-1",
}
_PROFILE: Final = "Main"
_INTERLACED: Final[Step] = ("yadif", "deint=interlaced")
_PIXELS: Final[Step] = ("format", "yuv420p")
_KEY_FRAME: Final = 1
_NO_TYPE: Final = 0
# Which matrix of colors pictures have that do not say: ITU-R BT.709 from this height on, and BT.601 below.
_HIGH: Final = 720
_BT709: Final = 1
_BT601: Final = 6
_UNSPECIFIED: Final = 2


class Encoder:
    """Encodes frames with times of their own, and a key frame each second."""

    def __init__(self, made: OutputContainer, first: VideoFrame, pixel_aspect: float, rate: Fraction) -> None:
        turn = turn_of(first)
        self._size = turn.of(*scaled(first, pixel_aspect, turn.of(*_MOST)))
        self._made = made
        self._stream = made.add_stream("libx264", rate=max(1, round(rate)), options=_OPTIONS)
        encoder = self._stream.codec_context
        encoder.width, encoder.height = self._size
        encoder.pix_fmt = "yuv420p"
        encoder.profile = _PROFILE
        encoder.time_base = self._stream.time_base = _BASE
        encoder.thread_count = 1
        encoder.colorspace = _matrix(first)
        self._graph: Graph | None = None
        self._of: tuple[int, int, str] | None = None
        self._key_at = -_KEYS_APART_S

    def put(self, frame: VideoFrame, at: Fraction) -> None:
        """Encode a frame that is shown at a time, in seconds."""
        frame.time_base, frame.pts = _BASE, round(at / _BASE)
        # Not how it is turned: to ask for that makes a cycle of objects, and keeps the frame until it is collected.
        like = frame.width, frame.height, frame.format.name
        if self._graph is None or like != self._of:
            self._drain()
            self._graph, self._of = self._graph_for(frame), like
        self._graph.push(frame)
        self._encode(self._graph)

    def end(self) -> None:
        """Write what is left."""
        self._drain()
        self._made.mux(self._stream.encode(None))

    def _graph_for(self, frame: VideoFrame) -> Graph:
        turn = turn_of(frame)
        width, height = turn.of(*self._size)
        steps = [("scale", f"{width}:{height}:flags=area"), *steps_of(turn), _PIXELS]
        return filtering(frame, [_INTERLACED, *steps] if frame.interlaced_frame else steps)

    def _drain(self) -> None:
        if self._graph is not None:
            self._graph.push(None)
            self._encode(self._graph)

    def _encode(self, graph: Graph) -> None:
        while True:
            try:
                frame = graph.pull()
            except BlockingIOError, EOFError:
                return
            assert isinstance(frame, VideoFrame)  # noqa: S101 for the type checker
            at = (frame.pts or 0) * _BASE
            is_key = at - self._key_at >= _KEYS_APART_S
            self._key_at = at if is_key else self._key_at
            frame.pict_type = _KEY_FRAME if is_key else _NO_TYPE
            self._made.mux(self._stream.encode(frame))


def _matrix(frame: VideoFrame) -> int:
    told = int(frame.colorspace)
    return told if told != _UNSPECIFIED else _BT709 if frame.height >= _HIGH else _BT601
