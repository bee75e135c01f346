"""The proof of the report: that all which differs between two versions is told, and that what is told is printed.

`edition` reads a policy as readers get it, `expected` says what differs between two of them, and neither knows how the
comparison came to its changes. `told` says what the report's model tells, `prove` holds the two against each other;
`unsaid` and `first_page` hold against both versions what else the model says. `pages` holds each file against the
model: every entry, every word, every mark (`printed`, `marked_down`, `in_full`), and `word` the Word document against
both versions, as `word_read` reads it, `word_wanted` wants it, and `word_comments` wants its comments.
"""
