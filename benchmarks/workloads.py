"""What is measured. Every formula is given as symdiff's text; each peer gets it in its own form, untimed."""

from __future__ import annotations

from dataclasses import dataclass

TEXTBOOK = (
    "3*x^4 - 5*x^2 + 7*x - 2",
    "(3*x - 4)^12",
    "x^3*cos(x)",
    "x*exp(-x)*cos(x)",
    "(x^2 + 3)*(x^3 + 2*x)*(5 - x)",
    "sin(x)*cos(2*x)*tan(x/2)",
    "(2*x + 1)/(x^2 + 1)",
    "(x^3 - 1)/(x^3 + 1)",
    "cos(x)/x^2",
    "exp(2*x)/(1 + exp(x))",
    "sqrt(x)/(x + 1)",
    "x^(2/3) - 4*x^(-1/2)",
    "sqrt(4 - x^2)",
    "sqrt(1 + sqrt(1 + x))",
    "exp(-x^2/2)",
    "exp(sin(3*x))",
    "5^x*x^3",
    "x^x",
    "cos(x)^x",
    "ln(x^2 + x + 1)",
    "ln(ln(x))",
    "ln((2 + x)/(2 - x))",
    "x*ln(x) - x",
    "sin(x)^3",
    "tan(x)^2 + tan(x)",
    "sin(cos(x^2))",
    "atan(2*x)/x",
    "asin(x)*sqrt(1 - x^2)",
    "sinh(x)*tanh(x)",
    "(x + 2)^3*(x - 5)^4/(x^2 + 9)^2",
)

FORMULA = (
    "2*x^5 - 3*x^3*cos(x)^2 + exp(-x^2/8)*sin(4*x + 1)/(2 + x^2) - ln(x^2 + 9)*sqrt(x + 5)"
    " + (x - 2)*(x + 3)*(x - 5)/(x^2 + 2*x + 7) + tan(x/3)*atan(5*x) - 4.75*x*exp(cos(x)) + 3^x"
)


@dataclass(frozen=True)
class Workload:
    """One row of the table.

    Attributes:
        title: the row's name.
        operation: the method of a peer that is timed.
        formulas: the time of several is their geometric mean.
        order: which derivative.
        variables: of a gradient or a Hessian.
    """

    title: str
    operation: str
    formulas: tuple[str, ...]
    order: int = 1
    variables: tuple[str, ...] = ("x",)


def nested(depth: int) -> str:
    """sin(cos(sin(...x))): one function in another, depth times."""
    return "".join(("sin(", "cos(")[i % 2] for i in range(depth)) + "x" + ")" * depth


def product(factors: int) -> str:
    """(x + 1)*(x + 2)*..."""
    return "*".join(f"(x+{i})" for i in range(1, factors + 1))


def polynomial(terms: int) -> str:
    """A sum of many terms."""
    return " + ".join(f"{7 * i % 97 + 1}*x^{i}" for i in range(terms))


def powers(terms: int) -> str:
    """A sum of many terms that are short to write."""
    return "+".join(f"x^{i}" for i in range(terms))


def names(count: int) -> tuple[str, ...]:
    """x1, x2, ..."""
    return tuple(f"x{i}" for i in range(1, count + 1))


def speelpenning(count: int) -> str:
    """x1*x2*...: each of its partial derivatives is a product of all the others."""
    return "*".join(names(count))


def rosenbrock(count: int) -> str:
    """Rosenbrock's valley in many dimensions."""
    return " + ".join(f"100*(x{i + 1} - x{i}^2)^2 + (1 - x{i})^2" for i in range(1, count))


WORKLOADS = {
    "parse": Workload("parse a formula of 200 characters", "parse", (FORMULA,)),
    "parse-long": Workload("parse a sum of 10,000 terms", "parse", (polynomial(10_000),)),
    "textbook": Workload("derivative of 30 textbook functions (geometric mean)", "differentiate", TEXTBOOK),
    "nested": Workload("derivative of 1,000 nested functions", "differentiate", (nested(1000),)),
    "product": Workload("derivative of a product of 1,000 factors", "differentiate", (product(1000),)),
    "order": Workload("20th derivative of exp(x^2)*sin(x)", "differentiate", ("exp(x^2)*sin(x)",), order=20),
    "gradient": Workload("gradient of x1*x2*...*x1000", "gradient", (speelpenning(1000),), variables=names(1000)),
    "rosenbrock": Workload(
        "gradient of Rosenbrock's function, n = 1,000", "gradient", (rosenbrock(1000),), variables=names(1000)
    ),
    "hessian": Workload("Hessian of Rosenbrock's function, n = 50", "hessian", (rosenbrock(50),), variables=names(50)),
}
SIZES = (1_000, 10_000, 100_000)
