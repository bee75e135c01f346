"""Policy and changes → the papers for a council."""
