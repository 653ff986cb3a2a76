"""The jobs that people have with the timeline, in the real Home Assistant, with every tap counted."""
