"""What a failing test shows: whom it blames, and how good the test is."""
