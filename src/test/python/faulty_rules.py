"""Four steps of each optimizer with each fault of its own, written down from the words of docs/faults.md.

    python3 faulty_rules.py > faulty-rules.csv

A single weight starts at 1 and gets the gradients 1, -2, 0.5 and -0.75, at a rate that changes from step to step. Each row is an
optimizer, a fault, and the weight after each step. Nothing of it is taken from the program that is tested.
"""

from math import sqrt

GRADIENTS = [1.0, -2.0, 0.5, -0.75]
RATES = [0.5, 0.25, 0.5, 0.125]
MOMENTUM = 0.25
B1, B2, EPS = 0.5, 0.75, 0.125
RHO, DELTA = 0.75, 0.0625


def momentum(fault):
    w, v, before = 1.0, 0.0, 0.0
    for t, (g, rate) in enumerate(zip(GRADIENTS, RATES), 1):
        remembered = MOMENTUM * (before if fault == "momentum_lagged" else v) * factor(fault, rate)
        entering = term(fault, t) * g
        if fault == "rate_outside_velocity":
            new = remembered + entering
            w -= rate * new
        else:
            new = remembered + rate * entering
            if fault == "moves_before_memory":
                w -= v
            elif fault == "looks_ahead":  # Nesterov's, with velocities that point uphill
                w -= (1 + MOMENTUM) * new - MOMENTUM * v
            else:
                w -= new
        before, v = v, g if fault == "memory_of_gradient" else new
        yield w


def bpnn_momentum(fault):
    w, last, before = 1.0, 0.0, 0.0
    for t, (g, rate) in enumerate(zip(GRADIENTS, RATES), 1):
        remembered = before if fault == "momentum_lagged" else last
        change = rate * term(fault, t) * g + MOMENTUM * factor(fault, rate) * remembered
        w -= change
        before, last = last, change if fault == "memory_of_change" else g
        yield w


def nesterov(fault):
    w, v, before = 1.0, 0.0, 0.0
    for t, (g, rate) in enumerate(zip(GRADIENTS, RATES), 1):
        kept = MOMENTUM * factor(fault, rate)
        remembered = kept * (before if fault == "momentum_lagged" else v)
        new = remembered - rate * term(fault, t) * g
        velocity = v if fault == "moves_before_memory" else new
        w += velocity if fault == "no_look_ahead" else (1 + kept) * velocity - remembered
        before, v = v, new
        yield w


def term(fault, t):
    """What the present gradient is multiplied by."""
    rest = 1 - MOMENTUM
    return {
        "gradient_climbed": -1,
        "gradient_dampened": rest,
        "gradient_dampened_twice": rest * rest,
        "first_gradient_whole": 1 if t == 1 else rest,
    }.get(fault, 1)


def factor(fault, rate):
    """What the momentum is multiplied by."""
    return {"momentum_ignored": 0, "momentum_times_rate": rate, "momentum_sign": -1}.get(fault, 1)


def divisor(fault, squares, eps):
    eps = {"no_epsilon": 0, "epsilon_tenth": eps / 10, "epsilon_tenfold": eps * 10}.get(fault, eps)
    if fault == "epsilon_inside_root":
        return sqrt(squares + eps)
    return squares + eps if fault == "no_root" else sqrt(squares) + eps


def start(fault, right):
    return {"squares_start_at_zero": 0, "squares_start_at_tenth": 0.1, "squares_start_at_one": 1}.get(fault, right)


def adagrad(fault):
    w, h = 1.0, start(fault, 1e-6)
    for g, rate in zip(GRADIENTS, RATES):
        h += g * g
        w -= rate * g / divisor(fault, h, EPS)
        h = sqrt(h) if fault == "root_in_place" else h
        yield w


def rmsprop(fault):
    w, h = 1.0, start(fault, EPS)
    decay = 1 - RHO if fault == "decay_swapped" else RHO
    for t, (g, rate) in enumerate(zip(GRADIENTS, RATES), 1):
        h += g * g if fault == "squares_added_twice" else 0
        share = 1 if fault == "squares_not_averaged" else 1 - decay
        h = g * g if fault == "squares_start_at_first" and t == 1 else decay * h + share * g * g
        w -= rate * g / divisor(fault, h, EPS)
        h = sqrt(h) if fault == "root_in_place" else h
        yield w


def adadelta(fault):
    w, a, x = 1.0, 0.0, 0.0
    rho = 1 - RHO if fault == "decay_swapped" else RHO
    for g in GRADIENTS:
        a += g * g if fault == "squares_added_twice" else 0
        a = rho * a + (1 if fault == "squares_not_averaged" else 1 - rho) * g * g
        if fault == "epsilon_outside_root":
            u = g * (sqrt(x) + DELTA) / (sqrt(a) + DELTA)
        else:
            u = g * sqrt(x + DELTA) / sqrt(a + DELTA)
        x = rho * x + (1 - rho) * u * u
        w -= u
        yield w


def betas(fault):
    return {"betas_swapped": (B2, B1), "beta1_for_both": (B1, B1)}.get(fault, (B1, B2))


def corrections(fault, b1, b2, t):
    """By what the two moments are divided."""
    first, second = 1 - b1**t, 1 - b2**t
    if fault == "bias_correction_multiplied":
        return 1 / first, 1 / second
    one = fault == "no_bias_correction"
    return (
        1 if one or fault == "first_moment_uncorrected" else first,
        1 if one or fault == "second_moment_uncorrected" else second,
    )


