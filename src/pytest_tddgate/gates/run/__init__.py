"""Checks of test runs that every gate needs: complete, unfiltered, valid, not flaky; and the controls."""
