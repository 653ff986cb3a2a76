"""Tests that hold the gateway to docs/openapi.yaml."""
