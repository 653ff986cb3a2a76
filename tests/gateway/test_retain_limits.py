"""What may be deleted, and when: never what is still needed here."""

from dataclasses import replace

import pytest

from camvault_gateway.catalog import Catalog, captures, settings
from camvault_gateway.model import ExpiryRule, Retention, State, TaskKind
from camvault_gateway.retain import Limits, Retainer
from camvault_gateway.retain.policy import overdue_before
from camvault_gateway.vault import Vault

from .archiving import Gateway, task_of
from .conftest import Recorder

_DAY = 24 * 3600 * 1000
_NOW = 1000 * _DAY


@pytest.mark.parametrize(("days", "least"), [([30], 30), ([30, 365], 30), ([365, 30], 30), ([7, 7], 7)])
def test_when_the_first_rule_may_have_removed_something(days: list[int], least: int) -> None:
    """Of several rules the shortest counts; what is exactly so old counts, too."""
    rules = tuple(ExpiryRule(prefix=f"{number}/", days=each) for number, each in enumerate(days))
    before = overdue_before(Retention(folder="f", rules=rules), _NOW)
    assert before == _NOW - least * _DAY + 1


async def test_file_of_a_capture_that_is_here_again_stays(catalog: Catalog, vault: Vault, recorder: Recorder) -> None:
    """Its task was left over: the capture is local, so its file is the only one that is certain; the task is done."""
    gateway = Gateway(catalog, vault)
    capture = gateway.add(b"x")
    vault.keep_thumbnail(capture.id, b"picture")
    retainer = Retainer(catalog, vault, recorder.bus, catalog.read(settings.load))
    await retainer.expire(task_of(capture, TaskKind.EXPIRE))
    assert gateway.content(capture) == b"x"
    catalog.write(captures.change, replace(capture, state=State.VERIFIED)).result()
    assert catalog.write(captures.evict, 1, 0, 10).result() == [capture.id]
    assert (TaskKind.EXPIRE, 0, None) in gateway.task_errors()
    await retainer.expire(task_of(capture, TaskKind.EXPIRE))
    assert not vault.has(capture)
    assert vault.thumbnail(capture.id).exists()
    assert TaskKind.EXPIRE not in {kind for kind, _, _ in gateway.task_errors()}


async def test_task_of_a_capture_that_is_gone(catalog: Catalog, vault: Vault, recorder: Recorder) -> None:
    """It was deleted meanwhile: there is nothing to do."""
    capture = Gateway(catalog, vault).add(b"x")
    catalog.write(lambda db: db.execute("DELETE FROM captures") and None).result()
    retainer = Retainer(catalog, vault, recorder.bus, catalog.read(settings.load))
    await retainer.expire(task_of(capture, TaskKind.EXPIRE))


def test_limits_of_the_owner(catalog: Catalog) -> None:
    """Days and bytes as they were set, and none where there is none."""
    assert Limits.of(catalog.read(settings.load)) == Limits()
    changed = catalog.write(settings.change, vault_days=7, vault_limit_bytes=5000).result()
    assert Limits.of(changed) == Limits(bytes=5000, age_ms=7 * _DAY)
