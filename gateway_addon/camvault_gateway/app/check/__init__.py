"""The conservation check: the command, its rules, and what it asks of the bucket."""
