"""Passwords as they are kept: those that people choose are slow to guess, those that were drawn are too many."""

import hashlib
import hmac
import secrets
from typing import Final

# RFC 7914, section 2: 16 MiB and some 50 ms on a small computer.
_COST: Final = 2**14
_BLOCK_SIZE: Final = 8
_SALT_BYTES: Final = 16
_SLOW: Final = "scrypt"
_QUICK: Final = "hmac-sha256"
# Without 0 and O, 1, l and I: people type these into cameras.
_LETTERS: Final = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_LENGTH: Final = 12


def new_password() -> str:
    """Return a password that every camera's form accepts: 12 letters and digits, of 70 bits."""
    return "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))


def hash_password(password: str) -> str:
    """Return what to keep of a password that somebody chose."""
    salt = secrets.token_bytes(_SALT_BYTES)
    return f"{_SLOW}${salt.hex()}${_scrypt(password, salt).hex()}"


def hash_drawn_password(password: str) -> str:
    """Return what to keep of a password that was drawn at random: nobody can try 70 bits, however quick a try is."""
    key = secrets.token_bytes(_SALT_BYTES)
    return f"{_QUICK}${key.hex()}${_keyed(password, key).hex()}"


def is_slow(kept: str) -> bool:
    """Tell whether checking a password against what was kept of it takes long."""
    return kept.startswith(f"{_SLOW}$")


def verify_password(password: str, kept: str) -> bool:
    """Tell whether a password is the one whose hash was kept."""
    match kept.split("$"):
        case [str(how), salt, digest] if how in {_SLOW, _QUICK}:
            hashed = (_scrypt if how == _SLOW else _keyed)(password, bytes.fromhex(salt))
            return hmac.compare_digest(hashed, bytes.fromhex(digest))
    return False


def _scrypt(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(errors="replace"), salt=salt, n=_COST, r=_BLOCK_SIZE, p=1)


def _keyed(password: str, key: bytes) -> bytes:
    return hmac.digest(key, password.encode(errors="surrogatepass"), hashlib.sha256)
