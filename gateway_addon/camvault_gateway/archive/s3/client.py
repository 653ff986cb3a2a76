"""A client of boto3 for one bucket: what every S3 server understands, and nothing of the environment."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from boto3.session import Session
from botocore.config import Config

from camvault_gateway.model import ArchiveSettings

from . import service_model
from .http_session import HttpSession
from .server_time import learn_time
from .small_put import SMALL
from .throttle import THROTTLES

if TYPE_CHECKING:
    from botocore.awsrequest import AWSRequest
    from botocore.model import OperationModel
    from mypy_boto3_s3 import S3Client

_CONNECT_TIMEOUT_S = 5
_CONNECTIONS = 16


def build(settings: ArchiveSettings, read_timeout_s: float, *, signed_bodies: bool) -> S3Client:
    """Return a client; `signed_bodies` is for a server that wants no checksum."""
    config = Config(  # type: ignore[call-arg] # the stubs do not know ignore_configured_endpoint_urls
        signature_version="s3v4",
        connect_timeout=_CONNECT_TIMEOUT_S,
        read_timeout=read_timeout_s,
        # The outbox tries again, and knows more about when.
        retries={"total_max_attempts": 1, "mode": "standard"},
        max_pool_connections=_CONNECTIONS,
        s3={
            "addressing_style": _style(settings),
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
    session = Session(
        settings.access_key_id,
        settings.secret_access_key,
        region_name=settings.region,
        botocore_session=service_model.session(),
    )
    client = session.client("s3", endpoint_url=settings.endpoint_url, config=config)
    endpoint = client._endpoint  # type: ignore[attr-defined] # noqa: SLF001 the only way to give it another session
    endpoint.http_session = HttpSession.instead_of(
        endpoint.http_session, settings.ca_certificate, THROTTLES.of(settings.place)
    )
    client.meta.events.register_last("before-parameter-build.s3", _go_nowhere_for_ever)
    client.meta.events.register("before-sign.s3.PutObject", _send_small_at_once)
    client.meta.events.register("response-received.s3", _learn_time)
    return client


def _style(settings: ArchiveSettings) -> Literal["auto", "path", "virtual"]:
    if settings.endpoint_url is None:
        return "auto"
    return "virtual" if settings.virtual_hosted else "path"


def _go_nowhere_for_ever(model: OperationModel, context: dict[str, Any], **_: object) -> None:
    """Let boto3 not ask again where a bucket is when the server sends that question elsewhere, too."""
    if model.name == "HeadBucket":
        context["s3_redirect"]["redirected"] = True


def _learn_time(response_dict: Mapping[str, Any] | None, **_: object) -> None:
    if response_dict is not None:
        learn_time(response_dict["headers"])


def _send_small_at_once(request: AWSRequest, **_: object) -> None:
    """Spare a small body the question whether it may come: it takes a round trip, and nobody answers for an empty one.

    What is answered instead of "100 Continue" sticks to botocore's connection, and to the next request on it.
    """
    if int(request.headers.get("Content-Length", SMALL)) < SMALL:
        del request.headers["Expect"]
