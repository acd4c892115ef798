"""Records to the formats other tools read."""
