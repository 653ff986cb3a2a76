"""The subentry flow that adds or changes a camera."""
