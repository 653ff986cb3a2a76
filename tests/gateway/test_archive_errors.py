"""What servers and boto3 say, in CamVault's words."""

from botocore.exceptions import (
    ClientError,
    ConnectTimeoutError,
    EndpointConnectionError,
    HTTPClientError,
    ReadTimeoutError,
    SSLError,
)
from botocore.parsers import ResponseParserError
import pytest
from urllib3.exceptions import ProtocolError

from camvault_gateway.archive.s3.errors import UnreadableError, answers_of, is_lasting, is_outage
from camvault_gateway.model import ArchiveError, ArchiveProblem, ArchiveSettings

SECRET = "the-owners-very-own-secret"
SETTINGS = ArchiveSettings(
    bucket="clips", access_key_id="AK", secret_access_key=SECRET, endpoint_url="https://who:pass@s3.example:9000"
)


def client_error(code: str, status: int, message: str = "so it says") -> ClientError:
    """Return an answer of a server as boto3 raises it."""
    answer = {"Error": {"Code": code, "Message": message}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(answer, "PutObject")  # type: ignore[arg-type] # servers leave out as much


def translated(err: Exception) -> ArchiveError:
    """Return what becomes of an error."""
    with pytest.raises(ArchiveError) as caught, answers_of(SETTINGS):
        raise err
    return caught.value


@pytest.mark.parametrize(
    ("code", "status", "problem"),
    [
        ("InvalidAccessKeyId", 403, ArchiveProblem.DENIED),
        ("SignatureDoesNotMatch", 403, ArchiveProblem.DENIED),
        ("AccessDenied", 403, ArchiveProblem.DENIED),
        ("ExpiredToken", 400, ArchiveProblem.DENIED),
        ("403", 403, ArchiveProblem.DENIED),
        ("NoSuchBucket", 404, ArchiveProblem.BUCKET_MISSING),
        ("RequestTimeTooSkewed", 403, ArchiveProblem.CLOCK_SKEWED),
        ("BadDigest", 400, ArchiveProblem.DAMAGED),
        ("XAmzContentChecksumMismatch", 400, ArchiveProblem.DAMAGED),
        ("SlowDown", 503, ArchiveProblem.UNREACHABLE),
        ("InternalError", 500, ArchiveProblem.UNREACHABLE),
        ("502", 502, ArchiveProblem.UNREACHABLE),
        ("RequestTimeout", 400, ArchiveProblem.UNREACHABLE),
        ("TooManyRequests", 429, ArchiveProblem.UNREACHABLE),
        ("NotImplemented", 501, ArchiveProblem.FAILED),
        ("InvalidObjectState", 403, ArchiveProblem.FAILED),
        ("InvalidStorageClass", 400, ArchiveProblem.FAILED),
        ("PermanentRedirect", 301, ArchiveProblem.FAILED),
        # Ceph, versitygw; MinIO's quota and disk; OpenStack; IBM; Storj; NooBaa.
        ("QuotaExceeded", 403, ArchiveProblem.FULL),
        ("XMinioAdminBucketQuotaExceeded", 400, ArchiveProblem.FULL),
        ("XMinioStorageFull", 507, ArchiveProblem.FULL),
        ("EntityStorageQuotaExceeded", 413, ArchiveProblem.FULL),
        ("BucketQuotaExceeded", 422, ArchiveProblem.FULL),
        ("StorageLimitExceeded", 409, ArchiveProblem.FULL),
        ("ObjectQuotaExceeded", 409, ArchiveProblem.FULL),
        ("507", 507, ArchiveProblem.FULL),
    ],
)
def test_each_answer_has_its_problem(code: str, status: int, problem: ArchiveProblem) -> None:
    """The server's name for it counts first, then the status."""
    assert translated(client_error(code, status)).problem is problem


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("AuthorizationHeaderMalformed", 400),
        ("IllegalLocationConstraintException", 400),
        ("PermanentRedirect", 301),
        ("301", 301),
        ("InvalidStorageClass", 400),
        ("InvalidBucketName", 400),
        ("KMS.DisabledException", 400),
        ("MethodNotAllowed", 405),
        ("NotImplemented", 501),
        ("404", 404),
    ],
)
def test_what_the_settings_are_to_blame_for_is_an_outage(code: str, status: int) -> None:
    """It would be said of each of ten thousand files: none but one is tried until the owner has been there."""
    found = translated(client_error(code, status))
    assert found.problem is ArchiveProblem.FAILED
    assert is_outage(found)
    assert is_lasting(found)


