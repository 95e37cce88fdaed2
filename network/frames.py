"""Room for Python's own bookkeeping in one piece, so that what a request calls never asks the system for memory.

CPython keeps the frames of a thread in pieces of 16 kB and gives a piece back as soon as its last frame returns.
Whatever is called time and again just where a piece ends, such as each variable of a template in a template in a page,
takes a new piece from the system and gives it back every time: /plan/ did that 3,200 times. A frame that doesn't fit
gets a piece of twice its size. The one of `in_one_piece` says that it needs half a megabyte, so what it calls finds the
other half free. It costs address space; memory only as far as it is used.
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from django.http import HttpRequest, HttpResponseBase

P = ParamSpec("P")
R = TypeVar("R")

ROOM = 1 << 16  # places of eight bytes


def in_one_piece(call: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    return call(*args, **kwargs)


in_one_piece.__code__ = in_one_piece.__code__.replace(co_stacksize=ROOM)


def frames_in_one_piece(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Before all other middleware, so that it holds for the whole request."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        return in_one_piece(get_response, request)

    return middleware
