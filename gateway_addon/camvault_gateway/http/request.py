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
_ALLOWED: Final = {"Allow": "PUT"}
_BAD: Final = HTTPStatus.BAD_REQUEST
_OLDEST: Final = (1, 0)
_HOST_SINCE: Final = (1, 1)
# What proxies are asked with, and every server has to understand (RFC 9112, 3.2.2).
_ABSOLUTE: Final = re.compile(r"https?://[^/?]*", re.IGNORECASE)
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


def check(method: str, version: tuple[int, int], headers: Mapping[str, str]) -> None:
    """Raise HttpError unless a request is for an upload that can be taken as it is."""
    if method != "PUT":
        raise HttpError(HTTPStatus.METHOD_NOT_ALLOWED, "Upload with PUT /{camera}/{name}.", _ALLOWED)
    if version < _OLDEST:
        raise HttpError(HTTPStatus.HTTP_VERSION_NOT_SUPPORTED, "Speak HTTP/1.1, or HTTP/1.0.")
    if "Host" not in headers and version >= _HOST_SINCE:
        raise HttpError(_BAD, "HTTP/1.1 needs a Host (RFC 9112, 3.2).")
    if headers.get("Content-Encoding", "identity").lower() != "identity":
        raise HttpError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Send the file as it is, without Content-Encoding.")
    if "Content-Range" in headers:
        raise HttpError(_BAD, "Send the whole file: Content-Range is not taken (RFC 9110, 14.5).")
    # Else what no length was told of would be taken for an empty file.
    if "Content-Length" not in headers and "Transfer-Encoding" not in headers:
        raise HttpError(HTTPStatus.LENGTH_REQUIRED, "Say how long the file is (Content-Length), or send it in chunks.")


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
    target = _ABSOLUTE.sub("", raw, count=1) if _ABSOLUTE.match(raw) else raw
    if not target.startswith("/"):
        raise HttpError(_BAD, "Give the file a name: PUT /{camera}/{name}.")
    encoded = unquote_to_bytes(target.partition("?")[0])
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
