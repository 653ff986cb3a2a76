"""The address of an S3 server, in whatever form a provider, a browser or a person writes it."""

from dataclasses import dataclass
import ipaddress
import re
from typing import Final
import unicodedata
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

_SCHEME: Final = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*):[/\\]+|(?P<bare>https?)[/\\]{2}", re.IGNORECASE)
_PORTS: Final = {"http": 80, "https": 443}
_AWS: Final = re.compile(
    r"(?:(?P<bucket>.+)\.)?(?:s3[.-](?:website[.-])?(?:(?P<kind>dualstack|fips|accelerate)\.?)?"
    r"(?P<region>[a-z]{2,3}(?:-[a-z]+)+-\d)?|s3|s3-accelerate(?P<dual>\.dualstack)?)\.?amazonaws\.com(?P<china>\.cn)?"
)
# How providers name their servers, and where the region stands in it.
_SERVED: Final = re.compile(
    r"(?:(?P<bucket>.+)\.)?(?P<server>s3\.(?P<ovh>[a-z]+)\.(?:io|perf)\.cloud\.ovh\.(?:net|us)|(?:s3|oss|cos|obs|tos-s3)[.-](?P<region>[a-z0-9]+(?:-[a-z0-9]+)*)(?:\.[a-z0-9-]+)*\.[a-z]+"
    r"|(?P<place>[a-z]+\d*|[a-z]{2}-[a-z]+-\d+)\.(?:digitaloceanspaces|linodeobjects|vultrobjects)\.com"
    r"|[0-9a-f]{32}(?:\.(?:eu|fedramp))?\.r2\.cloudflarestorage\.com|storage\.googleapis\.com)"
)
_REGION: Final = re.compile(r"[a-z]{2,3}-[a-z]+(?:-?\d+){0,2}")
_CONSOLES: Final = re.compile(
    r"(?:.+\.)?(?:console|dash|dashboard|portal|panel|manage|manager|secure|cloud|app|ui)(?:-[^.]+)?\..+"
)
_R2: Final = re.compile(r"/(?P<account>[0-9a-f]{32})/r2/(?:default|eu|fedramp)/buckets/(?P<bucket>[^/]+)")
_GIVEN: Final = "us-east-1"
_PAGE: Final = "is a page for browsers. Type the address of the S3 server, which your provider calls the endpoint."
_EXAMPLE: Final = "must be the address of an S3 server, such as https://s3.example.com."


class AddressError(ValueError):
    """The text is no address of an S3 server; the message tells what to type."""


@dataclass(frozen=True, slots=True)
class Address:
    """The address of a bucket; `endpoint_url` is None for AWS itself."""

    endpoint_url: str | None
    bucket: str
    region: str = _GIVEN


def understand(text: str | None, bucket: str, region: str = _GIVEN, prefix: str = "") -> Address:
    """Return the address that is meant; raises AddressError.

    A bucket in it is taken off; a region in it counts when none was chosen.
    """
    plain = _plain(text or "")
    bucket = bucket.strip().removeprefix("s3://").strip("/") if bucket.strip() else bucket
    if not plain:
        return Address(None, bucket, region)
    parts = _split(plain)
    host = _host(parts)
    if found := _console(host, parts, bucket, region):
        return found
    if parts.query or parts.fragment:
        raise AddressError(f"{_EXAMPLE[:-1]}; what was typed {_PAGE}")
    path = _path(unquote(parts.path), bucket, prefix)
    if aws := _AWS.fullmatch(host):
        return _of_aws(aws, host, bucket, region)
    if _CONSOLES.fullmatch(host) and path:
        raise AddressError(_PAGE)
    if (served := _SERVED.fullmatch(host)) is not None:
        if served["bucket"] and served["bucket"] != bucket.lower():
            # Somebody's own server may be called like that.
            served = None
        else:
            host = served["server"]
    port = _port(parts)
    url = f"{parts.scheme}://{bracketed(host)}{'' if port == _PORTS[parts.scheme] else f':{port}'}{path}"
    return Address(url, bucket, _region(region, served))


def server_of(endpoint_url: str | None) -> str:
    """Return the one way to write a server's address, by which it is known again; empty for AWS."""
    if endpoint_url is None:
        return ""
    try:
        parts = _split(_plain(endpoint_url))
        host = _host(parts)
        if _AWS.fullmatch(host):
            return ".cn" if host.endswith(".cn") else ""
        port = _port(parts)
    except AddressError:
        return endpoint_url.lower().rstrip("/")
    # Which of both it is, http or https, alters nothing of what lies there.
    return f"{bracketed(host)}{'' if port in _PORTS.values() else f':{port}'}{unquote(parts.path).rstrip('/')}"


def holds_bucket(endpoint_url: str | None, bucket: str) -> bool:
    """Tell whether an address names the bucket, so that the server looks for its name among the objects."""
    try:
        parts = _split(_plain(endpoint_url or ""))
        host = _host(parts)
    except AddressError:
        return False
    served = _AWS.fullmatch(host) or _SERVED.fullmatch(host)
    return (served is not None and served["bucket"] == bucket.lower()) or unquote(parts.path).strip("/").split("/")[
        -1
    ] == bucket


