"""Policy → a school's Sphinx project, and from it the site and the fragments for print."""
