"""The tests, mirroring the tree, and the tools that measure and photograph the program."""
