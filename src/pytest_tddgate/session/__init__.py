"""The supervisor that judges, the child that runs pytest, and what passes between them."""
