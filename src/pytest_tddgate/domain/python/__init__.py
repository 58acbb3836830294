"""How Python source is read: what it declares, what changed, what of it runs."""
