"""The servers that take uploads, and what they share: built, started and stopped in order."""

from camvault_gateway.admission import Gatekeeper
from camvault_gateway.api import FtpInfo, HttpInfo
from camvault_gateway.bus import Bus
from camvault_gateway.catalog import Catalog
from camvault_gateway.ftp import FtpServer, FtpSettings
from camvault_gateway.http import HttpServer, HttpSettings
from camvault_gateway.model import GatewayChanged
from camvault_gateway.receive import Receiver
from camvault_gateway.tls import CertificateFiles, Certificates
from camvault_gateway.vault import Vault, write_whole

from .options import Options
from .supervised import Supervised


class UploadServers:
    """The servers, and what they share: one gatekeeper and one receiver, whatever protocol a camera speaks."""

    def __init__(
        self, catalog: Catalog, vault: Vault, bus: Bus, settings: FtpSettings, http: HttpSettings | None = None
    ) -> None:
        self.receiver = Receiver(catalog, vault, bus)
        self.gatekeeper = Gatekeeper(catalog, bus)
        self.certificates = Certificates(
            settings.own_certificate, settings.certificate, write_whole, lambda: bus.publish(GatewayChanged())
        )
        self.ftp = FtpServer(self.receiver, self.gatekeeper, bus, settings, self.certificates)
        off = HttpSettings(host=settings.host)
        self.http = HttpServer(self.receiver, self.gatekeeper, http or off, self.certificates)
        self._recovered = False

    def recover(self) -> None:
        """Bring disk, catalog and events together after a stop, once: before anybody works on what was left."""
        if not self._recovered:
            self._recovered = True
            self.receiver.recover()

    def start(self) -> None:
        """Recover from the last stop, then listen. Raises PortError when a port cannot be had."""
        self.recover()
        self.ftp.start()
        self.http.start()

    def stop(self) -> None:
        """Hang up on everybody, keep what they had sent, and return when that is durable."""
        self.gatekeeper.close()
        self.http.stop()
        self.ftp.stop()
        self.receiver.close()


async def upload_settings(options: Options, supervised: Supervised) -> tuple[FtpSettings, HttpSettings]:
    """Return the settings of both servers, as far as they depend on where the gateway runs."""
    await supervised.learn_ports(options)
    return _ftp_settings(options, await supervised.passive_address(options)), _http_settings(options, supervised)


def _ftp_settings(options: Options, address: str | None) -> FtpSettings:
    """Return the settings of the FTP server; cameras are told to connect to the address."""
    certificate = None
    if options.certificate is not None and options.certificate_key is not None:
        certificate = CertificateFiles(options.certificate, options.certificate_key)
    return FtpSettings(
        host=options.ftp_host,
        port=options.ftp_port,
        passive_ports=options.passive_ports,
        passive_address=address,
        own_certificate=options.data / "ftps.pem",
        certificate=certificate,
        implicit_tls_port=options.implicit_tls_port,
    )


def _http_settings(options: Options, supervised: Supervised) -> HttpSettings:
    """Return the settings of the HTTP server; a port that nobody can reach is off."""
    port, tls_port = (
        port if supervised.published(port) is not None else None for port in (options.http_port, options.https_port)
    )
    return HttpSettings(host=options.http_host, port=port, tls_port=tls_port)


def ftp_info(ftp: FtpSettings, supervised: Supervised, certificates: Certificates) -> FtpInfo:
    """Return what is told of the FTP server."""
    return FtpInfo(
        port=ftp.port,
        passive_ports=(ftp.passive_ports[0], ftp.passive_ports[-1]),
        advertised_address=ftp.passive_address,
        remapped_ports=supervised.remapped_ports,
        certificate_problem=lambda: certificates.problem,
    )


def http_info(http: HttpSettings, supervised: Supervised) -> HttpInfo:
    """Return what is told of the HTTP server: the ports by the numbers that cameras reach them at."""
    return HttpInfo(port=supervised.published(http.port), tls_port=supervised.published(http.tls_port))
