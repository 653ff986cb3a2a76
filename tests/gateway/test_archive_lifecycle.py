"""Lifecycle rules of real buckets: written, read back, and never at the cost of what else is there."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

from botocore.exceptions import ClientError
import pytest

from camvault_gateway.archive import ArchiveStore, RetentionKeeper
from camvault_gateway.catalog import Catalog, archives
from camvault_gateway.model import ArchiveError, ArchiveProblem, ArchiveSettings

from .archiving import SITE
from .s3_servers import ACCESS_KEY_ID, PUT_ONLY_KEY_ID, PUT_ONLY_SECRET, SECRET_ACCESS_KEY, S3Server

pytest_plugins = ("tests.gateway.s3_fixtures",)

_OTHERS: list[dict[str, Any]] = [
    {"ID": "tidy", "Status": "Enabled", "Filter": {"Prefix": "other/"}, "Expiration": {"Days": 7}},
    {
        "ID": "tagged",
        "Status": "Enabled",
        "Filter": {"And": {"Prefix": "camvault/", "Tags": [{"Key": "a", "Value": "b"}]}},
        "Expiration": {"Days": 3},
    },
]
_OWNERS = (ACCESS_KEY_ID, SECRET_ACCESS_KEY)


class _Keeping:
    """A keeper, and the bucket that it is asked about."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.store: ArchiveStore | None = None
        self.keeper = RetentionKeeper(catalog, lambda: self.store)

    def use(self, server: S3Server, bucket: str, **changes: str) -> None:
        """Set the archive."""
        self.store = ArchiveStore(server.settings(bucket, **changes), SITE)


@pytest.fixture
async def keeping(catalog: Catalog) -> AsyncIterator[_Keeping]:
    """Return a keeper without an archive."""
    made = _Keeping(catalog)
    yield made
    made.keeper.close()


def _rules(server: S3Server, bucket: str) -> list[Any]:
    return list(server.client().get_bucket_lifecycle_configuration(Bucket=bucket)["Rules"])


@pytest.mark.parametrize("name", ["seaweedfs", "ministack", "moto"])
async def test_written_changed_and_removed(keeping: _Keeping, request: pytest.FixtureRequest, name: str) -> None:
    """Each answer is what the bucket says, and it is remembered; in the end the bucket is as it was."""
    server: S3Server = request.getfixturevalue(name)
    keeping.use(server, bucket := server.new_bucket())
    assert (found := await keeping.keeper.read())
    assert (found.days, found.own_days, found.problem) == (None, None, None)
    assert found.read_at
    for days in (365, 30):
        found = await keeping.keeper.write(days)
        assert (found.days, found.own_days) == (days, days)
        assert keeping.catalog.read(archives.retention) == found
    (own,) = _rules(server, bucket)
    assert own["NoncurrentVersionExpiration"]["NoncurrentDays"] == 30
    assert own["AbortIncompleteMultipartUpload"]["DaysAfterInitiation"] == 2
    assert "Transitions" not in own
    for _ in range(2):
        assert (await keeping.keeper.write(None)).days is None
    with pytest.raises(ClientError, match="NoSuchLifecycleConfiguration"):
        _rules(server, bucket)


@pytest.mark.parametrize("name", ["seaweedfs", "moto"])
async def test_other_rules_stay(keeping: _Keeping, request: pytest.FixtureRequest, name: str) -> None:
    """They are there to the letter; one that comes first is told."""
    server: S3Server = request.getfixturevalue(name)
    keeping.use(server, bucket := server.new_bucket())
    server.client().put_bucket_lifecycle_configuration(Bucket=bucket, LifecycleConfiguration={"Rules": _OTHERS})  # type: ignore[typeddict-item]
    before = _rules(server, bucket)
    await keeping.keeper.write(90)
    assert _rules(server, bucket)[:2] == before
    sooner = {"ID": "all", "Status": "Enabled", "Filter": {"Prefix": ""}, "Expiration": {"Days": 60}}
    rules: Any = {"Rules": [*_rules(server, bucket), sooner]}
    server.client().put_bucket_lifecycle_configuration(Bucket=bucket, LifecycleConfiguration=rules)
    assert (found := await keeping.keeper.read())
    assert (found.days, found.own_days) == (60, 90)
    await keeping.keeper.write(None)
    assert _rules(server, bucket) == [*before, sooner]


async def test_owners_key_for_once(keeping: _Keeping, seaweedfs: S3Server, caplog: pytest.LogCaptureFixture) -> None:
    """The gateway's own key may neither read nor write; the owner's writes, and is kept nowhere."""
    caplog.set_level("DEBUG", "camvault_gateway")
    keeping.use(seaweedfs, seaweedfs.new_bucket(), access_key_id=PUT_ONLY_KEY_ID, secret_access_key=PUT_ONLY_SECRET)
    assert (found := await keeping.keeper.read())
    assert (found.read_at, found.problem) == (None, ArchiveProblem.DENIED)
    with pytest.raises(ArchiveError) as caught:
        await keeping.keeper.write(30)
    assert caught.value.problem is ArchiveProblem.DENIED
    with pytest.raises(ArchiveError) as caught:
        await keeping.keeper.write(30, (ACCESS_KEY_ID, "a-wrong-secret-0123456789"))
    assert caught.value.problem is ArchiveProblem.DENIED
    assert "a-wrong-secret" not in str(caught.value)
    written = await keeping.keeper.write(30, _OWNERS)
    assert (written.days, written.problem) == (30, None)
    # What was read with it stands, though it cannot be read again.
    assert await keeping.keeper.read() == replace(written, problem=ArchiveProblem.DENIED)
    kept = keeping.catalog.read(lambda db: "\n".join(db.iterdump()))
    assert SECRET_ACCESS_KEY not in kept + caplog.text
    assert keeping.store
    assert keeping.store.settings.access_key_id == PUT_ONLY_KEY_ID


