"""policy: what one school's document says: its model, its texts by slot and as a tree, walks through it."""
