"""What a user may do with the activity of cameras, and so with their captures."""

from pytest_homeassistant_custom_component.common import MockUser


def allow(user: MockUser, **cameras: dict[str, bool]) -> None:
    """Let a user do something with cameras, and nothing with others."""
    user.mock_policy({"entities": {"entity_ids": {f"event.{name}_activity": may for name, may in cameras.items()}}})
