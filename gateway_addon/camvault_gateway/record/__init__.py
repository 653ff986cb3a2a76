"""The format of the bucket, as docs/format.md specifies it: keys and metadata of objects, and rows; pure."""
