"""What cameras uploaded, as Home Assistant shows and serves it."""
