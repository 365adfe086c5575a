"""Tests that read one built site."""
