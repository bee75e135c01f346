"""The whole way from `policy_src` to `build/`: the only place where the stages meet.

documents (load, resolve) → checking, comparing → building (plan, then `making` one document after the other).
"""
