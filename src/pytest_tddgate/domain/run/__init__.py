"""What the judge asks of a pytest run, and what it observes."""
