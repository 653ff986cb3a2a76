"""Passwords as they are kept: salted, and slow to guess."""

import hashlib
import hmac
import secrets
from typing import Final

# RFC 7914, section 2: 16 MiB and some 50 ms on a small computer.
_COST: Final = 2**14
_BLOCK_SIZE: Final = 8
_SALT_BYTES: Final = 16
# Without 0 and O, 1, l and I: people type these into cameras.
_LETTERS: Final = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_LENGTH: Final = 12


def new_password() -> str:
    """Return a password that every camera's form accepts: 12 letters and digits."""
    return "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))


def hash_password(password: str) -> str:
    """Return what to keep of a password."""
    salt = secrets.token_bytes(_SALT_BYTES)
    return f"scrypt${salt.hex()}${_scrypt(password, salt).hex()}"


def verify_password(password: str, kept: str) -> bool:
    """Tell whether a password is the one whose hash was kept; slow by design."""
    _, salt, digest = kept.split("$")
    return hmac.compare_digest(_scrypt(password, bytes.fromhex(salt)), bytes.fromhex(digest))


def _scrypt(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(errors="replace"), salt=salt, n=_COST, r=_BLOCK_SIZE, p=1)
