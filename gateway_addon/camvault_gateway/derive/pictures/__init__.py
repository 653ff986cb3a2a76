"""Pictures: decoded, turned upright, and written as JPEG."""
