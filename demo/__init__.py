"""The demo: the whole of CamVault on one machine, with an S3 server, Home Assistant and simulated cameras."""