def without_bucket(endpoint_url: str | None, bucket: str) -> str | None:
    """Return an address whose host begins with the bucket without it; None when it does not."""
    if endpoint_url is None:
        return None
    parts = urlsplit(endpoint_url)
    host = parts.hostname or ""
    if not host.startswith(f"{bucket.lower()}."):
        return None
    return parts._replace(netloc=parts.netloc[len(bucket) + 1 :]).geturl()


def bracketed(host: str) -> str:
    """Return a host as it stands in an address."""
    return f"[{host}]" if ":" in host else host


def _plain(text: str) -> str:
    """Return what was typed without what copying brings along."""
    shown = "".join(letter for letter in unicodedata.normalize("NFKC", text) if unicodedata.category(letter) != "Cf")
    return shown.strip().strip("\"'<>`,;").strip()


def _split(text: str) -> SplitResult:
    scheme = _SCHEME.match(text)
    name = ((scheme["scheme"] or scheme["bare"]) if scheme else "https").lower()
    if name == "s3" or text.startswith("arn:"):
        raise AddressError("names a bucket and no server. Type the address of the S3 server; leave it empty for AWS.")
    if name not in _PORTS:
        raise AddressError(_EXAMPLE)
    rest = text[scheme.end() :] if scheme else text
    place, slash, path = rest.replace("\\", "/").partition("/")
    if "@" in place:
        raise AddressError("must not hold a user or a password; the keys have fields of their own.")
    try:
        ipaddress.IPv6Address(place.partition("%")[0])
        place = f"[{place}]"
    except ValueError:
        pass
    try:
        parts = urlsplit(f"{name if scheme or not place.endswith(':80') else 'http'}://{place}{slash}{path}")
        _ = parts.port
    except ValueError as err:
        raise AddressError(_EXAMPLE) from err
    return parts


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        pass
    try:
        host = host.encode("idna").decode().lower()
    except UnicodeError as err:
        raise AddressError(_EXAMPLE) from err
    if not re.fullmatch(r"[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?(?:%[a-z0-9]+)?", host) and ":" not in host:
        raise AddressError(_EXAMPLE)
    return host


def _port(parts: SplitResult) -> int:
    return _PORTS[parts.scheme] if parts.port is None else parts.port


def _console(host: str, parts: SplitResult, bucket: str, region: str) -> Address | None:
    """Return what a page of a provider's console tells of a bucket; None for what is no such page."""
    where = unquote(parts.path)
    if re.fullmatch(r"(?:.+\.)?console\.(?:aws\.amazon\.com|amazonaws\.cn)", host):
        asked = parse_qs(parts.query).get("region", [region])[0]
        named = re.match(r"/s3/buckets/(?P<bucket>[^/?]+)", where)
        return Address(None, named["bucket"] if named else bucket, asked)
    if host == "dash.cloudflare.com" and (r2 := _R2.match(where)):
        return Address(f"https://{r2['account']}.r2.cloudflarestorage.com", r2["bucket"], region)
    if host == "console.cloud.google.com" and (named := re.match(r"/storage/browser/(?P<bucket>[^/;]+)", where)):
        return Address("https://storage.googleapis.com", named["bucket"], region)
    if re.search(r"/browser/|/buckets?/.+/(?:browse|admin)|\.html?$|/login$", where):
        raise AddressError(f"{_PAGE} It is often the same host with another port.")
    return None


def _path(path: str, bucket: str, prefix: str) -> str:
    """Return the path without the bucket in it, and without what lies in the bucket."""
    folders = [each for each in path.split("/") if each]
    below = [each for each in prefix.split("/") if each]
    for length in (len(below), 0):
        end = len(folders) - length
        if end > 0 and folders[end - 1] == bucket and folders[end:] == below[:length]:
            return "".join(f"/{each}" for each in folders[: end - 1])
    if bucket in folders[:1]:
        more = "/".join(folders[1:])
        raise AddressError(f"holds the bucket and a folder in it. Leave off {bucket}/{more}; a folder is the prefix.")
    return "".join(f"/{each}" for each in folders)


def _of_aws(found: re.Match[str], host: str, bucket: str, region: str) -> Address:
    if (named := found["bucket"]) and named != bucket.lower() and "vpce" not in named:
        raise AddressError(f"belongs to the bucket {named}. Leave it empty for AWS, or correct the bucket's name.")
    told = found["region"] or region
    if named and "vpce" in named:
        return Address(f"https://{host.removeprefix(f'{bucket.lower()}.')}", bucket, told)
    if found["kind"] in {"dualstack", "fips"} and found["region"]:
        # Who types that wants IPv6, or what the law asks for.
        return Address(f"https://{host.removeprefix(f'{bucket.lower()}.')}", bucket, told)
    return Address(None, bucket, told)


def _region(chosen: str, served: re.Match[str] | None) -> str:
    """Return the region that was chosen, or else the one that the server's name tells."""
    if chosen != _GIVEN or served is None:
        return chosen
    # What a server of one's own is called tells of no region.
    named = served["region"] if _REGION.fullmatch(served["region"] or "") else None
    return named or served["place"] or served["ovh"] or chosen
