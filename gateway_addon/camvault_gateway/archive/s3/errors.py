"""The errors of S3 servers and boto3, turned into `ArchiveError`."""

from collections.abc import Iterator
import contextlib
import re
from urllib.parse import urlsplit

from botocore.exceptions import BotoCoreError, ClientError
from botocore.parsers import ResponseParserError

from camvault_gateway.model import ArchiveError, ArchiveProblem, ArchiveSettings, bracketed, rfc3339, wall_ms

from .error_codes import CODES, MISCONFIGURED, STATUS
from .error_text import sentence, unanswered
from .server_time import told_time

# Some say it with a code that means something else.
_FULL = re.compile(
    r"quota|storage (limit|cap)|(cap|limit) exceeded|no space left|disk( is)? full|not enough (free )?space",
    re.IGNORECASE,
)
# So servers say that they take a bucket's name in the host's only.
_HOST_STYLE = re.compile(
    r"(second|third).?level.?domain|virtual.?host|path.?style|InvalidPathAccess|subdomain.?style", re.IGNORECASE
)
_ADVICE = {
    ArchiveProblem.UNREACHABLE: "The S3 server {server} can't be reached or doesn't accept uploads now: {said}",
    ArchiveProblem.DENIED: "The S3 server {server} refused the key for bucket {bucket}: {said}"
    " Check the access key ID, the secret access key, and their permissions.",
    ArchiveProblem.BUCKET_MISSING: "There is no bucket {bucket} on {server}. Create it, or correct its name.",
    ArchiveProblem.UNTRUSTED: "The S3 server {server} isn't trusted: {said}",
    ArchiveProblem.CLOCK_SKEWED: "The clocks of this gateway and of {server} differ too much: {said} Set the one that"
    " is wrong.",
    ArchiveProblem.FULL: "The bucket {bucket} on {server} is full: {said} Raise its limit, or let its lifecycle"
    " rules delete old objects.",
    ArchiveProblem.DAMAGED: "The S3 server {server} received different data than was sent: {said}",
    ArchiveProblem.UNSUPPORTED: "The S3 server {server} doesn't support a request for bucket {bucket}: {said}",
    ArchiveProblem.FAILED: "The archive in bucket {bucket} on {server} can't be used: {said}",
}
_OUTAGES = {
    ArchiveProblem.UNREACHABLE,
    ArchiveProblem.DENIED,
    ArchiveProblem.BUCKET_MISSING,
    ArchiveProblem.UNTRUSTED,
    ArchiveProblem.CLOCK_SKEWED,
    ArchiveProblem.FULL,
}
# Outages that end only when the owner does something, and are not hurried by asking.
_LASTING = {ArchiveProblem.DENIED, ArchiveProblem.FULL}
_TEXT_LENGTH = 300
_SERVER_ERRORS = 500
_NOT_IMPLEMENTED = 501
_NOT_FOUND = 404
# Redirections, and what is known to no part of the server.
_NEVER = {301, 302, 303, 307, 308, 405, _NOT_IMPLEMENTED}
_PUTS = {"PutObject", "CreateMultipartUpload", "UploadPart"}
_STORAGE_FULL = 507
_REFUSALS = {400, 403, 409, 413, 422, 500}


class MisconfiguredError(ArchiveError):
    """No file at all can be archived with these settings, until the owner changes them or what they name."""

    def __init__(self, message: str) -> None:
        super().__init__(ArchiveProblem.FAILED, message)


class HostStyleError(MisconfiguredError):
    """The server takes the bucket's name in the host's only."""


class MisaddressedError(ArchiveError):
    """The bucket stores objects under other keys than it was told, so a rebuild would not find them."""

    def __init__(self, settings: ArchiveSettings) -> None:
        super().__init__(
            ArchiveProblem.FAILED,
            f"The S3 server {server_name(settings)} accepted an object for bucket {settings.bucket}, but does not"
            " list it there, so nothing could be restored. If the endpoint URL also contains the bucket's name, remove"
            " it there.",
        )


class UnreadableError(ArchiveError):
    """The key may put objects and not read them, so that this one cannot be compared."""

    def __init__(self, key: str) -> None:
        super().__init__(
            ArchiveProblem.UNPROVEN,
            f"{key} was put, the archive's answer got lost or had no checksum, and the key may not read: nothing proves"
            " that it is there whole. Allow the key s3:GetObject, if only for a while.",
        )


class DamagedError(ArchiveError):
    """The object under a capture's key is not what was received."""

    def __init__(self, key: str, why: str) -> None:
        super().__init__(ArchiveProblem.DAMAGED, f"The archive's object {key} is not what was received: {why}.")
        self.key = key


