"""The pages of the studio. Each module has `routes`: paths, who may ask them, and what answers."""
