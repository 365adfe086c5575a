"""Tests of `corner.standalone`."""