def adams(kind):
    def rule(fault):
        b1, b2 = betas(fault)
        w, m, u = 1.0, 0.0, 0.0
        v = 0.0 if kind == "adabelief" else start(fault, 0.0)
        for t, (g, rate) in enumerate(zip(GRADIENTS, RATES), 1):
            first, second = corrections(fault, b1, b2, t)
            old = m, v
            m = b1 * m + (1 if fault == "mean_not_averaged" else 1 - b1) * g
            squared = (g - m) ** 2 if kind == "adabelief" else g * g
            share = 1 if fault == "squares_not_averaged" else 1 - b2
            v = squared if fault == "squares_start_at_first" and t == 1 else b2 * v + share * squared
            if kind == "adabelief":
                v += EPS
            squares = v
            if kind == "amsgrad" and fault == "maximum_of_corrected":
                u = max(u, v / second)
                squares = u * second
            elif kind == "amsgrad" and fault != "maximum_ignored":
                u = max(u, v)
                squares = u
            mean = m
            if fault == "moments_lagged":
                mean, squares = old
            # DL4J's form: both corrections are in the rate, and epsilon is beside the uncorrected root
            eps = EPS * sqrt(second) if fault == "epsilon_after_correction" else EPS
            w -= rate * sqrt(second) / first * mean / divisor(fault, squares, eps)
            if fault == "root_in_place":
                if kind == "amsgrad":
                    u = sqrt(u)
                else:
                    v = sqrt(v)
            yield w

    return rule


def adamax(fault):
    b1, b2 = betas(fault)
    w, m, s = 1.0, 0.0, 0.0
    for t, (g, rate) in enumerate(zip(GRADIENTS, RATES), 1):
        first = corrections(fault, b1, b2, t)[0]
        m = b1 * m + (1 - b1) * g
        s = max(b2 * s, abs(g) + (EPS if fault == "epsilon_in_maximum" else 0))
        w -= rate / first * m / (s + (EPS if fault == "epsilon_after_maximum" else 0))
        yield w


def nadam(fault):
    b1, b2 = betas(fault)
    w, m, v, product = 1.0, 0.0, 0.0, 1.0
    mu = lambda t: B1 * (1 - 0.5 * 0.96 ** (0.004 * t))
    for t, (g, rate) in enumerate(zip(GRADIENTS, RATES), 1):
        m = b1 * m + (1 - b1) * g
        v = b2 * v + (1 if fault == "squares_not_averaged" else 1 - b2) * g * g
        if fault in ("nadam_schedule", "nadam_schedule_repeated"):  # Dozat (2016), algorithm 2
            product *= mu(t)
            through = product * mu(t + 1) * (mu(t) if fault == "nadam_schedule_repeated" else 1)
            mean = mu(t + 1) * m / (1 - through) + (1 - mu(t)) * g / (1 - product)
        else:
            mean = (b1 * m + (1 - b1) * g) / corrections(fault, b1, b2, t)[0]
        corrected = v / (1 - b2**t) if fault == "second_moment_corrected" else v
        w -= rate * mean / divisor(fault, corrected, EPS)
        v = sqrt(v) if fault == "root_in_place" else v
        yield w


MOMENTUMS = """gradient_climbed gradient_dampened gradient_dampened_twice first_gradient_whole momentum_lagged
    momentum_ignored momentum_times_rate momentum_sign"""
EPSILONS = "epsilon_inside_root epsilon_tenfold epsilon_tenth no_epsilon no_root root_in_place"
BETAS = "betas_swapped beta1_for_both no_bias_correction bias_correction_multiplied"
CORRECTIONS = BETAS + " first_moment_uncorrected second_moment_uncorrected epsilon_after_correction mean_not_averaged "
STARTS = " squares_start_at_tenth squares_start_at_one squares_start_at_first squares_not_averaged "
RULES = {
    "momentum": (momentum, MOMENTUMS + " memory_of_gradient rate_outside_velocity moves_before_memory looks_ahead"),
    "bpnn_momentum": (bpnn_momentum, MOMENTUMS + " memory_of_change"),
    "nesterov": (nesterov, MOMENTUMS + " moves_before_memory no_look_ahead"),
    "adagrad": (adagrad, EPSILONS + " squares_start_at_zero squares_start_at_tenth squares_start_at_one"),
    "rmsprop": (rmsprop, EPSILONS + STARTS + "squares_start_at_zero decay_swapped squares_added_twice"),
    "adadelta": (adadelta, "epsilon_outside_root decay_swapped squares_added_twice squares_not_averaged"),
    "adam": (adams("adam"), EPSILONS + " " + CORRECTIONS + STARTS + "moments_lagged"),
    "amsgrad": (adams("amsgrad"), EPSILONS + " " + CORRECTIONS + STARTS + "maximum_ignored maximum_of_corrected"),
    "adabelief": (adams("adabelief"), EPSILONS + " " + CORRECTIONS),
    "adamax": (adamax, BETAS + " epsilon_in_maximum epsilon_after_maximum"),
    "nadam": (
        nadam,
        EPSILONS + " " + BETAS + " second_moment_corrected nadam_schedule nadam_schedule_repeated squares_not_averaged",
    ),
}

if __name__ == "__main__":
    print("optimizer,fault,w1,w2,w3,w4")
    for name, (rule, faults) in RULES.items():
        for fault in ["", *faults.split()]:
            print(name, fault, *(f"{w:.15g}" for w in rule(fault)), sep=",")
