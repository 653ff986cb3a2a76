"""The gateway's API: the client, its models and errors."""
