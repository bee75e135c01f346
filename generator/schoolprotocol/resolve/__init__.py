"""resolve: Corpus + (school, protocol) → Policy. Pure: nothing is read or written.

chain (base → board → school) → draft (texts chosen, operations applied) → values (typed, with origin) → numbers →
texts filled in → Policy, and beside it the tree of its texts with their places.
"""
