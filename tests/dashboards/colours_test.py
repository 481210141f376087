#!/usr/bin/env python3
"""Every colour of the dashboards has a contrast of 3 to 1 to Grafana's light and dark panels (WCAG 2.1, 1.4.11).

usage: colours_test.py PROJECT_FOLDER
"""
import pathlib
import re
import sys

PROJECT = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".").absolute()
PANELS = {"light": "#ffffff", "dark": "#181b1f"}
LEAST = 3
COLOUR = re.compile(r'"#[0-9a-fA-F]{6}"')


def linear(part):
    """A part of an sRGB colour, 0 to 255, as WCAG makes it linear."""
    share = part / 255
    return share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4


def luminance(colour):
    red, green, blue = (linear(int(colour[at:at + 2], 16)) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def main():
    # Black on white is 21 to 1, as WCAG says; #767676 on white is the grey that is known for just passing 4.5 to 1.
    assert round(contrast("#000000", "#ffffff"), 6) == 21
    assert 4.5 <= contrast("#767676", "#ffffff") < 4.6
    # The orange that charts of this kind often have is too light for a white panel: about 2.5 to 1.
    assert contrast("#ff7f0e", "#ffffff") < LEAST
    colours = {it.strip('"') for path in (PROJECT / "dashboards" / "json").glob("*.json")
               for it in COLOUR.findall(path.read_text(encoding="utf-8"))}
    assert len(colours) >= 5, colours
    for colour in sorted(colours):
        for theme, panel in PANELS.items():
            assert contrast(colour, panel) >= LEAST, f"{colour} on {theme}: {contrast(colour, panel):.2f} to 1"
    print(f"{len(colours)} colours are legible in both themes")


if __name__ == "__main__":
    main()
