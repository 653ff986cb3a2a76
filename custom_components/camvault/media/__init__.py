"""The media source: its tree, search, playback, and the views that stream."""
