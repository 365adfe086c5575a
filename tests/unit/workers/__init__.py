"""Tests of `corner.storage`."""
