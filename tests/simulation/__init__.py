"""The archive in simulated time: one seed is one run, and the same seed is the same run for ever."""
