"""A visit as it is archived: its objects in the bucket, and its records in a segment (docs/format.md)."""

from dataclasses import dataclass, replace
from datetime import datetime
import hashlib

from camvault_gateway.model import Camera, Capture, Changes, Condition, Event, Kind, State
from camvault_gateway.record.keys import archive_key, copies_of, in_site, segment_key
from camvault_gateway.record.metadata import metadata
from camvault_gateway.record.segments import encode

from .bucket import Put
from .films import Reels
from .plan import BETWEEN_CLIPS_S, CLIP_S, SHARE, Visit

UPLOAD_MS = 1500
QUIET_MS = 30_000
SEGMENT_AFTER_MS = 60_000


@dataclass(frozen=True, slots=True)
class Archived:
    """An event with its captures, and what lies in the bucket of it."""

    event: Event
    captures: tuple[Capture, ...]
    objects: tuple[Put, ...]


@dataclass(frozen=True, slots=True)
class _Shot:
    kind: Kind
    after_ms: int
    content: bytes
    length_ms: int | None
    condition: Condition


def archived(visit: Visit, reels: Reels, prefix: str, site: str) -> Archived:
    """Return what a gateway would have archived of a visit."""
    event = _event(visit)
    pairs = [(_capture(visit, event, shot, number), shot) for number, shot in enumerate(_shots(visit, reels))]
    pairs = [(replace(one, archive_key=_key(one, visit, prefix, site)), shot) for one, shot in pairs]
    objects = tuple(Put(one.archive_key or "", shot.content, one.content_type, metadata(one)) for one, shot in pairs)
    return Archived(event, tuple(one for one, _ in pairs), objects)


def segment(made: list[Archived], prefix: str, site: str) -> Put:
    """Return the segment that tells of them."""
    captures = tuple(capture for one in made for capture in one.captures)
    cameras = tuple(Camera(id=camera_id(name), name=name, created_at=captures[0].started_at) for name in SHARE)
    changes = Changes(
        upto=1,
        cameras=cameras,
        # All that lies in them: makers put folders of their own below.
        folders=tuple((f"{camera.name}{below}", camera.id) for camera in cameras for below in ("", "/*")),
        events=tuple(one.event for one in made),
        captures=captures,
    )
    body = encode(changes)
    moment = max(capture.received_at for capture in captures) + SEGMENT_AFTER_MS
    key = segment_key(prefix, site, moment, hashlib.sha256(body).hexdigest()[:32])
    return Put(key, body, "application/gzip", {})


def camera_id(name: str) -> str:
    """Return the id that a camera of this name has."""
    return name.lower().replace(" ", "-")


def _shots(visit: Visit, reels: Reels) -> list[_Shot]:
    reel = reels.of(visit.camera, visit.start.hour)
    shots = [_clip(visit, number, reel.clip) for number in range(visit.clips)]
    for at in visit.pictures:
        content = reel.pictures[int(at) % len(reel.pictures)]
        shots.append(_Shot(Kind.SNAPSHOT, int(at * 1000) + 1, content, None, Condition.COMPLETE))
    return shots


def _clip(visit: Visit, number: int, content: bytes) -> _Shot:
    after_ms = number * (CLIP_S + BETWEEN_CLIPS_S) * 1000
    if visit.incomplete and number == visit.clips - 1:
        return _Shot(Kind.CLIP, after_ms, content[: len(content) // 2], CLIP_S * 500, Condition.INCOMPLETE)
    return _Shot(Kind.CLIP, after_ms, content, CLIP_S * 1000, Condition.COMPLETE)


def _event(visit: Visit) -> Event:
    start, end = _ms(visit.start), _ms(visit.end) + UPLOAD_MS
    return Event(
        id=_identity(start, f"{visit.camera} event"),
        camera=camera_id(visit.camera),
        started_at=start,
        last_at=end,
        ended_at=end + QUIET_MS,
        labels=visit.labels,
        protected=visit.protected,
        description=visit.description,
    )


def _capture(visit: Visit, event: Event, shot: _Shot, number: int) -> Capture:
    # No two of one camera share a millisecond.
    at = _ms(visit.start) + shot.after_ms + number
    ends = at + (shot.length_ms or 0)
    clip = shot.kind is Kind.CLIP
    extension = ".mp4" if clip else ".jpg"
    return Capture(
        id=_identity(ends, f"{visit.camera} {at}"),
        camera=event.camera,
        event=event.id,
        kind=shot.kind,
        original_path=f"/{visit.camera}/{visit.start:%Y/%m/%d}/{visit.start:%H%M%S}_{number}{extension}",
        extension=extension,
        content_type="video/mp4" if clip else "image/jpeg",
        captured_at=at,
        started_at=ends,
        received_at=ends + UPLOAD_MS,
        camera_time=at,
        labels=visit.labels,
        size=len(shot.content),
        sha256=hashlib.sha256(shot.content).hexdigest(),
        state=State.VERIFIED,
        condition=shot.condition,
        duration_ms=shot.length_ms,
        archived_at=ends + 2 * UPLOAD_MS,
    )


def _key(capture: Capture, visit: Visit, prefix: str, site: str) -> str:
    """Return its object's key; of a protected event there is the copy alone, as when the first has expired."""
    key = archive_key(prefix, site, capture)
    if not visit.protected:
        return key
    return copies_of(prefix, site, *key.removeprefix(in_site(prefix, site, "")).split("/"))


def _identity(moment: int, words: str) -> str:
    """Return a UUIDv7 of that moment that is the same each time."""
    digest = hashlib.sha256(f"{moment} {words}".encode()).hexdigest()
    return f"{moment:012x}7{digest[:3]}8{digest[3:18]}"


def _ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)
