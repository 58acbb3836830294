"""What a project documents, and what a change left out."""
