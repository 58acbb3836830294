"""What must hold of every run that is judged."""
