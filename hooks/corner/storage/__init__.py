"""Bytes on disk: fingerprints, caches, atomic writes, the lock and the synchronised output folder."""
