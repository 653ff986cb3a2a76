"""The S3 client: requests to a bucket, and what its server answers, in the words of CamVault."""
