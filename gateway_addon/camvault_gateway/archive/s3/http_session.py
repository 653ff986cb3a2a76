"""The HTTP session of an S3 client: its certificates, its throttle, and retries of answers that no S3 server gives."""

import ssl
import time
from typing import TYPE_CHECKING, Any, Final, Self, cast, override

from botocore.exceptions import ConnectionClosedError
from botocore.httpsession import URLLib3Session

from .throttle import Throttle
from .trust import TrustingContext

if TYPE_CHECKING:
    from botocore.awsrequest import AWSPreparedRequest, AWSResponse

_BUSY: Final = {429, 503}
_READS: Final = {"GET", "HEAD"}
_TRIES: Final = 5
_FIRST_WAIT_S: Final = 0.2
_FINAL: Final = 200


class HttpSession(URLLib3Session):
    """A session of botocore that trusts the owner's certificates, keeps the pace, and asks a busy server again."""

    def __init__(self, pem: str | None, pace: Throttle, **settings: Any) -> None:  # noqa: ANN401 botocore's own
        self._pem = pem
        self._pace = pace
        super().__init__(**settings)

    @classmethod
    def instead_of(cls, session: URLLib3Session, pem: str | None, pace: Throttle) -> Self:
        """Return a session with the settings of another."""
        return cls(
            pem,
            pace,
            proxies=session._proxy_config._proxies,  # type: ignore[attr-defined] # noqa: SLF001 nothing else tells
            timeout=(session._timeout.connect_timeout, session._timeout.read_timeout),  # type: ignore[attr-defined] # noqa: SLF001
            max_pool_connections=session._max_pool_connections,  # type: ignore[attr-defined] # noqa: SLF001
            socket_options=session._socket_options,  # type: ignore[attr-defined] # noqa: SLF001
        )

    @override
    def send(self, request: AWSPreparedRequest) -> AWSResponse:  # type: ignore[override] # nobody sends others
        """Send a request at the pace that the server can keep; a question that it is too busy for, several times."""
        for attempt in range(1, _TRIES + 1):
            self._pace.wait()
            answer = super().send(request)
            busy = answer.status_code in _BUSY
            self._pace.learn(busy=busy)
            if not busy or request.method not in _READS or attempt == _TRIES:
                break
            _ = answer.content
            time.sleep(_FIRST_WAIT_S * 2 ** (attempt - 1))
        self._check(request, answer)
        return answer

    def _check(self, request: AWSPreparedRequest, answer: AWSResponse) -> None:
        """Take nothing for an answer that is none: the next one on the connection would be mistaken, too."""
        if answer.status_code < _FINAL:
            self.close()
            raise ConnectionClosedError(endpoint_url=request.url, request=request, error="an answer that is none")

    # The stubs know nothing of what follows, which is botocore's own.
    def _get_ssl_context(self) -> ssl.SSLContext:
        if self._pem is None:
            return cast("ssl.SSLContext", super()._get_ssl_context())  # type: ignore[misc]
        return TrustingContext.of(self._pem)

    def _get_pool_manager_kwargs(self, **more: Any) -> dict[str, Any]:  # noqa: ANN401
        settings = super()._get_pool_manager_kwargs(**more)  # type: ignore[misc]
        # The context compares names itself.
        return settings if self._pem is None else {**settings, "assert_hostname": False}

    def _setup_ssl_cert(self, conn: Any, url: str, verify: Any) -> None:  # noqa: ANN401
        super()._setup_ssl_cert(conn, url, verify)  # type: ignore[misc]
        if self._pem is not None:
            conn.ca_certs = None
