"""Parity: whether the texts of one release say the same in two languages."""
