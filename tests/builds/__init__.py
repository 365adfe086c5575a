"""Tests that make builds of their own."""
