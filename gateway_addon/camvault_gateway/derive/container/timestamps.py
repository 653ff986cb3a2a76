"""Packet timestamps, which may begin anywhere, wrap and jump, made continuous from zero."""

from fractions import Fraction
from typing import Any, Final

from av.packet import Packet

# Longer is no pause in a clip, but a clock that was set or that wrapped.
LONGEST_PAUSE_S: Final = 60
# Pictures are not stored in the order they are shown in, and some recorders go back a little.
_FARTHEST_BACK_S: Final = 5
# Nobody minds to wait so long for the first picture.
NEAR_ZERO_S: Final = 1


def is_step(seconds: Fraction) -> bool:
    """Tell whether a clock that goes on may go from one picture to another like this."""
    return -_FARTHEST_BACK_S <= seconds <= LONGEST_PAUSE_S


class Timestamps:
    """The timestamps of one stream's packets, shifted so that they are continuous."""

    def __init__(self, base: Fraction, tick: int, origin: Fraction | None = None) -> None:
        """Begin at the first packet; with `origin`, at that time in seconds, unless the first packet is far from it."""
        self._base = base
        self._tick = max(1, tick)
        self._origin = origin
        self._shift: int | None = None
        self._last = -self._tick
        # It begins near zero and goes on by itself.
        self.steady = True

    def set(self, packet: Packet[Any]) -> None:
        """Set a packet's DTS and PTS to continuous values."""
        told = packet.dts if packet.dts is not None else packet.pts
        if told is None:
            packet.dts = packet.pts = self._last + self._tick
        else:
            shift = self._shift_at(told, packet)
            pts = packet.pts if packet.pts is not None and is_step((packet.pts - told) * self._base) else told
            packet.pts = pts + shift
            packet.dts = packet.dts + shift if packet.dts is not None else None
        self._last = packet.dts if packet.dts is not None else packet.pts or 0

    def end_of(self, packet: Packet[Any]) -> int:
        """Return when a packet ends that has its time."""
        length = packet.duration if packet.duration and is_step(packet.duration * self._base) else self._tick
        return (packet.pts or 0) + length

    def _shift_at(self, told: int, packet: Packet[Any]) -> int:
        if self._shift is None:
            first = packet.pts if packet.pts is not None else told
            self._shift = -self._first(first)
            self.steady = abs(first * self._base) <= NEAR_ZERO_S
        elif not is_step((told + self._shift - self._last) * self._base):
            self._shift = self._last + self._tick - told
            self.steady = False
        return self._shift

    def _first(self, told: int) -> int:
        """Return which time is zero."""
        if self._origin is None:
            return told
        origin = round(self._origin / self._base)
        return origin if is_step((told - origin) * self._base) else told
