"""words: every Dutch word that documents print and that more than one of them needs. Data and small functions."""
