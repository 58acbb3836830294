"""Every reason for which a gate may refuse, and which of them follow from others."""
