"""The steps of all flows."""
