"""What people's cameras and programs really send, and what is right: one table, run through FTP to API and browser."""
