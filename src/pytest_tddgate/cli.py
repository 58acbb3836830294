"""The command `tddgate`."""
def main() -> int:
    return 0
