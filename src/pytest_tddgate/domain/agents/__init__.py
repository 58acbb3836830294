"""Coding agents: what they read, what they are about to do, and whether they may."""
