"""CPython before 3.11.9 and 3.12.2 fails now and then where two threads parse Python at once (python/cpython#106905), as workers do: one at a time."""

import ast
import threading

parse = ast.parse
one_at_a_time = threading.RLock()


def parse_alone(*arguments, **options):
    with one_at_a_time:
        return parse(*arguments, **options)


ast.parse = parse_alone
