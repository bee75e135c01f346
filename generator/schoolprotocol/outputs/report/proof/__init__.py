"""The proof of the report: that all which differs between two versions is told, and that what is told is printed.

`edition` reads a policy as readers get it, `expected` says what differs between two of them, and neither knows how the
comparison came to its changes. `told` says what the report's model tells, `prove` holds the two against each other.
`printed` and its neighbours hold each file against the model: every entry, every word, every mark.
"""
