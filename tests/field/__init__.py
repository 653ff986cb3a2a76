"""What people's cameras and programs really send, and what is right: one table, run through FTP to API and browser.

A row says what is uploaded under which path, where the like of it was seen, and what the API tells of it (`rows.py`).
To add one, put it into a module's `ROWS` with a function that makes its bytes. Each is a test case of `test_media.py`,
and of `test_browser.py` when a browser shows it. Personal details are replaced by others of the same shape.
"""
