"""Who does the work of a build: children of this process, or the workers of a scheduler."""
