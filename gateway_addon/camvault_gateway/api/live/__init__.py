"""Live updates: every change, sent to all WebSocket clients."""
