"""Homes that former versions wrote: a catalog, a vault and a bucket each, which every version must take over."""
