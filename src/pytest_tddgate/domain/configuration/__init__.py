"""What a project may set, and every mistake in it at once."""
