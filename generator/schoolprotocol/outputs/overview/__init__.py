"""The pages about all schools: the overview, where schools deviate, and what a change in the source touches."""
