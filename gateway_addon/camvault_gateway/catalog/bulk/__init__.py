"""Changes of many rows, each in one transaction: what moves, leaves, comes back or is dated anew."""
