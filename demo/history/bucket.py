"""Many small objects into a bucket over S3, quickly: boto3 needs several milliseconds of this computer for each."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
import http.client
import threading
from types import TracebackType
from typing import NamedTuple, Self
from urllib.parse import quote, urlsplit

from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from demo.options import Archive
from demo.programs import DemoError

AT_ONCE = 8
TIMEOUT_S = 30


class Put(NamedTuple):
    """An object to be put."""

    key: str
    content: bytes
    content_type: str
    metadata: dict[str, str]


class BucketWriter:
    """Puts objects, several at once, each connection used again and again."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._place = urlsplit(archive.endpoint_url)
        credentials = Credentials(archive.access_key_id, archive.secret_access_key)
        self._auth = S3SigV4Auth(credentials, "s3", archive.region)
        self._pool = ThreadPoolExecutor(AT_ONCE)
        self._own = threading.local()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(cancel_futures=True)

    def put(self, objects: Iterable[Put]) -> None:
        """Put them all; the first that is refused is an error."""
        for _ in self._pool.map(self._put, objects):
            pass

    def _put(self, wanted: Put) -> None:
        path = f"/{self._archive.bucket}/{quote(wanted.key)}"
        headers = {"Content-Type": wanted.content_type}
        headers |= {f"x-amz-meta-{name}": value for name, value in wanted.metadata.items()}
        request = AWSRequest("PUT", f"{self._archive.endpoint_url}{path}", headers, wanted.content)
        self._auth.add_auth(request)
        connection = self._connection()
        connection.request("PUT", path, wanted.content, dict(request.headers.items()))
        answer = connection.getresponse()
        said = answer.read()
        if answer.status != http.client.OK:
            raise DemoError(f"The archive refused {wanted.key}: {answer.status} {said[:300]!r}")

    def _connection(self) -> http.client.HTTPConnection:
        if not hasattr(self._own, "connection"):
            host, port = self._place.hostname or "", self._place.port
            secure = self._place.scheme == "https"
            kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
            self._own.connection = kind(host, port, timeout=TIMEOUT_S)
        connection: http.client.HTTPConnection = self._own.connection
        return connection
