"""policy: what one school's document says: the model, its texts by slot, walks through it, what is decided on."""
