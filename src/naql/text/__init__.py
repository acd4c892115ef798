"""Letters and places: every offset that leaves this layer points into the text as it was stored."""
