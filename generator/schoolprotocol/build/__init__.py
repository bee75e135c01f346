"""build: Corpus → `build/`. Says what is out of date, has it made, and puts it in its place."""
