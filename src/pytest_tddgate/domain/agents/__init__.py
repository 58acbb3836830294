"""What coding agents are told, and what they may do."""
