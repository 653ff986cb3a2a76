"""Time: the credible clock, timestamps, ids that sort by time, and cameras' clocks."""
