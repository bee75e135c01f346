"""The studio: pages in a browser on which a policy officer writes, proposes, decides and publishes.

`server` starts it, `app` knows which path leads to which page, `door` lets people in and keeps others out, `workplace`
is the one place where the project is read and changed, `database` keeps what is no source, `pages` are the pages.
"""
