"""Hold what is said to the contract, docs/openapi.yaml."""

from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
import yaml

_PATH = Path(__file__).parents[2] / "docs" / "openapi.yaml"
_DOCUMENT: dict[str, Any] = yaml.safe_load(_PATH.read_text())


def require(schema: str, value: object) -> None:
    """Raise unless the value is what the contract's schema of this name wants."""
    _validate(f"#/components/schemas/{schema}", value)


def require_body(path: str, method: str, value: object) -> None:
    """Raise unless the value is what the contract wants to be sent there."""
    escaped = path.replace("/", "~1")
    _validate(f"#/paths/{escaped}/{method}/requestBody/content/application~1json/schema", value)


def require_answer(path: str, method: str, value: object, status: int = 200) -> None:
    """Raise unless the value is what the contract answers there when all is well."""
    escaped = path.replace("/", "~1")
    _validate(f"#/paths/{escaped}/{method}/responses/{status}/content/application~1json/schema", value)


def _validate(reference: str, value: object) -> None:
    """Raise unless the value is what a place in the contract wants."""
    Draft202012Validator(_DOCUMENT | {"$ref": reference}, format_checker=FormatChecker()).validate(value)


def schema(name: str) -> dict[str, Any]:
    """Return a schema of the contract."""
    found: dict[str, Any] = _DOCUMENT["components"]["schemas"][name]
    return found


def operations() -> dict[tuple[str, str], dict[str, Any]]:
    """Return all operations of the contract, by path and method."""
    return {
        (path, method): operation
        for path, item in _DOCUMENT["paths"].items()
        for method, operation in item.items()
        if method in {"get", "put", "patch", "post", "delete"}
    }
