"""Lists, searches and counts: nothing here changes anything."""
