"""Writes src/coefficients.ts: every table of coefficients in this package, from mpmath alone.

Rational approximations interpolate the function at Chebyshev nodes in 80 digits (near-minimax: the
error is within a small factor of the best possible of that degree). Series are exact rationals or
60-digit constants rounded to nearest, or split into a sum of two doubles.

    pip install mpmath && python3 scripts/coefficients.py > src/coefficients.ts && biome check --write src/coefficients.ts
"""

from mpmath import bernfrac, cos, digamma, erf, erfc, exp, findroot, linspace, log, lu_solve, matrix, mp, mpf, pi
from mpmath import polyval, rgamma, sqrt, taylor

mp.dps = 80


def split(value):
    """value ~ high + low, both doubles."""
    high = float(value)
    return high, float(value - mpf(high))


def chebyshev_nodes(a, b, count):
    return [(a + b) / 2 + (b - a) / 2 * cos(pi * (2 * k + 1) / (2 * count)) for k in range(count)]


def rational(f, a, b, degree, q=None):
    """P, Q of the same degree (or q), Q(0) = 1, with P/Q = f at the Chebyshev nodes of [a, b]."""
    q = degree if q is None else q
    a, b = mpf(a), mpf(b)
    size = degree + q + 1
    system, values = matrix(size), matrix(size, 1)
    for row, x in enumerate(chebyshev_nodes(a, b, size)):
        values[row] = f(x)
        for j in range(degree + 1):
            system[row, j] = x**j
        for j in range(1, q + 1):
            system[row, degree + j] = -values[row] * x**j
    c = lu_solve(system, values)
    numerator = [float(c[j]) for j in range(degree + 1)]
    denominator = [1.0] + [float(c[degree + j]) for j in range(1, q + 1)]
    return numerator, denominator


def worst(f, a, b, numerator, denominator):
    """Largest relative error with the rounded coefficients, in exact arithmetic."""
    def approximation(x):
        return polyval([mpf(c) for c in numerator[::-1]], x) / polyval([mpf(c) for c in denominator[::-1]], x)
    return max(abs(approximation(x) / f(x) - 1) for x in linspace(mpf(a), mpf(b), 301))


def table(name, comment, numbers):
    print(f"/** {comment} */")
    print(f"export const {name}: readonly number[] = [")
    for number in numbers:
        print(f"  {number!r},".replace("e-0", "e-"))
    print("];\n")


def rational_table(name, comment, f, a, b, degree, q=None):
    numerator, denominator = rational(f, a, b, degree, q)
    error = worst(f, a, b, numerator, denominator)
    print(f"/** {comment} Relative error of the approximation {mp.nstr(error, 2)}. */")
    print(f"export const {name}: Rational = {{")
    for label, numbers in (("numerator", numerator), ("denominator", denominator)):
        print(f"  {label}: [")
        for number in numbers:
            print(f"    {number!r},".replace("e-0", "e-"))
        print("  ],")
    print("};\n")


def constant(name, comment, value):
    print(f"/** {comment} */")
    print(f"export const {name}: number = {value!r};\n".replace("e-0", "e-"))


def split_constant(name, comment, value):
    high, low = split(value)
    print(f"/** {comment} */")
    print(f"export const {name}: HighLow = {{ hi: {high!r}, lo: {low!r} }};\n".replace("e-0", "e-"))


def split_table(name, comment, values):
    print(f"/** {comment} */")
    print(f"export const {name}: readonly HighLow[] = [")
    for value in values:
        high, low = split(value)
        print(f"  {{ hi: {high!r}, lo: {low!r} }},".replace("e-0", "e-"))
    print("];\n")


def erfcx(x):
    return exp(x * x) * erfc(x)


