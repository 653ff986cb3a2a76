"""Media files as containers: how they are opened, whether they are whole, and what is in them."""
