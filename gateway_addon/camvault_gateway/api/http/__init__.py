"""Requests read and checked, and how they are answered."""
