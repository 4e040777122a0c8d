"""A store that remembers: the same questions are asked for every area, measure and breakdown."""

from ijb.store import Store


def remembering(store: Store) -> Store:
    """The store, each question asked of the database once; every answer is a copy, which its caller may change."""
    held = object.__new__(Store)
    vars(held).update(vars(store))
    answers = {}

    def ask(sql, *values):
        key = (sql, repr(values))
        if key not in answers:
            answers[key] = store._ask(sql, *values)
        return answers[key].copy()

    held._ask = ask
    return held
