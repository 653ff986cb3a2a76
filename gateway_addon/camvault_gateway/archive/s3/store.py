"""A bucket to talk to, over one shared client."""

import contextlib
import threading
from typing import TYPE_CHECKING, cast

from botocore.exceptions import ClientError

from camvault_gateway.model import ArchiveError, ArchiveProblem, ArchiveSettings, Capture
from camvault_gateway.record.keys import archive_key, copies_of, in_site

from .bandwidth import Limiter
from .client import build
from .errors import answers_of, status
from .object_body import ObjectBody
from .small_put import SmallPut

if TYPE_CHECKING:
    from botocore.awsrequest import AWSPreparedRequest
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import HeadObjectOutputTypeDef, PutObjectOutputTypeDef, PutObjectRequestTypeDef

    from .http_session import HttpSession

READ_TIMEOUT_S = 60
# A bucket in another region, or not there yet: boto3 knows what to do.
_ELSEWHERE = {301, 307, 400}
_CHUNK = 256 * 1024


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
        self.conditional = found is None or found.conditional_puts is not False
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
                self._client = build(self.settings, self._read_timeout_s, signed_bodies=not self.checksums)
                for operation in ("PutObject", "UploadPart"):
                    self._client.meta.events.register(f"before-send.s3.{operation}", self._slow)
            return self._client

    @property
    def session(self) -> HttpSession:
        """Return the client's connections."""
        return cast("HttpSession", self.client._endpoint.http_session)  # type: ignore[attr-defined] # noqa: SLF001 the only way

    def ask_time(self) -> None:
        """Ask for anything: each answer tells the server's time, whatever else it says; raises ArchiveError."""
        with answers_of(self.settings), contextlib.suppress(ClientError):
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
            found = _of_s3(self.client.head_object(Bucket=self.settings.bucket, Key=key, ChecksumMode="ENABLED"))
        except ClientError:
            # An answer to HEAD has no body to say why; the same question as GET has one.
            self.open(key, 0, 1).close()
            raise
        # Some proxies leave it out.
        length = found.get("ContentLength", -1)
        return found if length >= 0 else {**found, "ContentLength": self._length(key)}

    def _length(self, key: str) -> int:
        """Return how many bytes an object has by reading it."""
        return sum(map(len, self.open(key, 0, None).iter_chunks(_CHUNK)))

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

    def open(self, key: str, start: int, end: int | None) -> ObjectBody:
        """Open an object, or its bytes from `start` up to but without `end`."""
        if end is None:
            return ObjectBody.whole(self.client.get_object(Bucket=self.settings.bucket, Key=key))
        answer = self.client.get_object(Bucket=self.settings.bucket, Key=key, Range=f"bytes={start}-{end - 1}")
        return ObjectBody.of(answer, key, start, end)

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
