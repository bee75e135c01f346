"""check: Policy or Corpus in, Diagnostics out. Pure: no clock, nothing is read or printed.

subject (a document with its places) → printed texts → RULES, one small function per fault (`rules` lists them all);
corpus → SOURCE_RULES; release files → hashes; suppressions last. Nothing here mends anything.
"""
