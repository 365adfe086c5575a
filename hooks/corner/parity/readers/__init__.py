"""Readers of numbers and dates, one for each group of languages."""
