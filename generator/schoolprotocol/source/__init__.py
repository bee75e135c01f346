"""source: `policy_src` → Corpus, from a folder, a git revision or with what an editor has not saved (`tree`).

Reads YAML safely, remembers file and line, validates against `model`; each file and school gives what could be read
with its faults (`loaded`), and is not read again while its content is the same (`cache`). `write` changes a YAML text
by span; which text, and whether it is saved, is for `edit`.
"""
