"""What is visible at one moment: loading, the catalogue, listings and the schedule."""
