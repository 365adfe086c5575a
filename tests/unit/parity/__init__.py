"""Tests of `corner.parity`."""
