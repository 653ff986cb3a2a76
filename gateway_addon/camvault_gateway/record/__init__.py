"""What the bucket looks like, as docs/format.md specifies it: keys and metadata of objects, and rows; pure."""
