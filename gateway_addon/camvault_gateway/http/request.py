"""What an upload's request says: who sends it, what it is called, and what its body must be. Pure."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
import math
import re
from typing import Final
from urllib.parse import unquote_to_bytes

from camvault_gateway.model import Account, Millis, to_millis
from camvault_gateway.receive import PathError, resolve

from .answers import HttpError

REALM: Final = {"WWW-Authenticate": 'Basic realm="CamVault", charset="UTF-8"'}
_BAD: Final = HTTPStatus.BAD_REQUEST
# In seconds since 1970, as `date +%s` writes them; with more digits it is milliseconds.
_NUMBER: Final = re.compile(r"\d{1,13}(?:\.\d{1,9})?", re.ASCII)
_MILLIS_FROM: Final = 100_000_000_000
_DIGEST: Final = re.compile(r"sha-256=:([A-Za-z0-9+/]+={0,2}):")
_SHA256_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Credentials:
    """A name and a password."""

    username: str
    password: str


def credentials(headers: Mapping[str, str]) -> Credentials | None:
    """Return what Basic authentication gives (RFC 7617), or None without it. Raises HttpError."""
    scheme, _, given = headers.get("Authorization", "").partition(" ")
    if not scheme:
        return None
    if scheme.lower() != "basic":
        raise HttpError(HTTPStatus.UNAUTHORIZED, "Log in by Basic authentication.", REALM)
    try:
        decoded = base64.b64decode(given.strip(), validate=True).decode("utf-8")
    except (binascii.Error, ValueError) as err:
        raise HttpError(HTTPStatus.UNAUTHORIZED, "The login cannot be read.", REALM) from err
    username, colon, password = decoded.partition(":")
    if not colon:
        raise HttpError(HTTPStatus.UNAUTHORIZED, "The login cannot be read.", REALM)
    return Credentials(username, password)


def path_of(raw: str) -> str:
    """Return the absolute path that a request's target names, percent encoding undone once. Raises HttpError."""
    encoded = unquote_to_bytes(raw.partition("?")[0])
    try:
        decoded = encoded.decode()
    except UnicodeDecodeError:
        # As in FTP: every byte is a letter of this one.
        decoded = encoded.decode("latin-1")
    try:
        return resolve("/", decoded)
    except PathError as err:
        raise HttpError(_BAD, f"The path cannot be used: {err}.") from err


def upload_path(path: str, account: Account) -> str:
    """Return what an upload is called, seen from its account's root; raises HttpError.

    `/{camera}/{name}` from a camera's own login, which may leave the camera out; with the shared login its first folder
    names the camera.
    """
    if path == "/":
        raise HttpError(_BAD, "Give the file a name: PUT /{camera}/{name}.")
    if account.camera is None:
        return path
    first, _, rest = path.removeprefix("/").partition("/")
    return f"/{rest}" if rest and first == account.camera else path


def recorded_at(headers: Mapping[str, str]) -> Millis | None:
    """Return `X-Captured-At`: RFC 3339 with its offset, or seconds or milliseconds since 1970. Raises HttpError."""
    text = headers.get("X-Captured-At", "").strip()
    if not text:
        return None
    try:
        if _NUMBER.fullmatch(text):
            number = float(text)
            return math.floor(number if number >= _MILLIS_FROM else number * 1000)
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is not None:
            return to_millis(moment)
    except (ValueError, OverflowError) as err:
        raise HttpError(_BAD, "X-Captured-At cannot be read: write it like 2026-11-30T14:35:07Z.") from err
    raise HttpError(_BAD, "X-Captured-At needs its offset: write it like 2026-11-30T14:35:07Z.")


def digest(headers: Mapping[str, str]) -> bytes | None:
    """Return the SHA-256 that `Repr-Digest` names (RFC 9530); None if it names none. Raises HttpError."""
    text = headers.get("Repr-Digest", "")
    found = [each for part in text.split(",") if (each := _DIGEST.fullmatch(part.strip()))]
    if not found:
        if "sha-256" in text:
            raise HttpError(_BAD, "Repr-Digest cannot be read: write it like sha-256=:BASE64=:.")
        return None
    try:
        wanted = base64.b64decode(found[0][1], validate=True)
    except binascii.Error as err:
        raise HttpError(_BAD, "Repr-Digest cannot be read: write it like sha-256=:BASE64=:.") from err
    if len(wanted) != _SHA256_BYTES:
        raise HttpError(_BAD, "Repr-Digest has no SHA-256.")
    return wanted
