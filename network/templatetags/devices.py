"""`{{ session.user_agent|device }}`: a device in words, so that people recognise their own."""

from django import template

register = template.Library()

# What a browser says of itself → its name. Order matters: Edge and Opera also say Chrome, and Chrome also says Safari.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


@register.filter
def device(user_agent: str) -> str:
    """Chrome op Windows"""
    browser = next((name for sign, name in _BROWSERS if sign in user_agent), "Onbekende browser")
    system = next((name for sign, name in _SYSTEMS if sign in user_agent), "")
    return f"{browser} op {system}" if system else browser
