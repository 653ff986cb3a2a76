"""Error messages for people, from what S3 servers, proxies and boto3 say."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from botocore.exceptions import BotoCoreError, ConnectionError, HTTPClientError  # noqa: A004 botocore's own
from urllib3.exceptions import HTTPError

from camvault_gateway.model import ArchiveProblem

_BROKEN = {
    "ConnectTimeoutError": "no connection in time",
    "ConnectionClosedError": "the connection broke off",
    "EndpointConnectionError": "no connection",
    "IncompleteReadError": "the connection broke off",
    "ProxyConnectionError": "the proxy cannot be reached",
    "ReadTimeoutError": "no answer in time",
    "ResponseStreamingError": "the connection broke off",
    "SSLError": "it does not speak TLS there; perhaps its address begins with http://, or has another port",
}
# Why a certificate is not accepted, by what TLS says of it.
_CERTIFICATES = {
    "hostname mismatch": "its certificate is for another name than that of its address. Type the name that the"
    " certificate has, or the certificate itself.",
    "ip address mismatch": "its certificate is not for its IP address. Type the name that the certificate has, or the"
    " certificate itself.",
    "expired": "its certificate has ended, or the clock of this gateway is wrong. Renew the certificate.",
    "not yet valid": "its certificate is not valid yet, or the clock of this gateway is wrong.",
    "": "nobody who is trusted has signed its certificate. If it is a server of your own, give its certificate, or that"
    " of who signed it.",
}
_INVALID = {
    "InvalidRegionError": "the region's name is not valid",
    # So boto3 follows a server that sends every request elsewhere.
    "RecursionError": "the server sends every request elsewhere",
    "ParamValidationError": "the bucket's name is not valid",
    "ValueError": "the server's address is not valid; it looks like https://host or https://host:port",
}
_REDIRECTS = {301, 302, 303, 307, 308}


def sentence(response: Mapping[str, Any]) -> str:
    """Return what a server said, as a sentence; of one that sends elsewhere, to where."""
    about, told = response.get("ResponseMetadata", {}), response.get("Error", {})
    headers, number = about.get("HTTPHeaders", {}), about.get("HTTPStatusCode", 0)
    message = str(told.get("Message") or "")
    if number in _REDIRECTS:
        there = _host_of(str(told.get("Endpoint") or headers.get("location") or ""))
        return f"it sends every request to {there or 'another address'} (HTTP {number}). Type that address."
    name = str(told.get("Code") or "")
    parts = [f"HTTP {number}" if name in {"", "None", "Unknown", str(number)} else name, message.strip()]
    known = dict.fromkeys(each for each in parts if each not in {"", "None", "Unknown"})
    return f"{', '.join(known).rstrip('. ,')}."


def _host_of(address: str) -> str:
    try:
        parts = urlsplit(address if "//" in address else f"//{address}")
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}" if parts.scheme else parts.netloc
    except ValueError:
        return ""


def _untrusted(err: Exception) -> str | None:
    """Return why a server's certificate is not accepted, if that is what is wrong."""
    said = str(err).lower()
    if type(err).__name__ != "SSLError" or "certificate" not in said or "verify failed" not in said.replace("_", " "):
        return None
    return next(words for reason, words in _CERTIFICATES.items() if reason in said)


def unanswered(err: Exception) -> tuple[ArchiveProblem, str]:
    """Return what is wrong when no server answered; the errors' own texts may quote the request, with its key."""
    name = type(err).__name__
    if why := _untrusted(err):
        return ArchiveProblem.UNTRUSTED, why
    if isinstance(err, HTTPClientError) and isinstance(err.kwargs.get("error"), ValueError):
        return ArchiveProblem.FAILED, "a key or another setting has characters that cannot be sent."
    if name in _BROKEN or isinstance(err, HTTPClientError | ConnectionError | HTTPError):
        return ArchiveProblem.UNREACHABLE, f"{_BROKEN.get(name, 'the connection broke off')}."
    if name not in _INVALID and not isinstance(err, BotoCoreError):
        return ArchiveProblem.FAILED, f"its answer is not one of an S3 server ({name})."
    return ArchiveProblem.FAILED, f"{_INVALID.get(name, f'a setting cannot be used ({name})')}."
