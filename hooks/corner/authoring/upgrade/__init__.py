"""Upgrades of a corner to another version of the generator."""
