"""The owner's set-up: the archive, logins and settings."""
