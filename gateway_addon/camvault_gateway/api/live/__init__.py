"""What is told live: what changes, to everybody who listens."""
