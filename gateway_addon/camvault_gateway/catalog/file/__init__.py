"""The catalog's file: its writer, its readers, its log, and copies of it."""
