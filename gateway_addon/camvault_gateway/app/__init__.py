"""The app: reads the options, builds the rooms, starts and stops them in order."""
