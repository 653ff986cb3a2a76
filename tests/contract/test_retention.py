"""How long captures are kept, and what is said of one that has expired."""

import pytest

from camvault_gateway.catalog import captures
from camvault_gateway.catalog.bulk import expiry
from camvault_gateway.model import ArchiveProblem, Retention, State, now_ms

from .home import KEYS, Client, Home

_OWNERS = {"access_key_id": "owner", "secret_access_key": "owners-secret"}


async def test_what_the_bucket_says(home: Home, client: Client) -> None:
    """Its days, the gateway's own, and when that was read."""
    assert (await client.get("archive/retention")).error == (409, "archive_none")
    assert (await client.ask("PUT", "archive/retention", json={"days": 30})).error == (409, "archive_none")
    home.archive.configured = True
    never = {"days": None, "own_days": None, "read_at": "1970-01-01T00:00:01.000Z", "problem": None}
    assert (await client.get("archive/retention")).json == never
    answer = await client.ask("PUT", "archive/retention", json={"days": 30})
    assert answer.json == never | {"days": 30, "own_days": 30}
    assert (await client.get("archive/retention")).json == answer.json
    assert (await client.ask("PUT", "archive/retention", json={"days": None})).json == never
    assert home.rules.keys == [None, None]


async def test_what_cannot_be_read_is_as_it_was_last_read(home: Home, client: Client) -> None:
    """With the problem's code; never read is not the same as for ever."""
    home.archive.configured, home.archive.problem = True, ArchiveProblem.DENIED
    answer = (await client.get("archive/retention")).json
    assert (answer["read_at"] is not None, answer["problem"]) == (True, "archive_denied")
    home.rules.found = Retention(folder="camvault/home/")
    assert (await client.get("archive/retention")).json["read_at"] is None


@pytest.mark.parametrize("problem", [ArchiveProblem.DENIED, ArchiveProblem.UNSUPPORTED, ArchiveProblem.UNREACHABLE])
async def test_a_rule_that_was_not_written(home: Home, client: Client, problem: ArchiveProblem) -> None:
    """The code tells what to do."""
    home.archive.configured, home.archive.problem = True, problem
    assert (await client.ask("PUT", "archive/retention", json={"days": 30})).error == (422, problem)


async def test_owners_keys_are_used_once(home: Home, client: Client, caplog: pytest.LogCaptureFixture) -> None:
    """They are passed on, and neither told nor kept."""
    home.archive.configured = True
    answer = await client.ask("PUT", "archive/retention", json={"days": 30, **_OWNERS})
    assert home.rules.keys == [("owner", "owners-secret")]
    kept = home.catalog.read(lambda db: "\n".join(db.iterdump()))
    assert "owners-secret" not in answer.body.decode() + kept + caplog.text


@pytest.mark.parametrize("storage_class", ["GLACIER", "DEEP_ARCHIVE"])
async def test_cold_classes_are_refused(home: Home, client: Client, storage_class: str) -> None:
    """Nothing would play from them; the bucket is not even tried."""
    answer = await client.ask("PUT", "settings/archive", json=KEYS | {"storage_class": storage_class})
    assert answer.error == (422, "cold_class")
    assert home.archive.checked == []


@pytest.mark.parametrize("path", ["", "/content", "/thumbnail"])
async def test_expired_is_not_unknown(home: Home, client: Client, path: str) -> None:
    """One that was there is gone; one that never was is not found."""
    capture = home.capture(home.camera().id)
    kept = home.change(capture, state=State.VERIFIED, archive_key="camvault/home/x")
    put = expiry.Put(0, kept.id, kept.archive_key or "")
    assert home.catalog.write(expiry.expire, [put], now_ms()).result().captures == 1
    assert (await client.get(f"captures/{kept.id}{path}")).error == (410, "expired")
    assert (await client.get(f"captures/other{path}")).error == (404, "not_found")
    assert home.catalog.read(captures.find, kept.id) is None
