"""Documents that exist, taken over into the source."""
