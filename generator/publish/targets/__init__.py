"""Puts what was made online: folders, rsync, sftp and WordPress.

Each target knows what was published to it before, sends only what differs, and shows a reader nothing new before all
that it needs is there. A run that is broken off is completed by the next one.
"""
