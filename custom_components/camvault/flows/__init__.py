"""The flows: what people set up and change."""