def is_outage(err: ArchiveError) -> bool:
    """Tell whether no capture at all can be archived, and not only this one."""
    return err.problem in _OUTAGES or isinstance(err, MisconfiguredError)


def is_lasting(err: ArchiveError) -> bool:
    """Tell whether an outage goes on until the owner does something."""
    return err.problem in _LASTING or isinstance(err, MisconfiguredError)


def code(err: ClientError) -> str:
    """Return the server's name for what is wrong."""
    return str(err.response.get("Error", {}).get("Code", ""))


def status(err: ClientError) -> int:
    """Return the HTTP status of an answer."""
    return int(err.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))


def is_not_implemented(err: ClientError) -> bool:
    """Tell whether the server does not know something that it was asked for."""
    return status(err) == _NOT_IMPLEMENTED or code(err) == "NotImplemented"


def refuses_checksum(err: ClientError) -> bool:
    """Tell whether the server does not want an object's checksum in a header."""
    said = str(err.response.get("Error", {}).get("Message", "")).lower()
    return "checksum" in said and (is_not_implemented(err) or code(err) in {"InvalidArgument", "InvalidRequest"})


@contextlib.contextmanager
def answers_of(settings: ArchiveSettings) -> Iterator[None]:
    """Raise whatever goes wrong with a server as ArchiveError."""
    try:
        yield
    except ClientError as err:
        problem = _problem(err)
        said = _both_times(err) if problem is ArchiveProblem.CLOCK_SKEWED else sentence(err.response)
        if _HOST_STYLE.search(f"{code(err)} {err.response.get('Error', {}).get('Message', '')}"):
            said = f"{said} It wants the bucket's name in front of its own."
            raise HostStyleError(_message(ArchiveProblem.FAILED, settings, said)) from err
        text = _message(problem, settings, said)
        raise MisconfiguredError(text) if _is_of_settings(err, problem) else ArchiveError(problem, text) from err
    except ResponseParserError as err:
        said = "it does not answer as an S3 server does."
        raise MisconfiguredError(_message(ArchiveProblem.FAILED, settings, said)) from err
    except ArchiveError:
        raise
    except Exception as err:
        if isinstance(err, OSError) and not isinstance(err, BotoCoreError):
            # What is wrong with the vault's disk is nothing that a server answered.
            raise
        problem, said = unanswered(err)
        text = _message(problem, settings, said)
        # Without an answer only settings can be at fault.
        is_failed = problem is ArchiveProblem.FAILED
        raise MisconfiguredError(text) if is_failed else ArchiveError(problem, text) from err


def _is_of_settings(err: ClientError, problem: ArchiveProblem) -> bool:
    """Tell whether a server says of one file what it would say of all."""
    if problem is not ArchiveProblem.FAILED:
        return False
    name, number = code(err), status(err)
    # Where a put meets no such page, nothing knows of buckets.
    is_no_server = number == _NOT_FOUND and name == str(number) and err.operation_name in _PUTS
    return name in MISCONFIGURED or number in _NEVER or is_no_server


def _problem(err: ClientError) -> ArchiveProblem:
    name, number = code(err), status(err)
    if number in _REFUSALS and _FULL.search(str(err.response.get("Error", {}).get("Message", ""))):
        return ArchiveProblem.FULL
    for problem, names in CODES.items():
        if name in names:
            return problem
    if number == _STORAGE_FULL:
        return ArchiveProblem.FULL
    if number >= _SERVER_ERRORS and number != _NOT_IMPLEMENTED:
        return ArchiveProblem.UNREACHABLE
    return STATUS.get(number, ArchiveProblem.FAILED)


def _both_times(err: ClientError) -> str:
    told = told_time(err.response.get("ResponseMetadata", {}).get("HTTPHeaders", {}))
    there = rfc3339(told)[:19].replace("T", " ") if told is not None else "another time"
    return f"it is {rfc3339(wall_ms())[:19].replace('T', ' ')} UTC here, and {there} there."


def _message(problem: ArchiveProblem, settings: ArchiveSettings, said: str) -> str:
    # No server has a reason to answer with the secret; one that does must not bring it into a log.
    if settings.secret_access_key:
        said = said.replace(settings.secret_access_key, "***")
    text = _ADVICE[problem].format(server=server_name(settings), bucket=settings.bucket, said=said[:_TEXT_LENGTH])
    return "".join(letter if letter.isprintable() else " " for letter in text)


def server_name(settings: ArchiveSettings) -> str:
    """Return what people call the server."""
    if settings.endpoint_url is None:
        return f"AWS ({settings.region})"
    # Only host and port: people write passwords into addresses.
    try:
        parts = urlsplit(settings.endpoint_url)
        host = bracketed(parts.hostname or "")
        named = f"{host}:{parts.port}" if parts.port else host
    except ValueError:
        named = ""
    return named or "(not an address)"
