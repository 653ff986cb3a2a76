"""What a home costs and asks of others, and what happens when a million of them do it at once: docs/scale.md."""
