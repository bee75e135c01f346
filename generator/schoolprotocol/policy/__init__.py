"""policy: what one school's document says. The model, its texts by slot, and what of it a decision is about."""
