"""Everything together: the real Home Assistant, the real gateway, a real S3 server, a real browser."""
