"""Bytes on disk: fingerprints, caches, sealed files, the lock, the walk of a folder and the published folder."""
