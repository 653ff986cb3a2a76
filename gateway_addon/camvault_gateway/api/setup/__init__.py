"""What the owner sets up: the archive, logins and settings."""