def main():
    tiny = mpf(10) ** -30
    print("// Written by scripts/coefficients.py; lowest degree first.\n")
    print('import type { HighLow } from "./high-low.ts";\n')
    print("/** P(x) / Q(x), coefficients from the lowest degree up. */")
    print("export interface Rational {\n  readonly numerator: readonly number[];\n  readonly denominator: readonly number[];\n}\n")

    numerator, _ = rational(lambda z: erf(sqrt(z)) / sqrt(z) - 1, tiny, 1, 12, 0)
    table("ERF_SMALL", "erf(x) = x + x P(x^2) for |x| <= 1.", numerator)
    rational_table("ERFCX_0_HALF", "(1 - erfcx(x)) / x on [0, 1/2].", lambda x: (1 - erfcx(x)) / x, tiny, 0.5, 5)
    quarter = erfcx(mpf(3) / 4)
    split_constant("ERFCX_THREE_QUARTERS", "erfcx(0.75).", quarter)
    rational_table("ERFCX_HALF_1", "(erfcx(x) - erfcx(0.75)) / (x - 0.75) on [1/2, 1], as a function of x - 0.75.",
                   lambda y: (erfcx(y + 0.75) - quarter) / y, -0.25, 0.25 + tiny, 5)
    middle = mpf(3) / 2 * erfcx(mpf(3) / 2)
    split_constant("ERFCX_MIDDLE", "x erfcx(x) at x = 1.5.", middle)
    rational_table("ERFCX_1_2", "(x erfcx(x) - its value at 1.5) / (x - 1.5) on [1, 2], as a function of x - 1.5.",
                   lambda y: ((y + 1.5) * erfcx(y + 1.5) - middle) / y, -0.5, 0.5 + tiny, 5, 6)
    split_constant("ONE_OVER_SQRT_PI", "1 / sqrt(pi), the limit of x erfcx(x).", 1 / sqrt(pi))
    for name, where, a, b, degree in (("ERFCX_2_4", "[2, 4]", 2, 4, 7), ("ERFCX_TAIL", "[4, Infinity]", 4, mpf(10) ** 15, 6)):
        rational_table(name, f"x^2 (1 / sqrt(pi) - x erfcx(x)) on {where}, as a function of 1 / x^2.",
                       lambda z: (1 / sqrt(pi) - erfcx(1 / sqrt(z)) / sqrt(z)) / z, 1 / mpf(b) ** 2, 1 / mpf(a) ** 2, degree)

    root = findroot(digamma, mpf("1.4616321449683623"))
    split_constant("DIGAMMA_ROOT", "The positive zero of digamma.", root)
    slope = mp.psi(1, root)
    split_constant("DIGAMMA_SLOPE", "The derivative of digamma at its positive zero.", slope)
    rational_table("DIGAMMA_NEAR_ROOT", "(digamma(x) / (x - root) - slope) / (x - root) on [0.5, 2].",
                   lambda x: (digamma(x) / (x - root) - slope) / (x - root), 0.5, 2, 7)
    for name, a, middle, b in (("DIGAMMA_2_4", 2, 2.5, 4), ("DIGAMMA_4_8", 4, 5.5, 8)):
        split_constant(f"{name}_MIDDLE", f"digamma({middle}).", digamma(middle))
        rational_table(name, f"(digamma(x) - digamma({middle})) / (x - {middle}) on [{a}, {b}], as a function of x - {middle}.",
                       lambda y: (digamma(y + middle) - digamma(middle)) / y, a - middle, b - middle + tiny, 6)

    bernoulli = [mpf(bernfrac(2 * k)[0]) / bernfrac(2 * k)[1] for k in range(1, 16)]
    table("BERNOULLI", "The Bernoulli numbers B_2, B_4, ..., B_30.", [float(b) for b in bernoulli])
    table("DIGAMMA_SERIES", "B_2k / (2k), k = 1, 2, ...: digamma(x) = log x - 1/(2x) - sum of these over x^(2k).",
          [float(b / (2 * k)) for k, b in enumerate(bernoulli[:11], 1)])
    table("STIRLING_SERIES", "B_2k / (2k (2k - 1)), k = 1, 2, ...: log gamma(x) = (x - 1/2) log x - x + log(2 pi)/2 + sum of these over x^(2k-1).",
          [float(b / (2 * k * (2 * k - 1))) for k, b in enumerate(bernoulli[:8], 1)])
    split_table("RECIPROCAL_GAMMA", "1/gamma(1 + t) = 1 + sum of these times t^k, k = 1, 2, ... (Wrench 1968).",
                taylor(lambda t: rgamma(1 + t), 0, 36)[1:])
    table("ATANH_SERIES", "2/5, 2/7, ...: 2 atanh(s) = 2s + 2s^3/3 + sum of these times s^(2k+5).",
          [float(mpf(2) / (2 * k + 5)) for k in range(8)])
    table("EXP_SERIES", "1/3!, 1/4!, ...: exp(r) = 1 + r + r^2/2 + sum of these times r^(k+3).",
          [float(1 / mp.factorial(k + 3)) for k in range(9)])
    split_constant("LN2", "log 2.", log(2))
    split_constant("LN_1_5", "log 1.5.", log(mpf(3) / 2))
    split_constant("TWO_THIRDS", "2 / 3.", mpf(2) / 3)
    constant("HALF_LOG_TWO_PI", "log(2 pi) / 2.", float(log(2 * pi) / 2))


main()
