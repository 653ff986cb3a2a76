"""The rebuild: a catalog made from what its bucket holds."""
