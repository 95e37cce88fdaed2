"""Lists that people keep elsewhere, brought in: choose what stands in which column, look, and only then save.

Each kind of list names its columns and does the comparing and the writing (`kinds.ImportKind`); the rest is here. The
portal knows no layout but its own: which column of another list is meant, a person says once, and it is remembered.
"""
