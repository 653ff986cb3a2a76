"""Playback in browsers: which clips play as they are, and the others made playable."""
