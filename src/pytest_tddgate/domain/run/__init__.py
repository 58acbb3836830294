"""What a run is asked for, and what it was seen to do."""
