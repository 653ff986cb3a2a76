"""What is listed, searched and counted: nothing here changes anything."""
