"""What a project documents, and what a change leaves undocumented."""
