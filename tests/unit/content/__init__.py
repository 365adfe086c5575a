"""Tests of `corner.content`."""
