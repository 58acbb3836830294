"""The judge's process, the child that runs pytest, and the messages between them."""
