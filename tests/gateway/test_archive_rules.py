"""Lifecycle rules: what they mean for captures, and the gateway's own among them."""

from typing import Any

import pytest

from camvault_gateway.archive.lifecycle import Rule, expiry_rules, own_id, with_own
from camvault_gateway.model import Retention

FOLDER = "camvault/home/"
_DAY = 24 * 3600 * 1000


def _rule(days: int = 30, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 any part of a rule
    made = {"ID": "x", "Status": "Enabled", "Filter": {"Prefix": FOLDER}, "Expiration": {"Days": days}, **changes}
    return {name: part for name, part in made.items() if part is not None}


def _retention(*rules: Rule) -> Retention:
    return Retention(folder=FOLDER, read_at=1, rules=tuple(expiry_rules(rules, FOLDER)))


@pytest.mark.parametrize(
    ("rules", "days"),
    [
        ([], None),
        ([_rule()], 30),
        ([_rule(), _rule(7), _rule(90)], 7),
        ([_rule(Filter={"Prefix": ""})], 30),
        ([_rule(Filter={})], 30),
        ([_rule(Filter={"Prefix": "camvault"})], 30),
        ([_rule(Filter={"And": {"Prefix": FOLDER}})], 30),
        ([_rule(Filter=None, Prefix="camvault/")], 30),
        ([_rule(Filter=None)], 30),
        ([_rule(Filter={"Prefix": "camvault/home/drive/"})], None),
        ([_rule(Filter={"Prefix": "camvault/homestead/"})], None),
        ([_rule(Filter={"Prefix": "/"})], None),
        ([_rule(Status="Disabled")], None),
        ([_rule(Filter={"Tag": {"Key": "a", "Value": "b"}})], None),
        ([_rule(Filter={"And": {"Prefix": FOLDER, "Tags": [{"Key": "a", "Value": "b"}]}})], None),
        ([_rule(Filter={"ObjectSizeGreaterThan": 5})], None),
        ([_rule(Filter={"And": {"Prefix": FOLDER, "ObjectSizeLessThan": 5}})], None),
        ([_rule(Expiration={"ExpiredObjectDeleteMarker": True})], None),
        ([_rule(Expiration={"Date": "2026-01-01T00:00:00Z"})], None),
        ([_rule(Expiration=None, NoncurrentVersionExpiration={"NoncurrentDays": 3})], None),
        ([_rule(Expiration=None, Transitions=[{"Days": 30, "StorageClass": "GLACIER"}])], None),
    ],
)
def test_days_that_captures_are_kept(rules: list[dict[str, Any]], days: int | None) -> None:
    """The first rule that takes them for their age alone; whatever asks more of an object does not count."""
    assert _retention(*rules).days == days


def test_own_rule_among_others() -> None:
    """It is put beside the others, changed and removed, and they stay as they are, in their order."""
    others = [_rule(7, ID="a", Filter={"Prefix": "other/"}), _rule(ID="b", Transitions=[{"Days": 1}])]
    with_ours = with_own(others, FOLDER, 365)
    assert with_ours[:2] == others
    assert with_ours[2]["ID"] == own_id(FOLDER) == "camvault:camvault/home"
    assert "Transitions" not in with_ours[2]
    assert (_retention(*with_ours).own_days, _retention(*with_ours).days) == (365, 30)
    changed = with_own(with_ours, FOLDER, 14)
    assert (len(changed), _retention(*changed).own_days) == (3, 14)
    assert with_own(changed, FOLDER, None) == others
    assert own_id("camvault/home/") != own_id("camvault/cabin/")


def test_what_a_rule_explains() -> None:
    """Only objects below its prefix, and only once they are old enough."""
    kept = _retention(_rule(10), _rule(2, Filter={"Prefix": "camvault/home/drive/"}))
    assert not kept.explains("camvault/home/yard/x", 0, 10 * _DAY - 1)
    assert kept.explains("camvault/home/yard/x", 0, 10 * _DAY)
    assert kept.explains("camvault/home/drive/x", 0, 2 * _DAY)
    assert not kept.explains("camvault/_protected/home/yard/x", 0, 1000 * _DAY)
