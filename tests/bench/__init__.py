"""Benchmarks: CamVault beside others, on the same work, in the same run."""
