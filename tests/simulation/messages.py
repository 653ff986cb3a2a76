"""What goes over the wire between a client and an S3 server."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qs, unquote

_XML: Final = {"Content-Type": "application/xml"}


@dataclass(frozen=True, slots=True)
class Request:
    """What a client asks."""

    method: str
    bucket: str
    key: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    @classmethod
    def read(cls, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Request:
        """Read it as it comes over the wire."""
        path, _, query = target.partition("?")
        bucket, _, key = path.lstrip("/").partition("/")
        parts = {name: values[0] for name, values in parse_qs(query, keep_blank_values=True).items()}
        return cls(method, bucket, unquote(key), parts, headers, body)

    @property
    def writes(self) -> bool:
        """Whether it brings bytes."""
        return self.method == "PUT" and bool(self.key)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server says."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


def xml(text: str) -> Answer:
    """Return an answer; the outermost element is closed here."""
    outermost = text[1 : text.index(">")]
    return Answer(200, _XML, f"<?xml version='1.0' encoding='UTF-8'?>{text}</{outermost}>".encode())


def error(status: int, code: str, message: str = "as the seed wants it") -> Answer:
    """Return an error as S3 servers write it."""
    body = f"<?xml version='1.0'?><Error><Code>{code}</Code><Message>{message}</Message></Error>"
    return Answer(status, _XML, body.encode())
