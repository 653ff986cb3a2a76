"""Proof that nothing acknowledged is lost: gateways killed at any moment, and power cuts replayed."""
