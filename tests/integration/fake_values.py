"""What the fake gateway says: values as the contract has them."""

from datetime import UTC, datetime
import hashlib
from typing import Any

TOKEN = "token-of-the-fake-gateway"
GATEWAY_ID = "0199f00dcafe7000a000000000000001"

# When the day began that all of it is of, where the cameras are.
DAY = "2026-11-23T08:00:00.000Z"

WEAKNESS = {"ability": "deletes", "weak": True, "text": "The key can delete for good."}
STRENGTH = {"ability": "listable", "weak": False, "text": "The key can list."}

type Json = dict[str, Any]


def stamp(time: datetime) -> str:
    """Return a time as the contract writes it."""
    return time.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def make_event(event_id: str, camera: str, started_at: str, **changes: object) -> Json:
    """Return an event that goes on."""
    event: Json = {"id": event_id, "camera": camera, "started_at": started_at, "ended_at": None, "labels": []}
    return (
        event
        | {
            "protected": False,
            "protection": "none",
            "captures": 0,
            "unarchived": 0,
            "picture": None,
            "description": None,
        }
        | dict.fromkeys(("clips", "snapshots", "verified", "incomplete", "unreadable", "size"), 0)
        | {"content_s": None, "playable": False, "received_at": None}
        | changes
    )


def make_camera(camera_id: str, name: str, **changes: object) -> Json:
    """Return a camera that has seen nothing yet."""
    camera = {"id": camera_id, "name": name, "motion": False, "event": None, "last_event": None, "events_today": 0}
    counts = {
        "captures": 0,
        "bytes": 0,
        "captures_today": 0,
        "bytes_today": 0,
        "day_started_at": DAY,
        "empty_uploads": 0,
        "empty_in_a_row": 0,
        "repeated_uploads": 0,
    }
    told: Json = {"last_upload_at": None, "silent_since": None, "latest_picture": None, "labels": [], "muted": False}
    told |= {"last_test_at": None, "clock_offset_s": None, "quiet_time_s": None, "pictures_scheduled": False}
    return camera | counts | told | changes


def make_capture(
    capture_id: str, camera: str, captured_at: str, content: bytes = b"bytes", /, **changes: object
) -> Json:
    """Return a verified clip."""
    return {
        "id": capture_id,
        "camera": camera,
        "event": "event1",
        "kind": "clip",
        "original_path": f"/{camera}/{capture_id}.mp4",
        "content_type": "video/mp4",
        "captured_at": captured_at,
        "received_at": captured_at,
        "labels": [],
        "scheduled": False,
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "state": "verified",
        "condition": "complete",
        "archive_key": f"camvault/home/{capture_id}",
        "duration_s": 12.4,
        "picture": None,
        "thumbnail": True,
        "playback": "original",
        "codecs": "avc1.640028",
        "small": True,
        "width": 1920,
        "height": 1080,
        "vault_path": None,
    } | changes


def make_gateway() -> Json:
    """Return a healthy gateway."""
    return {
        "id": GATEWAY_ID,
        "version": "0.1.0",
        "api_version": 1,
        "site": "home",
        "started_at": "2026-11-23T06:00:00.000Z",
        "ftp": {
            "port": 2121,
            "passive_ports": [50000, 50009],
            "advertised_address": None,
            "remapped_ports": [],
            "certificate_problem": None,
        },
        "archive": make_health("connected", last_verified_at="2026-11-23T09:59:00.000Z"),
        "arrivals_per_minute": 1.4,
        "backlog": {
            "files": 3,
            "bytes": 2_500_000,
            "oldest_at": "2026-11-23T09:58:00.000Z",
            "by_camera": {"front-door": 2, "garden": 1},
        },
        "clock": None,
        "guessing": [],
        "media_worker": {
            "own_user": True,
            "no_network": True,
            "no_files": True,
            "means": ["user", "root", "landlock", "seccomp"],
        },
        "rebuild": {"state": "idle", "captures": 0, "bare": 0, "unusable": 0, "error": None},
        "refusing": None,
        "today": {"captures": 93, "verified": 90},
        "vault": {
            "files": 120,
            "bytes": 90_000_000,
            "free_bytes": 8_000_000_000,
            "disk_bytes": 32_000_000_000,
            "short": False,
        },
    }


def make_health(state: str, error: str | None = None, last_verified_at: str | None = None) -> Json:
    """Return how an archive is doing, and what it has."""
    has: Json = {"files": 4_000, "bytes": 52_000_000_000, "files_today": 90, "bytes_today": 700_000_000}
    has["day_started_at"] = DAY
    cost = {"a_month": 1.27, "currency": "USD", "per_gb_month": 0.023}
    told = {"state": state, "error": error, "failing_since": None, "next_try_at": None}
    told["last_verified_at"] = last_verified_at
    return {**told, **has, "cost": cost}


def make_account(username: str, camera: str | None = None) -> Json:
    """Return an account that cameras log in with."""
    made = {"username": username, "camera": camera, "created_at": "2026-11-23T06:00:00.000Z"}
    return made | {"tls_required": False}


def make_retention(days: int | None = None, read_at: str | None = "2026-11-23T19:00:00.000Z") -> Json:
    """Return what the bucket's rules say."""
    return {"days": days, "own_days": days, "read_at": read_at, "problem": None}


def make_settings() -> Json:
    """Return settings with an archive."""
    archive: Json = {"endpoint_url": "http://s3.home:8333", "bucket": "my-bucket", "region": "us-east-1"}
    archive |= {"prefix": "camvault", "access_key_id": "AKIAEXAMPLE", "storage_class": "STANDARD"}
    archive |= {"ca_certificate": None, "certificates": []}
    archive["abilities"] = {"checked_at": "2026-11-23T06:00:00.000Z", "findings": [WEAKNESS, STRENGTH]}
    limits: Json = {"vault_limit_bytes": None, "vault_days": None, "upload_limit_kib_s": None, "anonymous_networks": []}
    limits |= {"price_per_gb_month": None, "price_currency": "USD"}
    return {"site": "home", "time_zone": "US/Pacific", "quiet_time_s": 30, **limits, "archive": archive}
