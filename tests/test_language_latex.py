"""LaTeX as input: what textbooks really contain."""

from __future__ import annotations

import pytest

from symdiff.errors import ParseError
from symdiff.language import looks_like_latex, parse, parse_latex
from symdiff.rulebook import standard

from .trees import tree

VOCABULARY = standard().vocabulary


@pytest.mark.parametrize(
    ("text", "same_as"),
    [
        (r"\frac{1}{x+1}", "1/(x+1)"),
        (r"\dfrac{x}{2} + \tfrac12 + \cfrac{1}{3}", "x/2 + 1/2 + 1/3"),
        (r"\frac1x", "1/x"),
        (r"\frac 25x", "2/5 x"),
        (r"\frac18(x^3-5)^8", "1/8 (x^3-5)^8"),
        (r"\frac1{\sqrt{x}}", "1/sqrt(x)"),
        (r"\frac x4", "x/4"),
        (r"\frac\pi2", "pi/2"),
        (r"\frac{\sqrt{x}}4", "sqrt(x)/4"),
        (r"3\frac{1}{x}", "3(1/x)"),
        (r"\sqrt{x}", "sqrt(x)"),
        (r"\sqrt x + \sqrt2", "sqrt(x) + sqrt(2)"),
        (r"\sqrt[3]{x}", "cbrt(x)"),
        (r"\sqrt[3] x", "cbrt(x)"),
        (r"\sqrt[n+1]{x}", "root(x, n+1)"),
        (r"\sin^{2}x", "sin^2 x"),
        (r"\sin^2 2x", "sin^2 (2x)"),
        (r"\csc ^2\left(x\right)", "csc(x)^2"),
        (r"\sin^{-1}x", "asin(x)"),
        (r"\tan^{-1}(2x)", "atan(2x)"),
        (r"\sin x\cos x", "sin(x) cos(x)"),
        (r"\sin 2a\theta", "sin(2a theta)"),
        (r"2\csc x(\csc^{2}x+\cot^{2}x)", "2 csc(x) (csc(x)^2 + cot(x)^2)"),
        (r"\ln te^t", "ln(t) e^t"),
        (r"\ln \frac{x-a}{x+a}", "ln((x-a)/(x+a))"),
        (r"\sin\frac{\pi}{2}x", "sin((pi/2) x)"),
        (r"\sin x\frac{1}{x}", "sin(x) (1/x)"),
        (r"\ln 4\cdot 4^r", "ln(4)*4^r"),
        (r"\ln (2)(2+2t)", "ln(2) (2+2t)"),
        (r"\left(\ln x\right)^2", "(ln(x))^2"),
        (r"\ln^2(x)", "ln(x)^2"),
        (r"\sin{x}y", "sin(x) y"),
        (r"\sin^2{x}", "sin(x)^2"),
        (r"\exp\left(-x\right)", "exp(-x)"),
        (r"\log_{2}x + \log_2(x) + \log x", "log2(x) + log2(x) + ln(x)"),
        (r"\log_b(x)", "log(x, b)"),
        (r"\operatorname{arcsinh} x", "asinh(x)"),
        (r"\operatorname{Si}(x)", "si(x)"),
        (r"\operatorname{J}_{n+1}(x)", "besselj(n+1, x)"),
        (r"\Gamma(x) + \Gamma(a, x)", "gamma(x) + uppergamma(a, x)"),
        (r"e^{-x^2/2}", "e^(-x^2/2)"),
        (r"2e^{x}x", "2 e^x x"),
        (r"e^{xy}", "e^(x y)"),
        (r"axy", "a x y"),
        (r"\mathrm{abc}x", "abc*x"),
        (r"\mathrm{e}^x", "e^x"),
        (r"x_{1} + x_2 + v_{max} + v_{\mathrm{max}}", "x_1 + x_2 + v_max + v_max"),
        (r"\theta_{0}", "theta_0"),
        (r"R_0(1 + at)", "R_0 (1 + a t)"),
        (r"\varepsilon + \epsilon + \varphi\phi", "varepsilon + epsilon + varphi*phi"),
        (r"\left|x\right| + |x-1| + \lvert y\rvert + \vert z\vert", "|x| + |x-1| + |y| + |z|"),
        (r"\ln|x+\sqrt{x^2-1}|", "ln|x+sqrt(x^2-1)|"),
        (r"\ln\left|\frac x4+\frac{\sqrt{x^2-16}}4\right|", "ln|x/4+sqrt(x^2-16)/4|"),
        (r"\big(x+1\big)\Bigl[x-1\Bigr]", "(x+1)(x-1)"),
        (r"\{x+1\}[x-1]", "(x+1)(x-1)"),
        (r"{(1-\cos^3\theta)}^{10}", "(1-cos(theta)^3)^10"),
        (r"(x^2+3)1 + 2^x3^x", "(x^2+3)*1 + 2^x*3^x"),
        (r"a\times b\cdot c\div d", "a*b*c/d"),
        (r"x\,y\;z\!w v~u\ t", "x y z w v u t"),
        (r"\displaystyle x", "x"),
        (r"$x^2$", "x^2"),
        (r"$$x^2$$", "x^2"),
        (r"\(x^2\)", "x^2"),
        (r"\[x^2\]", "x^2"),
        ("x^2 % a comment\n + 1", "x^2 + 1"),
        (r"3\times 10^{-5}", "0.00003"),
        (r"\left\lfloor x\right\rfloor + \lceil x\rceil", "floor(x) + ceil(x)"),
        (r"\binom{n}{k}", "binomial(n, k)"),
        (r"n!", "n!"),
        (r"\max(x, y)", "max(x, y)"),
        (r"f'(x) + f^{\prime\prime}(x) + f^{(4)}(x)", "f'(x) + f''(x) + f''''(x)"),
        (r"\frac{d}{dx}(x^2)", "d/dx (x^2)"),
        (r"\frac{d}{dx}\left[x^2\sin x\right]", "d/dx (x^2 sin x)"),
        (r"\frac{d}{dx} x^2 + 1", "d/dx x^2 + 1"),
        (r"\frac d{dx} x^2", "d/dx x^2"),
        (r"\frac{\mathrm d}{\mathrm dx} x^2", "d/dx x^2"),
        (r"\frac{\mathrm{d}}{\mathrm{d}x} x^2", "d/dx x^2"),
        (r"\frac{\mathrm{d}y}{\mathrm{d}t}", "dy/dt"),
        (r"\frac{d^2}{dx^2}(x^3)", "d^2/dx^2 (x^3)"),
        (r"\frac{d^{2}y}{dx^{2}}", "d^2y/dx^2"),
        (r"\frac{dy}{dx} + dy/dx", "dy/dx + dy/dx"),
        (r"\frac{d(x^2)}{dx} + \frac{d f(x)}{dx}", "d/dx (x^2) + d/dx (f(x))"),
        (r"\frac{\partial}{\partial x}(x y)", "∂/∂x (x y)"),
        (r"\frac{\partial^2}{\partial x\,\partial y}(x y)", "∂²/∂x∂y (x y)"),
        (r"\partial_{1} f\left(x, y\right)", "D_1 f(x, y)"),
        (r"\begin{cases} x & x<0 \\ x^2 & \text{otherwise} \end{cases}", "piecewise(x<0, x, x^2)"),
        (
            r"\begin{cases} x, & \text{if } x<0, \\ x^2, & x\ge 0 \text{ and } x \le 1 \end{cases}",
            "piecewise(x<0, x, x>=0 and x<=1, x^2)",
        ),
        (r"\left\{\begin{array}{ll} 1 & x \ne 0 \\ 0 & \text{else} \end{array}\right.", "piecewise(x != 0, 1, 0)"),
        (r"\frac{1}{x} \quad \text{where } x > 0", "1/x where x > 0"),
    ],
)
def test_latex_means_the_same_as_text(text: str, same_as: str) -> None:
    assert tree(parse_latex(text, VOCABULARY)) == tree(parse(same_as, VOCABULARY))


@pytest.mark.parametrize(
    ("text", "is_latex"),
    [
        (r"\frac{1}{x}", True),
        (r"\alpha x", True),
        ("x^{2}", True),
        ("x_{1}", True),
        ("x^2", False),
        ("x_1 + {x}", False),
        ("$x", False),
        ("x \\ y", False),
    ],
)
def test_only_the_unmistakable_looks_like_latex(text: str, is_latex: bool) -> None:
    assert looks_like_latex(text) is is_latex


@pytest.mark.parametrize("text", [r"\infty", r"\lim_{x\to 0} x", r"\sum x", r"x \pm 1", r"\vec x", r"f \circ g"])
def test_commands_that_are_not_read_are_refused_by_name(text: str) -> None:
    with pytest.raises(ParseError) as caught:
        parse_latex(text, VOCABULARY)
    assert "\\" in caught.value.message
