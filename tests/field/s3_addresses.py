"""Addresses of S3 servers as providers, browsers and people write them, and what is meant; the bucket is `clips`."""

from dataclasses import dataclass
from typing import Final

_ACCOUNT: Final = "0123456789abcdef0123456789abcdef"
_R2: Final = f"https://{_ACCOUNT}.r2.cloudflarestorage.com"
_AWS: Final = "AWS, Amazon S3 endpoints and quotas"


@dataclass(frozen=True, slots=True)
class Typed:
    """What is typed, where the like of it is seen, and what is meant: server (None for AWS) and region."""

    kind: str
    text: str
    source: str
    server: str | None
    region: str = "us-east-1"


@dataclass(frozen=True, slots=True)
class Refused:
    """What is typed and cannot be meant, and a word of what is said."""

    kind: str
    text: str
    source: str
    says: str


UNDERSTOOD: Final = [
    Typed("bucket in the path", f"{_R2}/clips", "Cloudflare R2 dashboard; aptly-dev/aptly#1207", _R2),
    Typed("bucket in the path and a slash", "http://nas:9000/clips/", "MinIO share links", "http://nas:9000"),
    Typed(
        "bucket and prefix in the path",
        "https://s3.example.com/clips/camvault",
        "S3 browsers",
        "https://s3.example.com",
    ),
    Typed(
        "bucket below a server's own path",
        "https://x.supabase.co/storage/v1/s3/clips",
        "Supabase Storage",
        "https://x.supabase.co/storage/v1/s3",
    ),
    Typed(
        "a server's own path",
        "https://x.supabase.co/storage/v1/s3",
        "Supabase Storage",
        "https://x.supabase.co/storage/v1/s3",
    ),
    Typed(
        "bucket in the host",
        "https://clips.fra1.digitaloceanspaces.com",
        "DigitalOcean, origin endpoint",
        "https://fra1.digitaloceanspaces.com",
        "fra1",
    ),
    Typed(
        "bucket in the host",
        "clips.s3.us-west-004.backblazeb2.com",
        "Backblaze B2, S3 URL",
        "https://s3.us-west-004.backblazeb2.com",
        "us-west-004",
    ),
    Typed(
        "bucket in the host",
        "clips.oss-cn-hangzhou.aliyuncs.com",
        "Alibaba OSS, bucket domain",
        "https://oss-cn-hangzhou.aliyuncs.com",
        "cn-hangzhou",
    ),
    Typed(
        "bucket in the host",
        "https://clips.cos.ap-guangzhou.myqcloud.com",
        "Tencent COS, access domain",
        "https://cos.ap-guangzhou.myqcloud.com",
        "ap-guangzhou",
    ),
    Typed("bucket in the host", "https://clips.s3.eu-central-1.amazonaws.com/", _AWS, None, "eu-central-1"),
    Typed("region with a dash", "https://s3-eu-west-1.amazonaws.com/clips", _AWS, None, "eu-west-1"),
    Typed("a website's address", "http://clips.s3-website-eu-west-1.amazonaws.com", _AWS, None, "eu-west-1"),
    Typed(
        "dualstack",
        "https://clips.s3.dualstack.eu-west-1.amazonaws.com",
        _AWS,
        "https://s3.dualstack.eu-west-1.amazonaws.com",
        "eu-west-1",
    ),
    Typed("China", "s3.cn-north-1.amazonaws.com.cn", _AWS, None, "cn-north-1"),
    Typed(
        "a console's link",
        "https://eu-north-1.console.aws.amazon.com/s3/buckets/clips?region=eu-north-1",
        "the browser's address bar",
        None,
        "eu-north-1",
    ),
    Typed(
        "a dashboard's link",
        f"https://dash.cloudflare.com/{_ACCOUNT}/r2/default/buckets/clips",
        "the browser's address bar",
        _R2,
    ),
    Typed(
        "a console's link",
        "https://console.cloud.google.com/storage/browser/clips;tab=objects",
        "the browser's address bar",
        "https://storage.googleapis.com",
    ),
    Typed("no scheme", "s3.example.com", "providers that show a host only", "https://s3.example.com"),
    Typed("no scheme and a port", "nas.local:9000", "MinIO's client", "https://nas.local:9000"),
    Typed("blanks and lines", " \thttps://s3.example.com\n", "copied from a table", "https://s3.example.com"),
    Typed("what cannot be seen", "\u200bhttps://s3.example.com\u200b", "copied from a page", "https://s3.example.com"),
    Typed("quotes", "'https://s3.example.com'", "copied from a configuration file", "https://s3.example.com"),
    Typed("capitals, port and slash", "HTTPS://S3.Example.COM:443/", "people", "https://s3.example.com"),
    Typed("a slash too few", "http:/nas:9000", "people", "http://nas:9000"),
    Typed("the root's dot", "https://s3.example.com.", "DNS tools", "https://s3.example.com"),
    Typed("IPv6 in brackets", "http://[2001:DB8::1]:9000", "RFC 3986", "http://[2001:db8::1]:9000"),
    Typed("IPv6 without", "2001:db8::1", "network settings of a NAS", "https://[2001:db8::1]"),
    Typed("letters of other languages", "https://bücket.example", "RFC 3490", "https://xn--bcket-kva.example"),
    Typed(
        "wide letters",
        "\uff48\uff54\uff54\uff50\uff53\uff1a\uff0f\uff0fs3.example.com",
        "Asian keyboards",
        "https://s3.example.com",
    ),
    Typed("somebody's own server", "https://s3.home.arpa:3900", "Garage", "https://s3.home.arpa:3900"),
    Typed("region in the name", "https://s3.fr-par.scw.cloud", "Scaleway", "https://s3.fr-par.scw.cloud", "fr-par"),
    Typed(
        "region in the name", "https://s3.gra.io.cloud.ovh.net", "OVHcloud", "https://s3.gra.io.cloud.ovh.net", "gra"
    ),
    Typed("nothing", "  ", "people", None),
]
REFUSED: Final = [
    Refused("a page of the server's own", "http://nas:9001/browser/clips", "MinIO console", "page for browsers"),
    Refused("a page to log in", "https://minio.example.com/minio/login", "MinIO console", "page for browsers"),
    Refused("a page of the provider", "https://secure.backblaze.com/b2_buckets.htm", "Backblaze", "page for browsers"),
    Refused(
        "a page of the provider", "https://console.wasabisys.com/file_manager/clips", "Wasabi", "page for browsers"
    ),
    Refused("a bucket and no server", "s3://clips", "AWS CLI", "no server"),
    Refused("a bucket and no server", "arn:aws:s3:::clips", "AWS console", "no server"),
    Refused("another bucket", "https://other.s3.eu-west-1.amazonaws.com", "AWS", "bucket other"),
    Refused("a folder in the bucket", "https://s3.example.com/clips/2026", "S3 browsers", "prefix"),
    Refused("keys in it", "https://key:secret@s3.example.com", "s3fs, Docker registry", "fields of their own"),
    Refused("another protocol", "ftp://nas", "people", "address of an S3 server"),
    Refused("no such port", "http://nas:99999", "people", "address of an S3 server"),
    Refused("words", "my nas", "people", "address of an S3 server"),
    Refused("a broken address", "http://[::1", "people", "address of an S3 server"),
]