@pytest.mark.parametrize(("code", "status"), [("EntityTooLarge", 400), ("KeyTooLongError", 400), ("NoSuchKey", 404)])
def test_what_one_file_is_to_blame_for_is_none(code: str, status: int) -> None:
    """The others go on."""
    assert not is_outage(translated(client_error(code, status)))


def test_a_wrong_clock_is_told_with_both_times() -> None:
    """Who reads it sees which of the two is wrong."""
    err = client_error("RequestTimeTooSkewed", 403)
    err.response["ResponseMetadata"]["HTTPHeaders"] = {"date": "Mon, 01 Nov 2027 12:30:00 GMT"}
    said = str(translated(err))
    assert "2027-11-01 12:30:00 there" in said
    assert "UTC here" in said


@pytest.mark.parametrize(
    ("code", "status", "message"),
    [
        (
            "AccessDenied",
            403,
            "Cannot upload files, storage cap exceeded. See the Caps page to increase it.",
        ),
        ("InternalError", 500, "write /data/1.dat: no space left on device"),
        ("AccessDenied", 403, "bucket quota is used up"),
    ],
)
def test_full_bucket_is_told_by_its_message(code: str, status: int, message: str) -> None:
    """B2 denies access, and a disk that is full is an internal error to most."""
    found = translated(client_error(code, status, message))
    assert found.problem is ArchiveProblem.FULL
    assert message[:20] in str(found)
    assert is_outage(found)
    assert is_lasting(found)


@pytest.mark.parametrize(
    ("err", "problem"),
    [
        (EndpointConnectionError(endpoint_url="x"), ArchiveProblem.UNREACHABLE),
        (ConnectTimeoutError(endpoint_url="x"), ArchiveProblem.UNREACHABLE),
        (ReadTimeoutError(endpoint_url="x"), ArchiveProblem.UNREACHABLE),
        (SSLError(endpoint_url="x", error=OSError("certificate")), ArchiveProblem.UNREACHABLE),
        (HTTPClientError(error=OSError("gone")), ArchiveProblem.UNREACHABLE),
        (HTTPClientError(error=ValueError(f"header {SECRET}")), ArchiveProblem.FAILED),
        # So an answer that is an error breaks off.
        (ProtocolError("Connection broken: IncompleteRead(74 bytes read)"), ArchiveProblem.UNREACHABLE),
        (ValueError(f"Invalid endpoint: {SECRET}"), ArchiveProblem.FAILED),
        (ResponseParserError(f"<html>{SECRET}"), ArchiveProblem.FAILED),
    ],
)
def test_each_failure_on_the_way_has_its_problem(err: Exception, problem: ArchiveProblem) -> None:
    """Nobody answered; and boto3's own words, which may quote the request, are not repeated."""
    found = translated(err)
    assert found.problem is problem
    assert SECRET not in str(found)


@pytest.mark.parametrize("code", ["AccessDenied", "SignatureDoesNotMatch", "QuotaExceeded", "Whatever", SECRET])
def test_no_message_has_a_secret(code: str) -> None:
    """Neither a server that quotes it nor an address with a password brings it out, and no line is broken."""
    for message in (SECRET, f"you signed with {SECRET}, and {SECRET}", f"{'x' * 280}{SECRET}\r\nforged"):
        said = str(translated(client_error(code, 403, message)))
        assert SECRET not in said
        assert not any(SECRET[:length] in said for length in range(6, len(SECRET)))
        assert "who:pass" not in said
        assert "s3.example:9000" in said
        assert said.isprintable()
    assert "you signed with ***, and ***" in str(
        translated(client_error("X", 403, f"you signed with {SECRET}, and {SECRET}"))
    )


def test_long_messages_are_cut() -> None:
    """A page of HTML is no message."""
    assert len(str(translated(client_error("AccessDenied", 403, "x" * 5000)))) < 600


def test_an_outage_is_what_stops_every_capture() -> None:
    """An object that may not be read, or is damaged, stops no other."""
    about_one = {ArchiveProblem.DAMAGED, ArchiveProblem.FAILED, ArchiveProblem.UNPROVEN, ArchiveProblem.UNSUPPORTED}
    outages = {problem for problem in ArchiveProblem if is_outage(ArchiveError(problem, ""))}
    assert outages == set(ArchiveProblem) - about_one
    assert not is_outage(UnreadableError("key"))