async def test_server_without_rules_loses_nothing(keeping: _Keeping, rclone: S3Server) -> None:
    """It takes a request to remove rules for one to remove the bucket: none is made."""
    keeping.use(rclone, bucket := rclone.new_bucket())
    rclone.client().put_object(Bucket=bucket, Key="x", Body=b"x")
    assert (found := await keeping.keeper.read())
    assert (found.read_at, found.problem) == (None, ArchiveProblem.UNSUPPORTED)
    for days in (30, None):
        with pytest.raises(ArchiveError) as caught:
            await keeping.keeper.write(days)
        assert caught.value.problem is ArchiveProblem.UNSUPPORTED
    assert rclone.objects(bucket) == {"x": b"x"}


async def test_no_archive_and_no_bucket(keeping: _Keeping, seaweedfs: S3Server) -> None:
    """Nothing is asked without an archive; a bucket that is gone is named."""
    assert await keeping.keeper.read() is None
    keeping.use(seaweedfs, "never-made")
    assert (found := await keeping.keeper.read())
    assert found.problem is ArchiveProblem.BUCKET_MISSING


class _Scripted:
    """A bucket whose server takes rules, and shows them or not; what no real one here does."""

    def __init__(self, rules: list[dict[str, Any]], *, shows: bool = True, says: str = "") -> None:
        self.rules = rules
        self.shows = shows
        self.says = says
        self.asked: list[str] = []

    def get_bucket_lifecycle_configuration(self, **_: object) -> dict[str, Any]:
        """Answer with the rules."""
        if self.says:
            raise ClientError(_error(self.says, 403), "GetBucketLifecycleConfiguration")  # type: ignore[arg-type]
        if not self.rules:
            raise ClientError(_error("NoSuchLifecycleConfiguration", 404), "GetBucketLifecycleConfiguration")  # type: ignore[arg-type]
        return {"Rules": self.rules}

    def put_bucket_lifecycle_configuration(self, **request: Any) -> None:  # noqa: ANN401 whatever S3 takes
        """Take rules."""
        self.asked.append("put")
        if self.shows:
            self.rules = request["LifecycleConfiguration"]["Rules"]

    def delete_bucket_lifecycle(self, **_: object) -> None:
        """Delete the rules; or the bucket, where nobody knows rules."""
        self.asked.append("delete")
        if self.shows:
            self.rules = []


def _error(code: str, status: int) -> dict[str, Any]:
    return {"Error": {"Code": code, "Message": "so it says"}, "ResponseMetadata": {"HTTPStatusCode": status}}


def _scripted(keeping: _Keeping, server: _Scripted, prefix: str = "camvault") -> None:
    keeping.store = ArchiveStore(
        ArchiveSettings(bucket="b", access_key_id="a", secret_access_key="s", prefix=prefix), SITE
    )
    keeping.store._client = server  # type: ignore[assignment]


async def test_nothing_is_asked_when_nothing_changes(keeping: _Keeping) -> None:
    """Where there is no rule, none is removed: a server that knows no rules would remove the bucket."""
    for rules in ([], [*_OTHERS]):
        _scripted(keeping, server := _Scripted(rules))
        assert (await keeping.keeper.write(None)).own_days is None
        assert server.asked == []
    await keeping.keeper.write(30)
    await keeping.keeper.write(30)
    assert server.asked == ["put"]
    await keeping.keeper.write(None)
    assert (server.asked, server.rules) == (["put", "put"], _OTHERS)


@pytest.mark.parametrize("days", [30, None])
async def test_what_the_bucket_does_not_show_is_not_done(keeping: _Keeping, days: int | None) -> None:
    """A rule that is not there afterwards, or still there, is told: the owner must not believe otherwise."""
    _scripted(keeping, server := _Scripted([]))
    if days is None:
        await keeping.keeper.write(30)
    before = keeping.catalog.read(archives.retention)
    server.shows = False
    with pytest.raises(ArchiveError, match="does not show") as caught:
        await keeping.keeper.write(days)
    assert caught.value.problem is ArchiveProblem.UNSUPPORTED
    assert keeping.catalog.read(archives.retention) == before


async def test_rules_of_another_folder_are_not_believed(keeping: _Keeping) -> None:
    """The prefix was changed, and the bucket cannot be asked: nothing is known of how long it keeps captures there."""
    _scripted(keeping, _Scripted([]))
    assert (await keeping.keeper.write(30)).days == 30
    _scripted(keeping, refusing := _Scripted([], says="AccessDenied"))
    assert (found := await keeping.keeper.read())
    assert (found.days, found.problem) == (30, ArchiveProblem.DENIED)
    _scripted(keeping, refusing, prefix="elsewhere")
    assert (found := await keeping.keeper.read())
    assert (found.days, found.folder, found.read_at) == (None, "elsewhere/home/", None)
    assert found.problem is ArchiveProblem.DENIED
    assert keeping.catalog.read(archives.retention) == found


async def test_answer_about_a_former_bucket_is_not_kept(keeping: _Keeping) -> None:
    """The archive was changed while the bucket was asked."""
    _scripted(keeping, server := _Scripted([]))
    await keeping.keeper.write(30)
    known = keeping.catalog.read(archives.retention)

    def change(**_: object) -> dict[str, Any]:
        keeping.store = None
        return {"Rules": []}

    server.get_bucket_lifecycle_configuration = change  # type: ignore[method-assign]
    assert (found := await keeping.keeper.read())
    assert found.days is None
    assert keeping.catalog.read(archives.retention) == known
