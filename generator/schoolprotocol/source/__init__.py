"""source: `policy_src` → Corpus.

Reads YAML safely, remembers file and line, validates against `model`.
"""
