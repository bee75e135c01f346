"""The two typed models: what people write (`source`) and what a school's document says (`policy`)."""
