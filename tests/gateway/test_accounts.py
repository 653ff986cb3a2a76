"""Whose account is whose, whatever cameras are called and whoever asks at the same time."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
import re
import string

from hypothesis import HealthCheck, given, settings, strategies as st
import pytest

from camvault_gateway.catalog import Catalog, accounts, cameras
from camvault_gateway.model import ANONYMOUS_NAMES, Account

_USERNAME = re.compile(r"[A-Za-z0-9._-]{1,32}")
_LETTERS = string.ascii_letters + string.digits + "-"
# As a bucket may bring them, and much alike.
_IDS = st.text(_LETTERS, min_size=1, max_size=64) | st.sampled_from([*ANONYMOUS_NAMES, "camera", "Camera", "-", "--"])
_ALIKE = st.builds(lambda end: "a-camera-with-a-long-name-in-" + end, st.text("a-b2", max_size=4))
_TAKEN = st.builds(lambda start, end: start[:28] + end, _IDS | _ALIKE, st.sampled_from(["", "2", "3", "10"]))


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    """Return a catalog."""
    with Catalog(tmp_path_factory.mktemp("accounts") / "catalog.db") as made:
        yield made


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    ids=st.lists(_IDS | _ALIKE, min_size=1, max_size=12, unique=True),
    taken=st.sets(_TAKEN.filter(_USERNAME.fullmatch), max_size=8),
)
def test_every_camera_has_an_account_of_its_own(catalog: Catalog, ids: list[str], taken: set[str]) -> None:
    """Asked for at the same time and twice, each has one, under a name that cameras can type and nobody else has."""
    catalog.write(lambda db: [db.execute("DELETE FROM accounts"), db.execute("DELETE FROM cameras")]).result()
    for name in taken:
        others = Account(username=name, password_hash="", camera=None, created_at=0)
        catalog.write(accounts.put, others).result()
    for camera in ids:
        catalog.write(cameras._ensure, camera, camera, 0).result()
    with ThreadPoolExecutor(4) as threads:
        asked = [threads.submit(catalog.write, accounts.renew, camera, f"of {camera}", 1) for camera in ids * 2]
        made = [each.result().result() for each in asked]
    known = {each.username: each for each in catalog.read(accounts.list_all)}
    assert len(known) == len(taken) + len(ids)
    assert {account.username for account in made} == known.keys() - taken
    for account in made:
        assert _USERNAME.fullmatch(account.username)
        assert account.username.casefold() not in ANONYMOUS_NAMES
        assert known[account.username] == account
        assert account.password_hash == f"of {account.camera}"
    assert len({name.casefold() for name in known.keys() - taken}) == len(ids)
