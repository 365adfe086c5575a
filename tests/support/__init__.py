"""What several tests use: tiny corners, built sites, servers and previews."""
