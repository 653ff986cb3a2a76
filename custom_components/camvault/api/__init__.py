"""The gateway's API: a client, and what it answers."""
