"""Publishes to a real S3 store and under load: that nothing is mixed, what it costs, and what an upload that fails leaves."""
