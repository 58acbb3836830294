"""What a failing test shows: whom it blames, and how well it asks."""
