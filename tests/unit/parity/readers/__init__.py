"""Tests of `corner.parity.readers`."""
