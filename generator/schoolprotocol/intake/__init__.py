"""intake: a document that exists → blocks, with a ledger of every character. Reads; writes nothing.

readers (a file, to paragraphs in reading order) → structure (paragraphs, to blocks; marks knows Dutch numbers) →
ledger (every character of the file has one place, or nothing comes out). `taking` is the whole of it.
"""
