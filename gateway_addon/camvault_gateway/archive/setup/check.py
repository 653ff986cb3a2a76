"""Try a bucket for real before it is trusted with anything."""

from collections.abc import Mapping, Sequence
import contextlib
from dataclasses import replace
import secrets

from botocore.exceptions import ClientError

from camvault_gateway.archive.s3.errors import HostStyleError, MisaddressedError, answers_of
from camvault_gateway.archive.s3.store import Store
from camvault_gateway.archive.sites import sites_in
from camvault_gateway.model import (
    ArchivedSite,
    ArchiveError,
    ArchiveProblem,
    ArchiveSettings,
    Sample,
    Tried,
    new_id,
    without_bucket,
)
from camvault_gateway.record.keys import CHECK, in_site, is_safe_prefix

from .trial import Trial

_READ_TIMEOUT_S = 15
_PROBE_SIZE = 4096

type Samples = Mapping[ArchiveSettings, Sequence[Sample]]


def check(settings: ArchiveSettings, site: str, samples: Samples | None = None) -> Tried:
    """Put a small object, read it back, and try what else can be done; raises ArchiveError with what to do.

    The object is removed if the key may do that. If not, it stays, as everything that is put there will. `samples` are
    objects of other archives: of one whose objects are here this bucket is another address.
    """
    if not is_safe_prefix(settings.prefix):
        raise ArchiveError(
            ArchiveProblem.FAILED,
            "The prefix may have letters, digits, dots, dashes, underscores and slashes, and no folder _protected.",
        )
    try:
        return _try(settings, site, samples or {})
    except HostStyleError:
        if settings.virtual_hosted:
            raise
        return _try(replace(settings, virtual_hosted=True), site, samples or {})
    except MisaddressedError:
        if (shorter := without_bucket(settings.endpoint_url, settings.bucket)) is None:
            raise
        return _try(replace(settings, endpoint_url=shorter), site, samples or {})


def settled(settings: ArchiveSettings, site: str) -> ArchiveSettings:
    """Return settings with the way to name the bucket that its server takes; raises ArchiveError."""
    store = Store(settings, site, _READ_TIMEOUT_S)
    try:
        with answers_of(settings):
            store.client.list_objects_v2(Bucket=settings.bucket, MaxKeys=1)
    except HostStyleError:
        return replace(settings, virtual_hosted=True)
    except ArchiveError:
        # Whoever goes on asks the same, and is told why not.
        return settings
    finally:
        store.close()
    return settings


def _try(settings: ArchiveSettings, site: str, samples: Samples) -> Tried:
    """Try a bucket in one way to name it."""
    store = Store(replace(settings, abilities=None), site, _READ_TIMEOUT_S)
    trial = Trial(store, in_site(settings.prefix, site, f"{CHECK}{new_id()}"), secrets.token_bytes(_PROBE_SIZE))
    try:
        with answers_of(settings):
            abilities = trial.run()
        same = frozenset(archive for archive, known in samples.items() if _has(store, known))
        return Tried(abilities, _sites(store), settings, same)
    finally:
        trial.tidy()
        store.close()


def _sites(store: Store) -> tuple[ArchivedSite, ...]:
    """Return what the bucket holds; nothing if the key may not look."""
    with contextlib.suppress(ArchiveError):
        return tuple(sites_in(store))
    return ()


def _has(store: Store, samples: Sequence[Sample]) -> bool:
    """Tell whether most of some objects are here, with the bytes that they had."""
    found = 0
    for each in samples:
        with contextlib.suppress(ArchiveError, ClientError), answers_of(store.settings):
            head = store.head(each.key)
            said = {name.lower(): value for name, value in head.get("Metadata", {}).items()}
            found += head["ContentLength"] == each.size and said.get("sha256", each.sha256) == each.sha256
    return found * 2 > len(samples)
