"""Tests of the tables that are published as data."""
