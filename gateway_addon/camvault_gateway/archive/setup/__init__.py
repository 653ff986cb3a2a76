"""The set-up of an archive: a bucket and a key are tried for real before anything is trusted to them."""
