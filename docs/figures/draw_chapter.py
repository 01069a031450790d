"""Draws the pictures of docs/chapter.md: python3 docs/figures/draw_chapter.py (standard library only).

From the results of ./lockstep run configs/chapter configs/chapter/*/ and ./lockstep step configs/chapter/mazur.yaml.
"""
import csv
import math
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
BLUE, ORANGE, GREEN, RED, INK, GREY = "#0b62a4", "#c65d00", "#2a7f3f", "#b3261e", "#222222", "#8a8a8a"


def rows(path):
    with open(ROOT / "results" / path, newline="") as file:
        return list(csv.DictReader(file))


class Picture:
    def __init__(self, width, height, title):
        self.width, self.height = width, height
        self.parts = [f"<title>{title}</title>", f'<rect width="{width}" height="{height}" fill="#ffffff"/>']

    def add(self, tag, text=None, **attributes):
        written = "".join(
            f' {name.rstrip("_").replace("_", "-")}="{f"{v:.2f}" if isinstance(v, float) else v}"'
            for name, v in attributes.items()
        )
        self.parts.append(f"<{tag}{written}/>" if text is None else f"<{tag}{written}>{text}</{tag}>")

    def line(self, x1, y1, x2, y2, colour=INK, width=1, **more):
        self.add("line", x1=float(x1), y1=float(y1), x2=float(x2), y2=float(y2), stroke=colour, stroke_width=width, **more)

    def text(self, x, y, text, size=13, colour=INK, anchor="start", **more):
        self.add("text", text, x=float(x), y=float(y), font_size=size, fill=colour, text_anchor=anchor, **more)

    def path(self, points, colour, width=2, **more):
        d = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
        self.add("path", d=d, fill="none", stroke=colour, stroke_width=width, stroke_linejoin="round", **more)

    def save(self, name):
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width}" height="{self.height}" '
            f'viewBox="0 0 {self.width} {self.height}" font-family="Helvetica, Arial, sans-serif">'
        )
        (ROOT / "docs" / "figures" / name).write_text("\n".join([head, *self.parts, "</svg>"]) + "\n", encoding="utf-8")


class Axes:
    """Maps values to places; logarithmic where asked for."""

    def __init__(self, picture, xs, ys, log_y=False, left=78, top=24, right=20, bottom=52):
        self.p, self.xs, self.ys, self.log_y = picture, xs, ys, log_y
        self.box = (left, top, picture.width - right, picture.height - bottom)

    def x(self, value):
        return self.box[0] + (value - self.xs[0]) / (self.xs[1] - self.xs[0]) * (self.box[2] - self.box[0])

    def y(self, value):
        low, high = (math.log10(v) for v in self.ys) if self.log_y else self.ys
        value = math.log10(max(value, self.ys[0])) if self.log_y else value
        return self.box[3] - (value - low) / (high - low) * (self.box[3] - self.box[1])

    def draw(self, x_ticks, y_ticks, x_name, y_name):
        left, top, right, bottom = self.box
        for value, label in y_ticks:
            self.p.line(left, self.y(value), right, self.y(value), "#e3e3e3")
            self.p.text(left - 8, self.y(value) + 4, label, 12, anchor="end")
        for value in x_ticks:
            self.p.line(self.x(value), bottom, self.x(value), bottom + 5)
            self.p.text(self.x(value), bottom + 19, f"{value:,}", 12, anchor="middle")
        self.p.line(left, bottom, right, bottom)
        self.p.line(left, top, left, bottom)
        self.p.text((left + right) / 2, bottom + 40, x_name, anchor="middle")
        self.p.text(18, (top + bottom) / 2, y_name, anchor="middle", transform=f"rotate(-90 18 {(top + bottom) / 2:.0f})")


