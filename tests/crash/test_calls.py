"""Each file operation fails once: nothing that was told is untrue, before and after the next start."""

from collections.abc import Iterator

import pytest

from .calls import KINDS, Failures, Found, failing
from .scenes import SCENES


@pytest.fixture(scope="module")
def failures() -> Iterator[Failures]:
    """Start processes in which operations fail."""
    with failing() as made:
        yield made


@pytest.mark.parametrize("scene", SCENES)
def test_each_call_fails_once(failures: Failures, scene: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With an I/O error, with a full disk where it takes room, and in the middle of each write."""
    total = Found()
    for error, which in KINDS:
        found = failures.try_each(scene, error, which)
        assert found.failed
        total.add(found)
    with capsys.disabled():
        print(f"\n{scene}: {total}")  # noqa: T201 how much was tried is worth knowing
    assert total.wrong == []
