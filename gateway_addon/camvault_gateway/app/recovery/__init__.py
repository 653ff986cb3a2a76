"""Recovery: backups, restores, files that the catalog does not know, and the rebuild from the bucket."""
