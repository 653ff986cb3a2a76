"""A home, served for real on this machine."""

import pytest

# Others have them as a plugin, whose assertions pytest rewrites, which it can before the import only.
pytest.register_assert_rewrite("tests.contract.fixtures")

from .fixtures import client, home  # noqa: E402

__all__ = ["client", "home"]
