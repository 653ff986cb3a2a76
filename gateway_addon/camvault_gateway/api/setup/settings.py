"""The owner's settings."""

from dataclasses import replace
import ipaddress

from aiohttp import web

from camvault_gateway.api.context import CONTEXT
from camvault_gateway.api.http.answers import json_answer
from camvault_gateway.api.http.body import Body
from camvault_gateway.api.http.errors import ApiError, invalid
from camvault_gateway.api.http.params import parse_zone
from camvault_gateway.api.shown import wire, wire_gateway
from camvault_gateway.archive import plain_certificates
from camvault_gateway.catalog import archives, settings
from camvault_gateway.model import (
    COLD_CLASSES,
    AddressError,
    ArchiveError,
    ArchiveSettings,
    SettingsChanged,
    understand,
)

QUIET_TIME_S = (1, 3600)
_SETTINGS = ("site", "time_zone", "quiet_time_s", "anonymous_networks", "price_per_gb_month", "price_currency")
_LIMITS = {"vault_limit_bytes": (2**28, 2**60), "vault_days": (1, 36500), "upload_limit_kib_s": (16, 2**30)}
_PRICE = (0, 1000)
_CURRENCY = r"[A-Z]{3}"
_ARCHIVE = (
    "endpoint_url",
    "bucket",
    "region",
    "prefix",
    "access_key_id",
    "secret_access_key",
    "storage_class",
    "ca_certificate",
)
_NETWORKS = 16
_BUCKET_LENGTH = 255
_TEXT_LENGTH = 200
_NO_CERTIFICATE = (
    "This is no certificate. Give it as text that begins with -----BEGIN CERTIFICATE-----, without its private key."
)
_COLD = (
    "Nothing can be read at once from the storage class {}: nothing would play. Choose GLACIER_IR or STANDARD_IA, say."
)


async def get_settings(request: web.Request) -> web.Response:
    """Answer getSettings."""
    return json_answer(wire.settings(await request.app[CONTEXT].read(settings.load)))


async def change_settings(request: web.Request) -> web.Response:
    """Answer changeSettings."""
    context = request.app[CONTEXT]
    body = await Body.read(request, (*_SETTINGS, *_LIMITS))
    changes = _changes(body)
    if changes:
        kept = await context.write(settings.change, **changes)
        context.publish(SettingsChanged(kept))
    else:
        kept = await context.read(settings.load)
    return json_answer(wire.settings(kept))


def _changes(body: Body) -> dict[str, object]:
    changes: dict[str, object] = {}
    if "site" in body:
        changes["site"] = body.site("site")
    if "time_zone" in body:
        changes["time_zone"] = parse_zone("time_zone", body.text("time_zone")).key
    if "quiet_time_s" in body:
        changes["quiet_time_s"] = body.number("quiet_time_s", *QUIET_TIME_S)
    if "anonymous_networks" in body:
        changes["anonymous_networks"] = _networks(body.texts("anonymous_networks", most=_NETWORKS))
    if "price_per_gb_month" in body:
        changes["price_per_gb_month"] = body.number_or_null("price_per_gb_month", *_PRICE)
    if "price_currency" in body:
        changes["price_currency"] = body.text("price_currency", pattern=_CURRENCY, says="be three capital letters")
    for name, bounds in _LIMITS.items():
        if name in body:
            changes[name] = body.whole_number_or_null(name, *bounds)
    return changes


def _networks(texts: list[str]) -> tuple[str, ...]:
    try:
        return tuple(str(ipaddress.ip_network(text)) for text in texts)
    except ValueError as err:
        raise invalid("`anonymous_networks` must be networks such as 192.168.1.0/24.") from err


async def set_archive(request: web.Request) -> web.Response:
    """Answer setArchive."""
    context = request.app[CONTEXT]
    wanted = _archive(await Body.read(request, _ARCHIVE))
    if wanted.storage_class in COLD_CLASSES:
        raise ApiError(422, "cold_class", _COLD.format(wanted.storage_class))
    site = (await context.read(settings.load)).site
    try:
        tried = await context.services.archive.check(wanted, site)
    except ArchiveError as err:
        raise ApiError(422, err.problem, str(err)) from err
    wanted = replace(tried.settings, abilities=tried.abilities)
    context.publish(SettingsChanged(await context.write(archives.change, wanted, tried.same)))
    return json_answer({**wire.archive(wanted), "sites": [wire_gateway.site(each) for each in tried.sites]})


async def remove_archive(request: web.Request) -> web.Response:
    """Answer removeArchive."""
    context = request.app[CONTEXT]
    context.publish(SettingsChanged(await context.write(archives.change, None)))
    return web.Response(status=204)


def _archive(body: Body) -> ArchiveSettings:
    defaults = {"region": "us-east-1", "prefix": "camvault", "storage_class": "STANDARD"}
    given = {
        name: body.text(name, longest=_TEXT_LENGTH) if name in body else default for name, default in defaults.items()
    }
    prefix = given["prefix"].strip().strip("/")
    bucket = body.text("bucket", shortest=1, longest=_BUCKET_LENGTH).strip()
    try:
        found = understand(body.text_or_null("endpoint_url"), bucket, given["region"].strip(), prefix)
    except AddressError as err:
        raise ApiError(400, "invalid_endpoint", f"The server's address {err}") from err
    return ArchiveSettings(
        bucket=found.bucket,
        access_key_id=body.text("access_key_id", shortest=1).strip(" "),
        secret_access_key=body.text("secret_access_key", shortest=1).strip(" "),
        endpoint_url=found.endpoint_url,
        region=found.region,
        prefix=prefix,
        storage_class=given["storage_class"].strip(),
        ca_certificate=_certificate(body.text_or_null("ca_certificate")),
    )


def _certificate(pem: str | None) -> str | None:
    """Return certificates in PEM as they are kept; raises ApiError when they are none."""
    if pem is None or not pem.strip():
        return None
    try:
        return plain_certificates(pem)
    except ValueError as err:
        raise ApiError(400, "invalid_certificate", _NO_CERTIFICATE) from err


ROUTES = [
    web.get("/api/v1/settings", get_settings),
    web.patch("/api/v1/settings", change_settings),
    web.put("/api/v1/settings/archive", set_archive),
    web.delete("/api/v1/settings/archive", remove_archive),
]
