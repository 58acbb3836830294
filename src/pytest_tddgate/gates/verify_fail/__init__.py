"""Gate 2: every new test is red for the right reason, and nothing else changed."""
