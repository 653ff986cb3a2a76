"""Data derived from a capture's content: its thumbnail, its duration, its playability; by a worker process.

Nothing is imported here: the worker process loads this package, too, and is to stay small.
"""
