"""Tests of the package `corner.deploy`."""
