"""Tests of `corner.build`."""
