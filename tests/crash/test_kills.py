"""Kills at any moment, the short version: scripts/crash-test has the long one."""

from pathlib import Path

import pytest

from tests.gateway.s3_servers import S3Server

from .chapter import Plan, run_chapter
from .report import report

pytest_plugins = ("tests.gateway.s3_fixtures",)


@pytest.mark.parametrize(
    ("server", "plan"),
    [
        ("seaweedfs", Plan(kills=22, seed=1, pictures=0.1, evicting=False)),
        ("rclone", Plan(kills=20, seed=2, pictures=0.0, evicting=True)),
    ],
)
def test_kills_lose_double_and_alter_nothing(
    request: pytest.FixtureRequest, tmp_path: Path, server: str, plan: Plan
) -> None:
    """Fourteen cameras upload, the gateway is killed again and again: what was acknowledged is there, once, whole."""
    store: S3Server = request.getfixturevalue(server)
    verdict = run_chapter(tmp_path / "gateway", store, plan, print)
    assert verdict.clean, report(verdict, 0)
    assert verdict.counts["kills"] == plan.kills
    assert verdict.counts["acknowledged"] > plan.kills
    assert verdict.counts["acknowledged by HTTP"] > 0
    assert verdict.counts["walks through the lists"] > 2
    copies = verdict.counts["copies for protected events"]
    assert verdict.counts["verified"] == verdict.counts["objects"] - copies >= verdict.counts["acknowledged"]
    assert copies
