"""Copy a capture into a folder: whole and proven, or not at all."""

from contextlib import aclosing
from dataclasses import dataclass
import hashlib
import os
from pathlib import Path
import re
from typing import BinaryIO, Final

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
from homeassistant.util.ulid import ulid_now

from ..api.errors import CamVaultError
from ..api.models import Capture
from ..coordinator import CamVaultCoordinator
from ..failures import failed
from ..texts import label_title

_EXTENSION: Final = re.compile(r"\.[A-Za-z0-9]{1,8}")
# What some file system does not take in a name.
_FORBIDDEN: Final = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')
_LONGEST_BYTES: Final = 200
# Time and labels come behind it.
_LONGEST_CAMERA_BYTES: Final = 120


@dataclass(frozen=True, slots=True)
class Copied:
    """A file that is there now."""

    name: str
    size: int


async def async_copy(hass: HomeAssistant, coordinator: CamVaultCoordinator, capture: Capture, folder: Path) -> Copied:
    """Stream a capture into a file that has its name only when all of it is there and right."""
    name = speaking_name(hass, coordinator, capture)
    draft = folder / f".{capture.id}-{ulid_now()}.part"
    try:
        file = await hass.async_add_executor_job(draft.open, "wb")
        try:
            digest = await _async_stream(hass, coordinator, capture, file)
            if capture.sha256 is not None and digest != capture.sha256:
                raise CamVaultError(f"{name}: the bytes are not those of the capture")
            placed = await hass.async_add_executor_job(_place, file, draft, folder / name)
        finally:
            await hass.async_add_executor_job(_discard, file, draft)
    except OSError as err:
        raise failed("not_written", error=err.strerror or str(err)) from err
    return Copied(placed.name, capture.size)


def speaking_name(hass: HomeAssistant, coordinator: CamVaultCoordinator, capture: Capture) -> str:
    """Return a file name of camera, time and labels, which sorts by time within a camera."""
    time = dt_util.as_local(capture.captured_at)
    labels = [label_title(hass, label) for label in capture.labels]
    camera = _cut(coordinator.data.name_of(capture.camera), _LONGEST_CAMERA_BYTES)
    stem = " ".join([camera, f"{time:%Y-%m-%d %H-%M-%S}", *labels])
    extension = _EXTENSION.fullmatch(Path(capture.original_path).suffix)
    plain = _FORBIDDEN.sub("_", stem).strip(" .")
    return f"{_cut(plain, _LONGEST_BYTES)}{extension[0].lower() if extension else ''}"


def _cut(text: str, most: int) -> str:
    """Return as much of a text as so many bytes hold."""
    return text.encode()[:most].decode(errors="ignore")


async def _async_stream(hass: HomeAssistant, coordinator: CamVaultCoordinator, capture: Capture, file: BinaryIO) -> str:
    """Write a capture's bytes; returns their SHA-256."""
    digest = hashlib.sha256()

    def write(chunk: bytes) -> None:
        digest.update(chunk)
        file.write(chunk)

    async with aclosing(coordinator.client.download(capture.id)) as chunks:
        async for chunk in chunks:
            await hass.async_add_executor_job(write, chunk)
    return digest.hexdigest()


def _place(file: BinaryIO, draft: Path, wanted: Path) -> Path:
    """Give a draft its name, or one beside it when that is taken by something else."""
    file.flush()
    os.fsync(file.fileno())
    place, number = wanted, 2
    while place.exists():
        if _same(place, draft):
            return place
        place = wanted.with_name(f"{wanted.stem} ({number}){wanted.suffix}")
        number += 1
    return draft.rename(place)


def _same(one: Path, other: Path) -> bool:
    """Return whether two files have the same bytes: it was exported before."""
    if one.stat().st_size != other.stat().st_size:
        return False
    with one.open("rb") as first, other.open("rb") as second:
        return hashlib.file_digest(first, "sha256").digest() == hashlib.file_digest(second, "sha256").digest()


def _discard(file: BinaryIO, draft: Path) -> None:
    file.close()
    draft.unlink(missing_ok=True)
