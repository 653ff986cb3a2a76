"""docs/openapi.yaml, and whether an answer is one that it allows."""

from functools import cache
import json
from pathlib import Path
import re
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
import yaml

PATH = Path(__file__).parents[2] / "docs" / "openapi.yaml"
METHODS = ("get", "put", "patch", "post", "delete")
_EXACT_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


@cache
def document() -> dict[str, Any]:
    """Return the contract as it is written."""
    loaded: dict[str, Any] = yaml.safe_load(PATH.read_text())
    return loaded


def operations() -> list[tuple[str, str]]:
    """Return every method and path of the contract."""
    return [(method, path) for path, item in document()["paths"].items() for method in METHODS if method in item]


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """Return what a reference means."""
    while "$ref" in schema:
        found: Any = document()
        for part in schema["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        schema = found
    return schema


def template(path: str) -> str:
    """Return which of the contract's paths an address is of."""
    for known in document()["paths"]:
        if re.fullmatch(re.sub(r"{\w+}", "[^/]+", known), path):
            return str(known)
    raise AssertionError(f"The contract has no path {path}")


def body_errors(method: str, path: str, body: object) -> list[str]:
    """Return what the contract has against a request's body."""
    content = document()["paths"][template(path)][method]["requestBody"]["content"]
    validator = Draft202012Validator(_closed(content["application/json"]["schema"], strict=False))
    return [error.message for error in validator.iter_errors(body)]


def accepts_parameter(path: str, name: str, value: object) -> bool:
    """Return whether the contract allows a value of a query parameter."""
    found = [resolved(known) for known in document()["paths"][path]["get"]["parameters"]]
    (schema,) = (_closed(known["schema"]) for known in found if known["name"] == name)
    return Draft202012Validator(schema, format_checker=FormatChecker()).is_valid(value)


def check_answer(method: str, path: str, status: int, content_type: str, body: bytes) -> None:
    """Fail unless the contract allows an answer, to the last field."""
    responses = document()["paths"][template(path)][method]["responses"]
    assert str(status) in responses or status >= 400, f"{status} is not documented for {method} {path}"
    content = resolved(responses.get(str(status), responses["default"])).get("content")
    if content is None:
        assert not body, f"{method} {path} has a body with {status}"
        return
    assert content_type in content or "*/*" in content, f"{method} {path} answers {content_type}"
    if content_type == "application/json" and content_type in content:
        check(content[content_type]["schema"], json.loads(body))


def check_schema(name: str, value: object) -> None:
    """Fail unless a value is what one of the contract's schemas says, to the last field."""
    check(document()["components"]["schemas"][name], value)


def check(schema: dict[str, Any], value: object) -> None:
    """Fail unless a value is what a schema says, without a field that is not documented."""
    Draft202012Validator(_closed(schema), format_checker=_formats()).validate(value)


@cache
def _formats() -> FormatChecker:
    checker = FormatChecker()
    checker.checks("date-time")(lambda value: not isinstance(value, str) or bool(_EXACT_TIME.fullmatch(value)))
    return checker


def _closed(schema: Any, *, strict: bool = True) -> Any:  # noqa: ANN401 any JSON
    """Return a schema without references; where it is strict, its objects have no fields besides those it names."""
    if isinstance(schema, list):
        return [_closed(item, strict=strict) for item in schema]
    if not isinstance(schema, dict):
        return schema
    schema = resolved(schema)
    if "allOf" in schema:
        schema = _merged([resolved(part) for part in schema["allOf"]])
    closed = {name: _closed(part, strict=strict) for name, part in schema.items()}
    if isinstance(pattern := closed.get("pattern"), str):
        # JSON Schema's `$` is the very end; Python's may have a line's end behind it.
        closed["pattern"] = re.sub(r"\$$", r"\\Z", pattern)
    if strict and isinstance(schema.get("properties"), dict):
        closed.setdefault("additionalProperties", False)
    return closed


def _merged(parts: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": [name for part in parts for name in part.get("required", [])],
        "properties": {name: schema for part in parts for name, schema in part["properties"].items()},
    }
