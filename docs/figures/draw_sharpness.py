"""Draws docs/figures/sharpness.svg from sharpness.csv beside it: python3 docs/figures/draw_sharpness.py (standard library only)."""
import csv
import math
import pathlib

from draw_chapter import BLUE, GREEN, GREY, ORANGE, RED, Picture

HERE = pathlib.Path(__file__).resolve().parent
COLOURS = {"double": BLUE, "float": GREEN, "bfloat16": ORANGE}
DASHES = {"double": "none", "float": "7 3", "bfloat16": "2 3"}
SMALLEST, LARGEST = 1e-4, 1e6


def main():
    with open(HERE / "sharpness.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    configs = list(dict.fromkeys(row["config"] for row in rows))
    p = Picture(900, 380, "How much of what rounding may do a fault of each size takes, in three precisions")
    for number, config in enumerate(configs):
        left, right, top, bottom = 80 + number * 275, 325 + number * 275, 60, 310

        def x(fault):
            return left + (math.log10(fault) + 16) / 16 * (right - left)

        def y(share):
            share = math.log10(min(max(share, SMALLEST), LARGEST))
            return bottom - (share + 4) / 10 * (bottom - top)

        its = [row for row in rows if row["config"] == config]
        p.text((left + right) / 2, top - 14, f'{config}, {its[0]["optimizer"]}', 14, anchor="middle", font_weight="bold")
        p.add("rect", x=float(left), y=float(top), width=float(right - left), height=y(1) - top, fill="#fbeceb")
        for power in range(-4, 7, 2):
            p.line(left, y(10.0**power), right, y(10.0**power), "#e3e3e3")
            if number == 0:
                p.text(left - 8, y(10.0**power) + 4, "1" if power == 0 else f"1e{power}", 12, anchor="end")
        for power in range(-16, 1, 4):
            p.line(x(10.0**power), bottom, x(10.0**power), bottom + 5)
            p.text(x(10.0**power), bottom + 19, "1" if power == 0 else f"1e{power}", 12, anchor="middle")
        p.line(left, y(1), right, y(1), RED, 1.5)
        p.line(left, bottom, right, bottom)
        p.line(left, top, left, bottom)
        for precision, colour in COLOURS.items():
            of = [row for row in its if row["precision"] == precision]
            seen = [row for row in of[1:] if float(row["share"]) <= LARGEST]
            points = [(x(float(row["fault"])), y(float(row["share"]))) for row in seen]
            p.path(points, colour, 2, stroke_dasharray=DASHES[precision])
            unit = float(of[0]["unit"])
            p.line(x(unit), bottom, x(unit), bottom - 9, colour, 3)
        if number == 0:
            p.text(left + 6, y(1) - 6, "disagree", 12, RED)
            p.text(left + 6, y(1) + 15, "agree", 12, GREY)
    for number, (precision, colour) in enumerate(COLOURS.items()):
        p.line(330 + number * 110, 18, 360 + number * 110, 18, colour, 2, stroke_dasharray=DASHES[precision])
        p.text(366 + number * 110, 22, precision, 13, colour)
    p.text(472, 352, "the fault: by how much of itself every update is off (marks: the precision's unit of rounding)", anchor="middle")
    p.text(20, 185, "share of what rounding may do", anchor="middle", transform="rotate(-90 20 185)")
    p.save("sharpness.svg")


if __name__ == "__main__":
    main()
