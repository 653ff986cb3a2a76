"""Puts of small objects with a third of boto3's CPU time, which would be most of what a snapshot costs."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, cast
from urllib.parse import quote

from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.exceptions import ClientError
from botocore.parsers import create_parser

from camvault_gateway.model import ArchiveSettings

from .server_time import learn_time

if TYPE_CHECKING:
    from botocore.awsrequest import AWSPreparedRequest
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import PutObjectOutputTypeDef, PutObjectRequestTypeDef

SMALL: Final = 256 * 1024
_PUT: Final = "PutObject"
_NAME: Final = "name"
_HEADERS: Final = {
    "ContentType": "Content-Type",
    "IfNoneMatch": "If-None-Match",
    "StorageClass": "x-amz-storage-class",
    "ObjectLockLegalHoldStatus": "x-amz-object-lock-legal-hold",
    "ChecksumAlgorithm": "x-amz-sdk-checksum-algorithm",
    "ChecksumSHA256": "x-amz-checksum-sha256",
}
_NO_ERROR: Final = 300


class SmallPut:
    """A bucket's address, its signature, and the parts of a client that are worth their time."""

    def __init__(
        self, client: S3Client, settings: ArchiveSettings, before_send: Callable[[AWSPreparedRequest], None]
    ) -> None:
        link = client.generate_presigned_url("put_object", Params={"Bucket": settings.bucket, "Key": _NAME})
        self._address = link.partition("?")[0].removesuffix(_NAME)
        self._auth = S3SigV4Auth(Credentials(settings.access_key_id, settings.secret_access_key), "s3", settings.region)
        # The client's own: one pool of connections, one set of certificates to trust.
        self._connections = client._endpoint.http_session  # type: ignore[attr-defined] # noqa: SLF001 see above
        self._parser = create_parser("rest-xml")
        self._shape = client.meta.service_model.operation_model(_PUT).output_shape
        self._before_send = before_send

    def put(self, request: PutObjectRequestTypeDef) -> PutObjectOutputTypeDef:
        """Do what the client's `put_object` does with a body of bytes; raises as it does."""
        headers = {header: str(request[name]) for name, header in _HEADERS.items() if name in request}  # type: ignore[literal-required] # all are texts
        headers |= {f"x-amz-meta-{name}": value for name, value in request.get("Metadata", {}).items()}
        url = self._address + quote(request["Key"], safe="/~")
        unsigned = AWSRequest("PUT", url, headers=headers, data=request["Body"])
        self._auth.add_auth(unsigned)
        prepared = unsigned.prepare()
        self._before_send(prepared)
        answer = self._connections.send(prepared)
        learn_time(answer.headers)
        found = {"headers": answer.headers, "status_code": answer.status_code, "body": answer.content}
        parsed = self._parser.parse(found, self._shape)  # type: ignore[arg-type] # the stubs' shape may be None
        if answer.status_code >= _NO_ERROR:
            raise ClientError(parsed, _PUT)
        return cast("PutObjectOutputTypeDef", parsed)
