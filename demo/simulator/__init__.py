"""Cameras without the camera: each brand's dialogue and names, word for word, against any FTP server."""
