"""The bytes of captures, and pictures of them."""
