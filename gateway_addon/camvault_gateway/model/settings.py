"""The owner's settings, kept in the catalog."""

from dataclasses import dataclass
import re
from typing import Final

from .archive.archive import ArchiveSettings

# What a site may be called.
SITE_PATTERN: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The gateway's settings; without an archive everything stays in the vault."""

    gateway_id: str
    site: str = "home"
    time_zone: str = "UTC"
    quiet_time_s: float = 30.0
    archive: ArchiveSettings | None = None
    vault_limit_bytes: int | None = None
    vault_days: int | None = None
    upload_limit_kib_s: int | None = None
    # What the owner pays for a GB and month, in this currency (ISO 4217); without it the provider's price is assumed.
    price_per_gb_month: float | None = None
    price_currency: str = "USD"
    # From where cameras may upload without a password (RFC 4632).
    anonymous_networks: tuple[str, ...] = ()
