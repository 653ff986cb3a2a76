"""When it is decided under which key a capture lies in the archive: once, and as early as its name and time allow."""

from zoneinfo import ZoneInfo

import pytest

from camvault_gateway.archive import records
from camvault_gateway.catalog import Catalog, archives, cameras, captures
from camvault_gateway.model import CLOCK, ArchiveSettings, Capture, Clock, State, now_ms
from camvault_gateway.receive.ingest import Ingest
from camvault_gateway.recognize import promise
from camvault_gateway.record.keys import archive_key

from .archiving import SITE, Gateway, task_of
from .s3_servers import S3Server

pytest_plugins = ("tests.gateway.s3_fixtures",)
_JPEG = b"\xff\xd8\xff\xe0 a picture \xff\xd9"
_NOWHERE = ArchiveSettings(bucket="b", access_key_id="x", secret_access_key="x", prefix="vault")


def _upload(gateway: Gateway, path: str, content: bytes = _JPEG, *, broken: bool = False) -> Capture:
    ingest = Ingest(gateway.catalog, gateway.vault, gateway.bus, ZoneInfo("UTC"))
    camera = gateway.catalog.write(cameras.for_folder, "front", now_ms()).result().id
    begun = ingest.capture(camera, None, path, promise(path))
    upload = gateway.vault.receive(begun.id, begun.camera)
    upload.write(content)
    upload.finish()
    kept = ingest.commit(begun, upload, broken=broken)
    upload.close()
    assert kept is not None
    return gateway.get(kept)


def _key(capture: Capture) -> str:
    return archive_key(_NOWHERE.prefix, SITE, capture)


@pytest.fixture(autouse=True)
def _proven(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the clock be proven, whatever other tests made of it."""
    monkeypatch.setattr(CLOCK, "_state", Clock()._state)


@pytest.fixture
def archived(gateway: Gateway) -> Gateway:
    """Return a gateway with an archive that nobody asks for anything."""
    gateway.catalog.write(archives.change, _NOWHERE).result()
    return gateway


async def test_what_is_final_has_its_key_at_once(archived: Gateway) -> None:
    """It is in the transaction that keeps the upload; two of one moment have two."""
    one, other = (_upload(archived, "/front/person-20260101101112.jpg", _JPEG + end) for end in (b"", b"\xff\xd9"))
    assert [one.archive_key, other.archive_key] == [_key(one), _key(other)]
    assert one.archive_key != other.archive_key


@pytest.mark.parametrize(
    ("path", "content", "broken"),
    [("/front/a.jpg.tmp", _JPEG, False), ("/front/a.jpg", _JPEG[:9], False), ("/front/a.mp4", b"\0" * 90, True)],
)
async def test_what_is_not_final_has_none(archived: Gateway, path: str, content: bytes, *, broken: bool) -> None:
    """Neither what waits for its name nor what waits for its rest."""
    assert _upload(archived, path, content, broken=broken).archive_key is None


async def test_no_archive_no_key(gateway: Gateway) -> None:
    """It is not known what the keys of one begin with that is set up later."""
    assert _upload(gateway, "/front/a.jpg").archive_key is None


async def test_a_date_that_may_be_wrong_is_not_kept(archived: Gateway) -> None:
    """The key tells the time: it is decided when that is proven, or when the capture is put."""
    CLOCK.begin(now_ms())
    assert not CLOCK.proven
    assert _upload(archived, "/front/a.jpg").archive_key is None


async def test_nothing_is_written_before_the_put(
    gateway: Gateway, seaweedfs: S3Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What has its key needs no transaction before it is put; what has none gets it in one."""
    place = seaweedfs.settings(seaweedfs.warm_bucket())
    gateway.catalog.write(archives.change, place).result()
    gateway.archive.configure(place, SITE)
    begun: list[str] = []
    really = records.begun

    def note(db: object, task: object, store: object) -> object:
        begun.append("begun")
        return really(db, task, store)  # type: ignore[arg-type] # as it was called

    monkeypatch.setattr(records, "begun", note)
    for path, times in (("/front/a.jpg", 0), ("/front/b.jpg.tmp", 1)):
        capture = _upload(gateway, path, path.encode())
        await gateway.archive.archive(task_of(capture))
        assert gateway.get(capture).state is State.VERIFIED
        assert len(begun) == times
    assert len(seaweedfs.objects(place.bucket)) == 2


async def test_a_final_name_that_is_changed_keeps_its_key(archived: Gateway, catalog: Catalog) -> None:
    """Nobody knows whether it was put: under another key it would be there twice."""
    capture = _upload(archived, "/front/a.jpg")
    ingest = Ingest(archived.catalog, archived.vault, archived.bus, ZoneInfo("UTC"))
    ingest.rename(capture.id, "/front/person-20260101101112.jpg")
    renamed = catalog.read(captures.get, capture.id)
    assert renamed.labels == ("person",)
    assert renamed.archive_key == capture.archive_key
