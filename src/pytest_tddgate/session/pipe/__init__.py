"""Messages between judge and child: orders go to the child, observations come back."""
