"""A bucket to talk to, over one shared client."""

from collections.abc import Mapping
import contextlib
import threading
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from camvault_gateway.model import ArchiveError, ArchiveProblem, ArchiveSettings, Capture

from .errors import status
from .keys import archive_key, copies_of, in_site
from .limit import Limiter
from .server_time import learn_time
from .small import SMALL, SmallPut

if TYPE_CHECKING:
    from botocore.awsrequest import AWSPreparedRequest, AWSRequest
    from botocore.response import StreamingBody
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import HeadObjectOutputTypeDef, PutObjectOutputTypeDef, PutObjectRequestTypeDef

_CONNECT_TIMEOUT_S = 5
READ_TIMEOUT_S = 60
_CONNECTIONS = 16
# A bucket in another region, or not there yet: boto3 knows what to do.
_ELSEWHERE = {301, 307, 400}


class Store:
    """A bucket, and what was learned of its server; safe to share between threads. Its methods block."""

    def __init__(
        self,
        settings: ArchiveSettings,
        site: str,
        read_timeout_s: float | None = None,
        limiter: Limiter | None = None,
    ) -> None:
        self.settings = settings
        self.site = site
        # What was found when the archive was set up; before that, the best is assumed of a server.
        found = settings.abilities
        self.conditional = found is None or found.conditional_puts
        self.checksums = found is None or found.takes_checksums
        self.readable = found is None or found.readable
        self.holds = found is None or (found.object_lock is not False and found.legal_hold is not False)
        # Where this site's captures lie, and where their copies for protected events.
        self.root = in_site(settings.prefix, site, "")
        self.copies = copies_of(settings.prefix, site, "")
        self._read_timeout_s = read_timeout_s or READ_TIMEOUT_S
        self._limiter = limiter or Limiter()
        self._lock = threading.Lock()
        self._client: S3Client | None = None
        self._small: SmallPut | None = None
        self._is_elsewhere = False
        # Nobody wants more of it: what takes long ends early.
        self.retired = False

    @property
    def client(self) -> S3Client:
        """Return the client, built at its first use: that takes a fifth of a second of computing."""
        with self._lock:
            if self._client is None:
                self._client = _build(self.settings, self._read_timeout_s, signed_bodies=not self.checksums)
                for operation in ("PutObject", "UploadPart"):
                    self._client.meta.events.register(f"before-send.s3.{operation}", self._slow)
            return self._client

    def ask_time(self) -> None:
        """Ask for anything: each answer tells the server's time, whatever else it says."""
        with contextlib.suppress(ClientError):
            self.client.head_bucket(Bucket=self.settings.bucket)

    def key(self, capture: Capture) -> str:
        """Return the key that a capture's object gets here."""
        return archive_key(self.settings.prefix, self.site, capture)

    def has_place_for(self, key: str) -> bool:
        """Tell whether a key lies where this site's captures do, or their copies."""
        return key.startswith((self.root, self.copies))

    def copy_key(self, capture: Capture) -> str:
        """Return the key that the copy of an archived capture gets here: the same, below another prefix."""
        key = capture.archive_key or ""
        return self.copies + (key if key.startswith(self.root) else self.key(capture)).removeprefix(self.root)

    def goes_on_with(self, settings: ArchiveSettings | None) -> bool:
        """Take over settings in which at most what is known of legal holds is new; tells whether they are such."""
        if settings is None or settings.with_hold(held=None) != self.settings.with_hold(held=None):
            return False
        self.settings = settings
        return True

    def head(self, key: str) -> HeadObjectOutputTypeDef:
        """Return what the server knows of an object."""
        try:
            return _of_s3(self.client.head_object(Bucket=self.settings.bucket, Key=key, ChecksumMode="ENABLED"))
        except ClientError:
            # An answer to HEAD has no body to say why; the same question as GET has one.
            self.open(key, 0, 1).close()
            raise

    def put(self, request: PutObjectRequestTypeDef) -> PutObjectOutputTypeDef:
        """Put an object with one request."""
        if self._is_elsewhere or not isinstance(request["Body"], bytes):
            return _of_s3(self.client.put_object(**request))
        try:
            return _of_s3(self._puts_small().put(request))
        except ClientError as err:
            if status(err) not in _ELSEWHERE:
                raise
        answer = _of_s3(self.client.put_object(**request))
        self._is_elsewhere = True
        return answer

    def _puts_small(self) -> SmallPut:
        client = self.client
        with self._lock:
            if self._small is None:
                self._small = SmallPut(client, self.settings, self._slow)
            return self._small

    def open(self, key: str, start: int, end: int | None) -> StreamingBody:
        """Open an object, or its bytes from `start` up to but without `end`."""
        if end is None:
            return self.client.get_object(Bucket=self.settings.bucket, Key=key)["Body"]
        answer = self.client.get_object(Bucket=self.settings.bucket, Key=key, Range=f"bytes={start}-{end - 1}")
        if answer["ContentLength"] != end - start:
            answer["Body"].close()
            raise ArchiveError(
                ArchiveProblem.DAMAGED, f"The S3 server answered with other bytes than those asked for of {key}."
            )
        return answer["Body"]

    def _slow(self, request: AWSPreparedRequest, **_: object) -> None:
        """Let a body be sent no faster than the owner allows; here it is signed already, and read only to be sent."""
        at_once = isinstance(request.body, bytes) and not self._limiter.limited
        if request.body and not at_once:
            request.body = self._limiter.slow(request.body)  # type: ignore[arg-type,assignment] # bytes or a file

    def retire(self) -> None:
        """Close the connections, and have what takes long end."""
        self.retired = True
        self.close()

    def close(self) -> None:
        """Close the idle connections; others are made when they are needed."""
        with self._lock, contextlib.suppress(OSError):
            if self._client is not None:
                self._client.close()


