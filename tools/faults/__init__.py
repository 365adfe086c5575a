"""Builds that die: killed at random moments, or refused room by the system, and what they leave."""