def gates():
    """The square of the inputs, cut by the lines of NAND and OR."""
    p = Picture(460, 430, "Two lines cut a strip out of the square; XOR is 1 in the strip")
    a = Axes(p, (-0.5, 2.0), (-0.5, 2.0), left=60)

    def at(x, y):
        return f"{a.x(x):.1f},{a.y(y):.1f}"

    # OR is 1 where 2 x1 + 2 x2 - 1 > 0, NAND where 3 - 2 x1 - 2 x2 > 0: the weights of configs/chapter/gates/gate-xor.yaml.
    p.add("polygon", points=" ".join([at(1.0, -0.5), at(2.0, -0.5), at(-0.5, 2.0), at(-0.5, 1.0)]), fill="#dcebf7")
    a.draw([0, 1], [(0, "0"), (1, "1")], "input 1", "input 2")
    p.path([(a.x(1.0), a.y(-0.5)), (a.x(-0.5), a.y(1.0))], ORANGE, 2.5)
    p.path([(a.x(2.0), a.y(-0.5)), (a.x(-0.5), a.y(2.0))], GREEN, 2.5)
    p.text(a.x(-0.42), a.y(-0.34), "OR: 1 above this line", 13, ORANGE)
    p.text(a.x(0.62), a.y(1.55), "NAND: 1 below this line", 13, GREEN)
    p.text(a.x(0.5), a.y(0.46), "both are 1: XOR", 14, BLUE, "middle")
    for row in rows("chapter-gate-xor/outputs.csv"):
        x, y, one = float(row["input_1"]), float(row["input_2"]), float(row["scalar_1"]) == 1.0
        p.add("circle", cx=a.x(x), cy=a.y(y), r=9, fill=BLUE if one else "#ffffff", stroke=BLUE, stroke_width=2.5)
        p.text(a.x(x) + 14, a.y(y) - 10, "1" if one else "0", 14, BLUE, font_weight="bold")
    p.save("chapter-gates.svg")


def one_line():
    """The median loss of a hundred starts, gate by gate."""
    p = Picture(640, 340, "AND, OR and NAND fall below the target; XOR stays at 1/8")
    a = Axes(p, (0, 200), (0.0, 0.2))
    a.draw([0, 50, 100, 150, 200], [(0, "0"), (0.05, "0.05"), (0.1, "0.10"), (0.15, "0.15"), (0.2, "0.20")],
           "epoch", "loss, median of 100 starts")
    p.line(a.x(0), a.y(0.125), a.x(200), a.y(0.125), RED, 1, stroke_dasharray="3 4")
    p.text(a.x(198), a.y(0.125) - 7, "XOR stays at 1/8: each output is 1/2", 13, RED, "end")
    p.line(a.x(0), a.y(0.01), a.x(200), a.y(0.01), GREY, 1, stroke_dasharray="3 4")
    p.text(a.x(198), a.y(0.01) - 6, "target 0.01", 12, GREY, "end")
    for gate, colour, dash in (("or", ORANGE, "none"), ("and", GREEN, "7 3"), ("nand", BLUE, "2 3"), ("xor", RED, "none")):
        curve = [r for r in rows(f"chapter-line-{gate}/curves.csv") if float(r["epoch"]) <= 200]
        p.path([(a.x(float(r["epoch"])), a.y(float(r["loss_median"]))) for r in curve], colour, stroke_dasharray=dash)
    for x, y, gate, colour in ((9, 0.024, "OR", ORANGE), (40, 0.042, "AND", GREEN), (55, 0.042, "NAND", BLUE)):
        p.text(a.x(x), a.y(y), gate, 14, colour, font_weight="bold")
    p.save("chapter-one-line.svg")


def bpnn():
    """How far two right programs are from each other."""
    p = Picture(640, 360, "The difference between two right programs grows from rounding to the size of the loss")
    a = Axes(p, (0, 4000), (1e-18, 1.0), log_y=True)
    a.draw([0, 1000, 2000, 3000, 4000], [(10.0**e, f"1e{e}" if e else "1") for e in range(-18, 1, 3)],
           "update", "size")
    trace = rows("chapter-bpnn-demo/losses.csv")

    def envelope(column, width=20):
        for start in range(0, len(trace), width):
            largest = max(abs(float(r[column])) for r in trace[start:start + width])
            yield a.x(start + width / 2), a.y(largest)

    p.path(list(envelope("scalar_loss")), INK, 1.5)
    p.path(list(envelope("control_spread")), ORANGE, 1.5, stroke_dasharray="5 3")
    p.path(list(envelope("difference")), BLUE, 1.8)
    p.text(a.x(700), a.y(2e-2), "the loss", 13, INK)
    p.text(a.x(60), a.y(3e-12), "scalar and DL4J apart", 13, BLUE)
    p.text(a.x(2350), a.y(1e-11), "the scalar network and itself,", 13, ORANGE)
    p.text(a.x(2350), a.y(1e-11) + 17, "moved by one rounding error", 13, ORANGE)
    p.save("chapter-bpnn.svg")


