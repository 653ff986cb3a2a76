"""The archive: its address and settings, what a bucket can do, what it costs, and how a catalog is rebuilt from it."""
