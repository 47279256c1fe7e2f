"""Real histories from elsewhere beside their published or recomputed figures, as one table."""
