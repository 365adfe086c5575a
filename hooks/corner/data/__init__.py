"""Data for others: tables of what the corner publishes, as CSV and JSON with their descriptions."""
