"""Tests of the CamVault integration."""
