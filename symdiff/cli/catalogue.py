"""The commands: what `--help` says of each, and where its options and its work are.

Options and work are named, and imported for the command that is asked for: `symdiff --help` loads none of them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Command:
    """One command.

    Attributes:
        summary: what it answers.
        examples: commands that can be typed.
        options: what adds its options to a parser: functions of `options.py`, or `module.function`.
        run: what runs it, and returns the exit status: `module.function`.
        short: its options of one letter.
    """

    summary: str
    examples: tuple[str, ...]
    options: tuple[str, ...]
    run: str
    short: tuple[str, ...] = ()


COMMANDS = {
    "diff": Command(
        "the derivative of a formula",
        (
            "symdiff diff 'x^2 sin(3x)'",
            "symdiff diff 'a t^2' --var t --order 2",
            "symdiff diff 'ln(x)/x' --at x=1 --check",
            "symdiff diff '\\frac{x}{\\sqrt{1+x^2}}' --format latex",
            "symdiff diff 'x^T A x' --var x --shape 'A: n x n' --shape 'x: n'",
            "symdiff diff - < formulas.txt",
        ),
        ("formulas", "variable", "order", "at", "check", "notation", "steps", "shapes", "output"),
        "commands.differentiate",
    ),
    "simplify": Command(
        "the simplest form of a formula",
        ("symdiff simplify '(x^2-1)/(x-1)'", "symdiff diff 'ln(x)/x' --order 2 | symdiff simplify -"),
        ("formulas", "notation", "output", "words"),
        "commands.simplify",
    ),
    "eval": Command(
        "the value of a formula at a point",
        ("symdiff eval 'x^2/3' --at x=2", "symdiff eval 'sin(pi/3)' --digits 30", "symdiff eval 'ln(-1)' --complex"),
        ("formulas", "at", "output", "words"),
        "commands.evaluate",
    ),
    "check": Command(
        "whether the second formula is the derivative of the first",
        ("symdiff check 'sin(x)^2' 'sin(2x)'", "symdiff check 'a t^3' '3a t^2' --var t"),
        ("claim", "variable", "order", "output", "words"),
        "commands.check",
    ),
    "gradient": Command(
        "all the partial derivatives of a formula",
        ("symdiff gradient 'x^2 y + sin(y)'", "symdiff gradient 'a x + b y' --var x,y --at a=1,b=2,x=3,y=4"),
        ("formulas", "variables", "at", "notation", "output", "words"),
        "commands.gradient",
    ),
    "steps": Command(
        "how a derivative is found, step by step",
        (
            "symdiff steps 'x^2 sin(3x)'",
            "symdiff steps 'x^x' --method logarithmic --lang zh",
            "symdiff steps 'x^2 + y^2 = 1' --implicit y",
            "symdiff steps 'sin(x)' --from-definition",
            "symdiff steps 'e^(x^2)' --why -o steps.html",
            "symdiff steps '||A x - b||^2' --var x --shape 'A: m x n' --shape 'x: n' --shape 'b: m'",
        ),
        ("formulas", "variable", "order", "tutoring.step_options", "shapes", "words"),
        "tutoring.steps",
        ("-o",),
    ),
    "limit": Command(
        "difference quotients at a point for ever smaller h",
        ("symdiff limit 'x^2' --at 1", "symdiff limit 'sin(x)' --at pi/3 --plot secants.svg"),
        ("formulas", "variable", "tutoring.limit_options", "words"),
        "tutoring.limit",
    ),
    "plot": Command(
        "graphs of functions, on the terminal or as a file",
        (
            "symdiff plot 'x^3 - 3x' --derivative",
            "symdiff plot '3x^2 - 4x' --range -1,3 --tangent 1 -o tangent.svg",
            "symdiff plot 'tan(x)' '1/x'",
            "symdiff plot 'x^2 - y^2' -o contour.png",
        ),
        ("formulas", "variable", "plotting.plot_options", "words"),
        "plotting.plot",
        ("-o",),
    ),
    "rules": Command(
        "the rules of differentiation and the known functions",
        ("symdiff rules", "symdiff rules product sec"),
        ("rule_names",),
        "commands.rules",
    ),
    "exercises": Command(
        "a sheet of exercises, with keys, worked solutions and wrong answers",
        (
            "symdiff exercises list",
            "symdiff exercises --topic chain --level 3 --count 20 --seed 7 --title 'Quiz 2' -o quiz.pdf",
            "symdiff exercises --topic product,quotient --answers worked",
            "symdiff exercises --plan test.toml --format latex -o test.tex",
        ),
        ("practice.exercise_options",),
        "practice.exercises",
        ("-o",),
    ),
    "grade": Command(
        "whether an answer is right, and what went wrong",
        (
            "symdiff grade 'sin(x^2)' 'cos(x^2)'",
            "symdiff grade --file answers.csv",
            "symdiff grade --file answers.csv --topic chain --level 3 --count 20 --seed 7 --plot class.svg",
            "symdiff grade --file answers.csv --points 2,2,3 --format html -o report.html",
        ),
        ("practice.grade_options",),
        "practice.grade",
        ("-o",),
    ),
    "repl": Command("an interactive session", ("symdiff", "symdiff repl < session.txt"), (), "commands.repl"),
}
