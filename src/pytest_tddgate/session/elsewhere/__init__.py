"""Mutants in other processes and on other machines: handed out, waited for, and joined."""
