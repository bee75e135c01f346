"""release: Policy → frozen JSON with its hash. A release is written once; never rebuilt, never edited."""
