"""Which municipalities there are and were, and the areas that others draw around them.

`municipalities.csv` is a list of our own: every municipality of the Netherlands from 2021 on, as CBS numbers them, with
the safety region it lies in. A municipality that was there when the list begins says 2021-01-01, which means that day
or earlier. What ended before that day is not in it.
"""