def _of_s3[A: HeadObjectOutputTypeDef | PutObjectOutputTypeDef](answer: A) -> A:
    """Return an answer that an S3 server gave: each names the object's ETag, a network's sign-in page does not."""
    if not answer.get("ETag"):
        raise ArchiveError(
            ArchiveProblem.UNREACHABLE,
            "What answers in place of the S3 server is none: perhaps a proxy, or a page to sign in to the network.",
        )
    return answer


def _build(settings: ArchiveSettings, read_timeout_s: float, *, signed_bodies: bool) -> S3Client:
    session = boto3.session.Session(
        aws_access_key_id=settings.access_key_id,
        aws_secret_access_key=settings.secret_access_key,
        region_name=settings.region,
    )
    config = Config(  # type: ignore[call-arg] # the stubs do not know ignore_configured_endpoint_urls
        signature_version="s3v4",
        connect_timeout=_CONNECT_TIMEOUT_S,
        read_timeout=read_timeout_s,
        # The outbox tries again, and knows more about when.
        retries={"total_max_attempts": 1, "mode": "standard"},
        max_pool_connections=_CONNECTIONS,
        s3={
            "addressing_style": "path" if settings.endpoint_url else "auto",
            # A server that wants no checksum checks the signature's own; without TLS it is always there.
            **({"payload_signing_enabled": True} if signed_bodies else {}),
        },
        # Ours is SHA-256, sent with each object; boto3's own extra ones break several servers.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        # Only what the owner set counts, not the environment.
        ignore_configured_endpoint_urls=True,
        tcp_keepalive=True,
    )
    client = session.client("s3", endpoint_url=settings.endpoint_url, config=config)
    client.meta.events.register("before-sign.s3.PutObject", _send_small_at_once)
    client.meta.events.register("response-received.s3", _learn_time)
    return client


def _learn_time(response_dict: Mapping[str, Any] | None, **_: object) -> None:
    if response_dict is not None:
        learn_time(response_dict["headers"])


def _send_small_at_once(request: AWSRequest, **_: object) -> None:
    """Spare a small body the question whether it may come: it takes a round trip, and nobody answers for an empty one.

    What is answered instead of "100 Continue" sticks to botocore's connection, and to the next request on it.
    """
    if int(request.headers.get("Content-Length", SMALL)) < SMALL:
        del request.headers["Expect"]
