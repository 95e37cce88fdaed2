"""The look of one municipality: a file of tokens that takes the place of static/css/tokens.css.

`python -m network.theme FILE` says what is missing in it and which colours stand out too little from their ground.
Needs nothing but Python, so that script/setup can ask it before anything runs.
"""

import re
import sys
from pathlib import Path

OURS = Path(__file__).resolve().parent.parent / "static" / "css" / "tokens.css"
DARK = "@media (prefers-color-scheme: dark)"

# Text and its ground: at least 4.5 to 1.
TEXT_PAIRS = [
    ("ink", "canvas"),
    ("ink", "surface"),
    ("ink", "surface-strong"),
    ("ink", "brand-tint"),
    ("ink", "green-tint"),
    ("ink", "amber-tint"),
    ("ink", "red-tint"),
    ("ink", "insert"),
    ("ink", "delete"),
    ("ink-soft", "canvas"),
    ("ink-soft", "surface"),
    ("ink-soft", "surface-strong"),
    ("ink-soft", "brand-tint"),
    ("ink-soft", "green-tint"),
    ("brand", "canvas"),
    ("brand", "surface"),
    ("brand", "brand-tint"),
    ("brand", "green-tint"),
    ("brand", "red-tint"),
    ("brand", "amber-tint"),
    ("brand-strong", "canvas"),
    ("brand-strong", "brand-tint"),
    ("on-brand", "brand"),
    ("on-brand", "brand-strong"),
    ("on-dark", "header"),
    ("header-soft", "header"),
    ("green", "canvas"),
    ("green", "green-tint"),
    ("amber", "canvas"),
    ("red", "canvas"),
    ("red", "red-tint"),
    ("red", "green-tint"),
    ("exit-ink", "exit"),
    ("on-call-now", "call-now"),
    ("on-call-now", "call-now-strong"),
    ("on-call-first", "call-first"),
    ("on-call-first", "call-first-strong"),
]
# Shapes and borders: at least 3 to 1.
SHAPE_PAIRS = [
    ("green", "canvas"),
    ("amber", "amber-tint"),
    ("red", "red-tint"),
    ("grey", "canvas"),
    ("grey", "brand-tint"),
    ("line-strong", "canvas"),
    ("line-strong", "surface"),
    ("focus-ring", "focus"),
]


def names_in(css: str) -> set[str]:
    return set(re.findall(r"(--[\w-]+)\s*:", css))


def colours(css: str, mode: str) -> dict[str, str]:
    """The colours of a file of tokens by name; dark ones lie over the light ones."""
    light, _, rest = css.partition(DARK)
    dark = rest.partition("\n@media")[0]
    find = re.compile(r"--color-([\w-]+):\s*(#[0-9a-fA-F]{6});")
    return dict(find.findall(light)) | (dict(find.findall(dark)) if mode == "dark" else {})


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours by WCAG 2: 1 to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def faults_of(css: str) -> list[str]:
    """What keeps this file from being the look of a portal, a Dutch sentence each."""
    ours = OURS.read_text(encoding="utf-8")
    faults = [f"{name} ontbreekt." for name in sorted(names_in(ours) - names_in(css))]
    if DARK not in css:
        faults.append(f"De kleuren voor een donker scherm ontbreken ({DARK}).")
    if re.search(r"url\(|@import", css):
        faults.append("Een bestand met kleuren haalt niets op: geen url() en geen @import.")
    for mode, word in (("light", "licht"), ("dark", "donker")):
        palette = colours(css, mode)
        for pairs, least in ((TEXT_PAIRS, 4.5), (SHAPE_PAIRS, 3.0)):
            for first, second in pairs:
                if missing := {first, second} - palette.keys():
                    faults += [f"--color-{name} is geen kleur als #0b5c75." for name in sorted(missing)]
                elif (found := contrast(palette[first], palette[second])) < least:
                    faults.append(
                        f"Op een {word} scherm steekt --color-{first} te weinig af bij --color-{second}: "
                        f"{_dutch(found)} op 1, nodig is {_dutch(least)}."
                    )
    return list(dict.fromkeys(faults))


def _dutch(number: float) -> str:
    return f"{number:.1f}".replace(".", ",")


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        sys.stderr.write("Gebruik: python -m network.theme BESTAND\n")
        return 2
    file = Path(arguments[0])
    faults = faults_of(file.read_text(encoding="utf-8")) if file.is_file() else [f"{file} bestaat niet."]
    sys.stderr.writelines(f"{fault}\n" for fault in faults)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
