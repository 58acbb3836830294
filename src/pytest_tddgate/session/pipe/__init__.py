"""What passes between judge and child: orders down, observations up."""
