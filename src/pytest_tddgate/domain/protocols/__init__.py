"""What plug-ins are asked, and what they may answer."""
