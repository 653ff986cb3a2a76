"""Small files that are always either the old one or the new one, whole."""

import json
from pathlib import Path
import secrets
import string
from typing import Any

LETTERS_AND_DIGITS = string.ascii_lowercase + string.digits


def write_text(path: Path, text: str, mode: int = 0o600) -> None:
    """Replace a file in one step; nobody but its owner may read it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.new")
    draft.touch(mode)
    draft.chmod(mode)
    draft.write_text(text)
    draft.replace(path)


def write_json(path: Path, value: object) -> None:
    """Replace a JSON file in one step."""
    write_text(path, json.dumps(value, indent=2) + "\n")


def read_json(path: Path) -> dict[str, Any]:
    """Read a JSON object; empty when there is none."""
    try:
        value = json.loads(path.read_text())
    except FileNotFoundError, ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def made_up(length: int = 12) -> str:
    """Make a password that is easy to type: a letter first, then letters and digits."""
    rest = (secrets.choice(LETTERS_AND_DIGITS) for _ in range(length - 1))
    return secrets.choice(string.ascii_lowercase) + "".join(rest)


def kept_secret(path: Path, name: str, length: int = 12) -> str:
    """Make a secret up once and find the same one ever after."""
    secrets_file = read_json(path)
    if not isinstance(secrets_file.get(name), str):
        secrets_file[name] = made_up(length)
        write_json(path, secrets_file)
    return str(secrets_file[name])