def step():
    """The network of the worked example with all that one step writes on it."""
    found = {(r["quantity"], r["from"], r["unit"]): float(r["scalar_value"]) for r in rows("chapter-mazur/step.csv")}
    p = Picture(760, 470, "Forward the outputs, backward the deltas: one step of Mazur's example")
    places = {"x1": (70, 110), "x2": (70, 270), "h1": (360, 110), "h2": (360, 270), "y1": (650, 110), "y2": (650, 270)}
    inputs = {"x1": 0.05, "x2": 0.10}
    for layer in ((("x1", "x2"), ("h1", "h2")), (("h1", "h2"), ("y1", "y2"))):
        for source in layer[0]:
            for unit in layer[1]:
                (x1, y1), (x2, y2) = places[source], places[unit]
                p.line(x1 + 34, y1, x2 - 34, y2, GREY, 1.3)
                share = 0.34 if y1 != y2 else 0.5
                x, y = x1 + (x2 - x1) * share, y1 + (y2 - y1) * share
                before, after = found["weight_before", source, unit], found["weight_after", source, unit]
                p.add("rect", x=float(x - 50), y=float(y - 18), width=100, height=34, fill="#ffffff", opacity=0.9)
                p.text(x, y - 4, f"{before:.2f}, g {found['gradient', source, unit]:.5f}", 11, INK, "middle")
                p.text(x, y + 11, f"to {after:.6f}", 11, GREEN, "middle")
    for name, (x, y) in places.items():
        p.add("circle", cx=float(x), cy=float(y), r=34, fill="#ffffff", stroke=INK, stroke_width=1.5)
        p.text(x, y - 6, name, 14, INK, "middle", font_weight="bold")
        value = inputs.get(name, found.get(("output", "", name)))
        p.text(x, y + 13, f"{value:.4f}" if name not in inputs else f"{value:.2f}", 13, BLUE, "middle")
        if name not in inputs:
            p.text(x, y + 52, f"delta {found['delta', '', name]:.6f}", 12, ORANGE, "middle")
    for y, text, colour in (
        (375, "forward: each unit's output", BLUE),
        (400, "backward: each unit's delta", ORANGE),
        (425, "a weight before, its gradient g = what comes in times delta, and", INK),
    ):
        p.text(70, y, text, 13, colour)
    p.text(70, 445, "the weight after, 0.5 g less (the biases are left out)", 13, GREEN)
    for x, y, target in ((650, 45, "target 0.01"), (650, 345, "target 0.99")):
        p.text(x, y, target, 12, GREY, "middle")
    p.save("chapter-step.svg")


def listing():
    """The error that the listing prints, and the right one, over the iterations; and how many of 100 starts learn XOR."""
    p = Picture(760, 330, "The listing's error falls, but not as that of the mended one; of 100 starts it learns XOR 13 times")
    a = Axes(p, (0, 5000), (1e-5, 1), log_y=True, right=270)
    a.draw((0, 1000, 2000, 3000, 4000, 5000), [(10.0**e, f"10^{e}" if e else "1") for e in (-5, -4, -3, -2, -1, 0)], "iteration", "error")
    for folder, colour, label, at in (
        ("chapter-listing", RED, "the listing", 2000),
        ("chapter-listing-mended", GREEN, "mended", 2000),
    ):
        losses = [float(row["scalar_loss"]) for row in rows(f"{folder}/losses.csv")]
        errors = [sum(losses[i : i + 4]) for i in range(0, len(losses), 4)]
        points = sorted({*range(0, 400, 4), *range(400, len(errors), 20)})
        p.path([(a.x(i), a.y(errors[i])) for i in points], colour)
        p.text(a.x(at), a.y(errors[at]) - 9, label, 13, colour)
    left, bottom, height = 545, 278, 200
    p.text(left + 85, 20, "learned XOR, of 100 starts", 13, INK, "middle")
    for k, row in enumerate(rows("chapter-listing-race/summary.csv")):
        share, x = int(row["converged"]), left + k * 62
        p.add("rect", x=float(x), y=float(bottom - height * share / 100), width=46, height=float(height * share / 100), fill=(RED, ORANGE, GREEN)[k])
        p.text(x + 23, bottom - height * share / 100 - 7, share, 14, INK, "middle")
        p.text(x + 23, bottom + 18, row["optimizer"], 12, INK, "middle")
    p.line(left - 8, bottom, left + 186, bottom)
    p.save("chapter-listing.svg")


