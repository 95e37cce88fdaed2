"""Who guesses passwords, or asks for new ones, is refused without waiting for a turn, and holds nobody up who signs in.

The library counts the tries of one place in turns: who has to wait sleeps, with a thread of the portal in hand. Twenty
at once would keep all threads asleep. So whoever is over the limit already is told so before, by a look at the count.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.http import HttpRequest, HttpResponseBase

View = Callable[..., HttpResponseBase]
LIBRARY = "allauth.account"


def refused_at_once(view: View, *, action: str) -> View:
    """For a view of the library whose limit of this name counts places; what is not over it yet counts as ever."""

    @wraps(view)
    def looking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" and _is_over(request, action):
            refusal: HttpResponseBase = ratelimit.respond_429(request)
            return refusal
        return view(request, *args, **kwargs)

    return looking


def _is_over(request: HttpRequest, action: str) -> bool:
    rates = ratelimit.get_rates(app=LIBRARY, action=action)
    return any(
        _is_used_up(rate, ratelimit.get_cache_key(request, app=LIBRARY, action=action, rate=rate)) for rate in rates
    )


def _is_used_up(rate: ratelimit.Rate, key: str) -> bool:
    is_allowed, _ = ratelimit.apply_rate(cache.get(key, []), time.time(), rate, dry_run=True)
    return not is_allowed
