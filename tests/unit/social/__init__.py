"""Tests of `corner.social`."""
