"""library: four protocols to begin with, and what there is to choose in them; `README.md` says how it is laid out.

`model` types `library.yaml`; `taking` makes of it what a board's `policy_src` gets, and what each school gives itself.
"""
