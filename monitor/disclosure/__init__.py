"""Small numbers: what is hidden of a table before anybody sees it, and the proof that it can't be worked out.

`protect` (in `protection`) takes the raw cube of an indicator and a rule, and gives what may be shown. Nothing here
knows Django or a database: plain values go in, frozen dataclasses come out, and the same input gives the same output.
`docs/kleine-aantallen.md` tells it to a data steward, `docs/decisions/0020-small-numbers.md` to a developer.
"""
