"""Pictures out of a clip's key frames, each of which is decoded alone."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from camvault_gateway.derive.container.opening import unless_no_memory
from camvault_gateway.derive.protocol import Failure, FailureError

_MAX_KEY_FRAMES: Final = 4


def pixel_aspect(stream: VideoStream) -> float:
    """Return how much wider than high a pixel is."""
    return float(stream.codec_context.sample_aspect_ratio or stream.sample_aspect_ratio or 1)


def best_picture(stream: VideoStream, keys: Iterator[Packet[VideoStream]]) -> VideoFrame:
    """Return the first sound picture, or else one with faults."""
    faulty: VideoFrame | None = None
    frames = (frame for packet in islice(keys, _MAX_KEY_FRAMES) for frame in decoded(stream, packet))
    for frame in frames:
        if not frame.is_corrupt:
            return frame
        faulty = faulty or frame
    if faulty is None:
        raise FailureError(Failure.UNREADABLE, "No picture in it can be decoded.")
    return faulty


def decoded(stream: VideoStream, packet: Packet[VideoStream]) -> list[VideoFrame]:
    """Return the frame of a key packet; the decoder is flushed, so that it does not wait for the next ones."""
    decoder = stream.codec_context
    frames: list[VideoFrame] = []
    try:
        with unless_no_memory():
            frames += [*decoder.decode(packet), *decoder.decode(None)]
    finally:
        decoder.flush_buffers()
    return frames
