"""What a capture shows: its thumbnail and how long it is, found out by a process of its own.

Nothing is imported here: the worker process loads this package, too, and is to stay small.
"""