def vanishing():
    """What is left of the gradient at the first layer, over the depth."""
    p = Picture(700, 400, "The gradient of the first layer over the depth, for three functions and two initialisations")
    a = Axes(p, (2, 20), (1e-22, 1), log_y=True, right=150)
    a.draw(range(2, 21, 2), [(10.0**e, f"10^{e}" if e else "1") for e in range(-20, 1, 4)], "layers", "mean gradient of the first layer")
    ends = []
    for function, colour in (("sigmoid", RED), ("tanh", BLUE), ("relu", GREEN)):
        for init, dash in (("fitting", "none"), ("naive", "6 4")):
            first = [
                (int(row["layers"]), float(row["scalar_mean"]))
                for row in rows(f"chapter-vanishing-{function}-{init}/gradients.csv")
                if row["step"] == "0" and row["layer"] == "1"
            ]
            p.path([(a.x(x), a.y(y)) for x, y in first], colour, stroke_dasharray=dash)
            ends.append([a.y(first[-1][1]) + 4, f"{function}, {init}", colour])
    ends.sort()
    for k, (y, label, colour) in enumerate(ends):
        ends[k][0] = max(y, ends[k - 1][0] + 15) if k else y
        p.text(a.box[2] + 8, ends[k][0], label, 12, colour)
    p.save("chapter-vanishing.svg")


def batches():
    """The median cost to the target, in examples shown and in updates, by the size of a batch."""
    p = Picture(640, 360, "Examples shown and updates made to the same target, by the size of a batch")
    a = Axes(p, (-0.4, 3.4), (100, 20000), log_y=True, right=150)
    left, _, right, bottom = a.box
    a.draw((), [(v, f"{v:,}") for v in (100, 300, 1000, 3000, 10000)], "examples per update", "to the target, median of 20 starts")
    series = {"presentations": [], "steps": []}
    for k, size in enumerate(("01", "04", "16", "full")):
        found = rows(f"chapter-batch-{size}/runs.csv")
        for name, points in series.items():
            values = sorted(float(row[name]) for row in found)
            points.append((a.x(k), a.y((values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2)))
        p.text(a.x(k), bottom + 19, size.lstrip("0") if size != "full" else "400 (all)", 12, INK, "middle")
    for (name, points), colour, label in zip(series.items(), (ORANGE, BLUE), ("examples shown", "updates")):
        p.path(points, colour)
        for x, y in points:
            p.add("circle", cx=x, cy=y, r=4, fill=colour)
        p.text(points[-1][0] + 26, points[-1][1] + 4, label, 13, colour)
    p.save("chapter-batches.svg")


def optimizers():
    """The expected epochs to the target on three problems, at default and at tuned learning rates."""
    p = Picture(820, 380, "Expected epochs to the target: six optimizers on three problems, at default and at tuned rates")
    names = ("sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam")
    ticks = {"xor": (100, 1000, 10000), "spirals": (500, 1000, 5000), "iris": (5, 20, 100, 1000)}
    for k, (problem, title) in enumerate((("xor", "XOR"), ("spirals", "two spirals"), ("iris", "iris"))):
        left, width, top, bottom = 100 + k * 240, 200, 50, 320
        found = {t: {row["optimizer"]: float(row["ert_epochs"]) for row in rows(f"chapter-{problem}-{t}/summary.csv")} for t in ("default", "tuned")}
        finite = [v for each in found.values() for v in each.values() if math.isfinite(v)]
        low, high = math.log10(min(finite) * 0.8), math.log10(max(finite) * 1.25)

        def x(value):
            return left + (math.log10(value) - low) / (high - low) * (width - 34)

        p.text(left + width / 2, 24, title, 14, INK, "middle", font_weight="bold")
        for tick in ticks[problem]:
            if low <= math.log10(tick) <= high:
                p.line(x(tick), top, x(tick), bottom, "#e3e3e3")
                p.text(x(tick), bottom + 17, f"{tick:,}", 11, INK, "middle")
        p.text(left + width - 6, bottom + 17, "never", 11, GREY, "middle")
        for n, name in enumerate(names):
            y = top + 20 + n * 46
            if k == 0:
                p.text(left - 12, y + 5, name, 13, INK, "end")
            places = {t: x(v[name]) if math.isfinite(v[name]) else left + width - 6 for t, v in found.items()}
            p.line(places["default"], y, places["tuned"], y, GREY, 1.5)
            p.add("circle", cx=float(places["default"]), cy=float(y), r=5, fill="#ffffff", stroke=ORANGE, stroke_width=2)
            p.add("circle", cx=float(places["tuned"]), cy=float(y), r=5, fill=BLUE)
        p.line(left, bottom, left + width, bottom)
    p.add("circle", cx=270, cy=362, r=5, fill="#ffffff", stroke=ORANGE, stroke_width=2)
    p.text(282, 366, "at the default rate", 12)
    p.add("circle", cx=420, cy=362, r=5, fill=BLUE)
    p.text(432, 366, "at the best rate found      (expected epochs, logarithmic)", 12)
    p.save("chapter-optimizers.svg")


if __name__ == "__main__":
    for draw in (gates, one_line, bpnn, step, listing, vanishing, batches, optimizers):
        draw()
