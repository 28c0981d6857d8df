"""The window."""


def main() -> int:
    return 0
