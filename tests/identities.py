"""True identities and false ones that look true, a line each, by kind: what verdicts are measured by."""

from __future__ import annotations

TRUE = {
    "trigonometric": """
        sin(x)^2 + cos(x)^2 == 1
        tan(x)^2 + 1 == sec(x)^2
        sin(3x) == 3sin(x) - 4sin(x)^3
        cos(4x) == 8cos(x)^4 - 8cos(x)^2 + 1
        tan(2x) == 2tan(x)/(1 - tan(x)^2)
        tan(x/2) == (1 - cos(x))/sin(x)
        tan(x/2) == sin(x)/(1 + cos(x))
        sin(x) == 2tan(x/2)/(1 + tan(x/2)^2)
        cot(x) - tan(x) == 2cot(2x)
        sin(x)*sin(y) == (cos(x - y) - cos(x + y))/2
        sin(x + y)*sin(x - y) == sin(x)^2 - sin(y)^2
        cos(x)^2 - sin(y)^2 == cos(x + y)*cos(x - y)
        sin(x) + sin(y) == 2sin((x + y)/2)*cos((x - y)/2)
        tan(x + y) == (tan(x) + tan(y))/(1 - tan(x)*tan(y))
        sin(x)^4 + cos(x)^4 == 1 - sin(2x)^2/2
        sin(x)^6 + cos(x)^6 == 1 - 3sin(x)^2*cos(x)^2
        csc(2x) == sec(x)*csc(x)/2
        sin(x + pi/3) - sin(pi/3 - x) == sin(x)
        cos(pi/3 + x) + cos(pi/3 - x) == cos(x)
        sin(pi - x) == sin(x)
        tan(x + pi) == tan(x)
        cos(x + 2pi) == cos(x)
        tan(pi/4 + x) == (1 + tan(x))/(1 - tan(x))
        sin(x)*sin(pi/3 - x)*sin(pi/3 + x) == sin(3x)/4
        abs(sin(x)) == sqrt(1 - cos(x)^2)
        sqrt((1 - cos(x))/2) == abs(sin(x/2))
        sqrt(1 + sin(2x)) == abs(sin(x) + cos(x))
        (1 + sin(x))/cos(x) == cos(x)/(1 - sin(x))
        sec(x)^4 - tan(x)^4 == 1 + 2tan(x)^2
        sin(5x) == 16sin(x)^5 - 20sin(x)^3 + 5sin(x)
        sinc(x)*x == sin(x)
        sin(x)*cos(2x) + cos(x)*sin(2x) == sin(3x)
        """,
    "exact values": """
        sin(pi/12) == (sqrt(6) - sqrt(2))/4
        cos(pi/12) == (sqrt(6) + sqrt(2))/4
        tan(pi/12) == 2 - sqrt(3)
        tan(pi/8) == sqrt(2) - 1
        cos(pi/5) == (1 + sqrt(5))/4
        sin(pi/10) == (sqrt(5) - 1)/4
        cos(pi/5) - cos(2pi/5) == 1/2
        cos(pi/7) - cos(2pi/7) + cos(3pi/7) == 1/2
        sin(pi/8) == sqrt(2 - sqrt(2))/2
        4atan(1) == pi
        atan(1/2) + atan(1/3) == pi/4
        4atan(1/5) - atan(1/239) == pi/4
        atan(1) + atan(2) + atan(3) == pi
        asin(1/2) == pi/6
        acos(-1) == pi
        acos(1/2) == pi/3
        atan(sqrt(3)) == pi/3
        asin(sqrt(2)/2) == pi/4
        acos(-sqrt(3)/2) == 5pi/6
        2atan(1/3) + atan(1/7) == pi/4
        asin(3/5) + acos(3/5) == pi/2
        asin(3/5) == atan(3/4)
        acot(1) == pi/4
        asec(2) == pi/3
        acsc(2) == pi/6
        ln(e^3) == 3
        ln(sqrt(e)) == 1/2
        log(8, 2) == 3
        log10(1000) == 3
        log2(1/8) == -3
        log(27, 9) == 3/2
        log(2, 3)*log(3, 2) == 1
        log10(2) + log10(5) == 1
        e^(ln(5)) == 5
        gamma(1/2) == sqrt(pi)
        gamma(5/2) == 3sqrt(pi)/4
        gamma(-1/2) == -2sqrt(pi)
        5! == 120
        binomial(10, 3) == 120
        (1/2)! == sqrt(pi)/2
        beta(1/2, 1/2) == pi
        zeta(2) == pi^2/6
        erf(0) == 0
        lambertw(e) == 1
        lambertw(0) == 0
        sinh(ln(2)) == 3/4
        acosh(1) == 0
        asinh(3/4) == ln(2)
        atanh(1/2) == ln(3)/2
        atan2(1, 1) == pi/4
        hypot(3, 4) == 5
        dilog(1) == pi^2/6
        abs(1 - sqrt(2)) == sqrt(2) - 1
        floor(pi) == 3
        ceil(e) == 3
        floor(-5/2) == -3
        sign(pi - 3) == 1
        max(e, pi) == pi
        min(sqrt(2), 3/2) == sqrt(2)
        si(0) == 0
        """,
    "inverse trigonometric": """
        sin(asin(x)) == x
        cos(acos(x)) == x
        tan(atan(x)) == x
        sin(acos(x)) == sqrt(1 - x^2)
        cos(asin(x)) == sqrt(1 - x^2)
        cos(atan(x)) == 1/sqrt(1 + x^2)
        sin(atan(x)) == x/sqrt(1 + x^2)
        tan(asin(x)) == x/sqrt(1 - x^2)
        tan(acos(x)) == sqrt(1 - x^2)/x
        sec(atan(x)) == sqrt(1 + x^2)
        sec(asec(x)) == x
        csc(acsc(x)) == x
        cot(acot(x)) == x
        tan(acot(x)) == 1/x
        sin(2asin(x)) == 2x*sqrt(1 - x^2)
        cos(2acos(x)) == 2x^2 - 1
        cos(3acos(x)) == 4x^3 - 3x
        sin(2atan(x)) == 2x/(1 + x^2)
        tan(2atan(x)) == 2x/(1 - x^2)
        asin(x) + acos(x) == pi/2
        acos(-x) == pi - acos(x)
        atan(x) + acot(x) == pi/2
        asec(x) == acos(1/x)
        asec(x) + acsc(x) == pi/2
        atan(-x) == -atan(x)
        asin(x) == atan(x/sqrt(1 - x^2))
        atan(x) == asin(x/sqrt(1 + x^2))
        abs(atan(1/x)) + atan(abs(x)) == pi/2
        atan(1/x) + atan(x) == pi/2*sign(x)
        cos(asin(x) + asin(y)) == sqrt(1 - x^2)*sqrt(1 - y^2) - x*y
        sin(acos(x) + acos(y)) == y*sqrt(1 - x^2) + x*sqrt(1 - y^2)
        tan(atan(x) + atan(y)) == (x + y)/(1 - x*y)
        cos(atan2(y, x)) == x/sqrt(x^2 + y^2)
        sin(atan2(y, x)) == y/sqrt(x^2 + y^2)
        tan(atan2(y, x)) == y/x
        sin(asec(x)) == sqrt(1 - 1/x^2)
        tan(asec(x))^2 == x^2 - 1
        asin(sin(x))^2 == asin(sin(-x))^2
        atan(tan(asin(x))) == asin(x)
        asin(sin(atan(x))) == atan(x)
        """,
    "hyperbolic": """
        cosh(x)^2 - sinh(x)^2 == 1
        sinh(2x) == 2sinh(x)*cosh(x)
        cosh(2x) == 2cosh(x)^2 - 1
        tanh(x)^2 + sech(x)^2 == 1
        coth(x)^2 - csch(x)^2 == 1
        tanh(2x) == 2tanh(x)/(1 + tanh(x)^2)
        sinh(3x) == 3sinh(x) + 4sinh(x)^3
        sinh(x + y) == sinh(x)*cosh(y) + cosh(x)*sinh(y)
        e^x == cosh(x) + sinh(x)
        tanh(x/2) == (cosh(x) - 1)/sinh(x)
        (cosh(x) + sinh(x))^5 == cosh(5x) + sinh(5x)
        sinh(asinh(x)) == x
        cosh(acosh(x)) == x
        tanh(atanh(x)) == x
        sinh(acosh(x)) == sqrt(x^2 - 1)
        cosh(asinh(x)) == sqrt(x^2 + 1)
        asinh(x) == ln(x + sqrt(x^2 + 1))
        acosh(x) == ln(x + sqrt(x^2 - 1))
        atanh(x) == ln((1 + x)/(1 - x))/2
        acoth(x) == ln((x + 1)/(x - 1))/2
        asech(x) == ln((1 + sqrt(1 - x^2))/x)
        acsch(x) == ln(1/x + sqrt(1 + 1/x^2))
        asinh(sinh(x)) == x
        atanh(tanh(x)) == x
        acosh(cosh(x)) == abs(x)
        atanh(sin(x)) == asinh(tan(x))*sign(cos(x))
        2atanh(tan(x/2)) == ln((1 + tan(x/2))/(1 - tan(x/2)))
        asinh(x) == -asinh(-x)
        sech(asech(x)) == x
        coth(acoth(x)) == x
        acosh(2x^2 - 1) == 2acosh(abs(x))
        sigmoid(x) == (1 + tanh(x/2))/2
        sigmoid(-x) == 1 - sigmoid(x)
        softplus(x) - softplus(-x) == x
        """,
    "logarithms and exponentials": """
        ln(e^x) == x
        e^(ln(x)) == x
        ln(x*y) == ln(x) + ln(y)
        ln(x/y) == ln(x) - ln(y)
        ln(x^3) == 3ln(x)
        ln(x^2) == 2ln(abs(x))
        ln(sqrt(x)) == ln(x)/2
        ln(1/x) == -ln(x)
        log(x, 2) == ln(x)/ln(2)
        log10(x) == log(x, 10)
        log(x, y)*log(y, x) == 1
        log(x, 4) == log(x, 2)/2
        log(x^y, x) == y
        x^(1/ln(x)) == e
        e^(x*ln(2)) == 2^x
        4^x == 2^(2x)
        2^x*3^x == 6^x
        6^x/3^x == 2^x
        (1/2)^x == 2^(-x)
        e^(x + y) == e^x*e^y
        (e^x)^3 == e^(3x)
        (e^x)^y == e^(x*y)
        x^ln(y) == y^ln(x)
        a^(x + 2) == a^2*a^x
        ln(x^2 - 1) - ln(abs(x - 1)) == ln(abs(x + 1))
        ln(abs(x)^3) == 3ln(abs(x))
        e^(2ln(x)) == x^2
        e^(-ln(x)) == 1/x
        10^log10(x) == x
        2^log2(x) == x
        ln(2x) == ln(2) + ln(x)
        ln(x + sqrt(x^2 - 1)) + ln(x - sqrt(x^2 - 1)) == 0
        ln(sec(x) + tan(x)) == -ln(sec(x) - tan(x))
        ln((1 + e^x)/(1 + e^(-x))) == x
        ln(e^x + e^(2x)) == x + ln(1 + e^x)
        2^(x + 3) == 8*2^x
        8^(x/3) == 2^x
        sqrt(e^x) == e^(x/2)
        exp(2x)/exp(x) == exp(x)
        lambertw(x)*exp(lambertw(x)) == x
        lambertw(x*e^x) == x where x > 0
        e^lambertw(x) == x/lambertw(x)
        """,
    "powers": """
        (2x)^y == 2^y*x^y
        (x*y)^z == x^z*y^z
        (x^2)^y == abs(x)^(2y)
        x^a*x^b == x^(a + b)
        x^a/x^b == x^(a - b)
        (x^a)^2 == x^(2a)
        x^(-a) == 1/x^a
        x^(a*2)/x^a == x^a
        (x/3)^y == x^y/3^y
        x^(3/2) == x*sqrt(x)
        x^(2/3) == cbrt(x)^2
        x^x*x == x^(x + 1)
        (4x^2)^(1/2) == 2abs(x)
        (x^3)^(1/3) == x
        (8x)^(1/3) == 2x^(1/3)
        (x^4)^(1/4) == abs(x)
        (x + 1)^(5/2) == (x + 1)^2*sqrt(x + 1)
        x^1.5 == sqrt(x)^3
        (x^(1/3))^(1/2) == x^(1/6)
        (-x)^4 == x^4
        (-x)^(2/3)*x^0 == abs(x)^(2/3)
        (x^(-2))^(-1/2) == abs(x)
        1/x^(-y) == x^y
        x^(y^2)*x^(-y^2) == 1
        (sqrt(x))^(2y) == x^y
        """,
    "roots": """
        sqrt(x^2) == abs(x)
        sqrt(x)^2 == x
        sqrt(x)*sqrt(y) == sqrt(x*y)
        sqrt(x/y) == sqrt(x)/sqrt(y)
        sqrt(3 + 2sqrt(2)) == 1 + sqrt(2)
        sqrt(5 - 2sqrt(6)) == sqrt(3) - sqrt(2)
        sqrt(7 + 4sqrt(3)) == 2 + sqrt(3)
        sqrt(2 + sqrt(3)) == (sqrt(6) + sqrt(2))/2
        sqrt(3 + sqrt(5)) == (sqrt(10) + sqrt(2))/2
        sqrt(4 - 2sqrt(3)) == sqrt(3) - 1
        cbrt(2 + sqrt(5)) == (1 + sqrt(5))/2
        cbrt(7 + 5sqrt(2)) == 1 + sqrt(2)
        cbrt(10 + 6sqrt(3)) == 1 + sqrt(3)
        cbrt(2 + sqrt(5)) + cbrt(2 - sqrt(5)) == 1
        sqrt(2 + sqrt(3)) + sqrt(2 - sqrt(3)) == sqrt(6)
        sqrt(9 + 4sqrt(2 + 0*x)) == 1 + 2sqrt(2)
        sqrt(x + 2sqrt(x - 1)) == 1 + sqrt(x - 1)
        sqrt(x + 1 - 2sqrt(x)) == abs(sqrt(x) - 1)
        sqrt(2x + 2sqrt(x^2 - 1)) == sqrt(x + 1) + sqrt(x - 1)
        1/(sqrt(x + 1) - sqrt(x)) == sqrt(x + 1) + sqrt(x)
        1/(cbrt(2) - 1) == 1 + cbrt(2) + cbrt(4)
        (sqrt(x) - sqrt(y))*(sqrt(x) + sqrt(y)) == x - y
        (x - 1)/(sqrt(x) - 1) == sqrt(x) + 1
        cbrt(x^3) == x
        cbrt(-x) == -cbrt(x)
        cbrt(x)*cbrt(y) == cbrt(x*y)
        root(x, 5)^5 == x
        root(x, 4) == sqrt(sqrt(x))
        root(-x, 3) == -cbrt(x)
        sqrt(sqrt(x)) == x^(1/4)
        cbrt(sqrt(x)) == x^(1/6)
        sqrt(x^2 + 2x + 1) == abs(x + 1)
        sqrt(x^2*y^2) == abs(x*y)
        sqrt(12) + sqrt(27) == 5sqrt(3)
        sqrt(8x^2) == 2sqrt(2)*abs(x)
        sqrt(x^4 + 2x^2 + 1) == x^2 + 1
        sqrt(e^(2x) + 2 + e^(-2x)) == e^x + e^(-x)
        sqrt(x^2 + x^4) == abs(x)*sqrt(1 + x^2)
        sqrt(1/x) == 1/sqrt(x)
        sqrt(cosh(x)^2 - 1) == abs(sinh(x))
        hypot(x, y)^2 == x^2 + y^2
        hypot(x, x) == sqrt(2)*abs(x)
        sqrt(x + sqrt(x^2 - y^2))*sqrt(x - sqrt(x^2 - y^2)) == abs(y)
        """,
    "sizes, signs and steps": """
        abs(x)^2 == x^2
        abs(x*y) == abs(x)*abs(y)
        abs(-x) == abs(x)
        abs(abs(x)) == abs(x)
        abs(x)*sign(x) == x
        x*sign(x) == abs(x)
        x/abs(x) == sign(x)
        abs(x)/x == sign(x)
        sign(x*y) == sign(x)*sign(y)
        sign(-x) == -sign(x)
        sign(x)^3 == sign(x)
        sign(sign(x)) == sign(x)
        sign(abs(x)) == sign(x)^2
        sign(x^3) == sign(x)
        sign(2x) == sign(x)
        sign(e^x) == 1
        sign(1/x) == sign(x)
        abs(sign(x)) == sign(x)^2
        abs(e^x) == e^x
        abs(x^2 + 1) == x^2 + 1
        abs(x^3) == x^2*abs(x)
        max(x, y) == (x + y + abs(x - y))/2
        max(x, y) + min(x, y) == x + y
        max(x, y)*min(x, y) == x*y
        max(x, -x) == abs(x)
        max(x, 0) - max(-x, 0) == x
        min(x, y) == -max(-x, -y)
        max(x + z, y + z) == max(x, y) + z
        max(2x, 2y) == 2max(x, y)
        max(max(x, y), z) == max(x, max(y, z))
        max(x, min(x, y)) == x
        max(x, x) == x
        min(x, max(x, y)) == x
        max(e^x, e^y) == e^max(x, y)
        max(x, y) - min(x, y) == abs(x - y)
        floor(x + 1) == floor(x) + 1
        floor(x - 3) == floor(x) - 3
        floor(-x) == -ceil(x)
        ceil(x) == -floor(-x)
        ceil(x + 2) == ceil(x) + 2
        floor(floor(x)) == floor(x)
        floor(ceil(x)) == ceil(x)
        floor(x + floor(y)) == floor(x) + floor(y)
        floor(2x) == floor(x) + floor(x + 1/2)
        heaviside(x) + heaviside(-x) == 1 where x != 0
        sign(x) == 2heaviside(x) - 1 where x != 0
        abs(x) == x*(2heaviside(x) - 1)
        abs(x - y) == abs(y - x)
        abs(x)^3*sign(x) == x^3
        sqrt(x)*sign(x) == sqrt(x)
        abs(x/y) == abs(x)/abs(y)
        abs(x + abs(x)) == x + abs(x)
        (abs(x) + x)*(abs(x) - x) == 0
        abs(sin(x))^2 == sin(x)^2
        min(x, y)^2 + max(x, y)^2 == x^2 + y^2
        """,
    "piecewise": """
        piecewise(x > 0, x, -x) == abs(x)
        piecewise(x >= 0, x, -x) == abs(x)
        piecewise(x < 0, -1, x > 0, 1, 0) == sign(x)
        piecewise(x < y, x, y) == min(x, y)
        piecewise(x > 0, x, 0) == max(x, 0)
        piecewise(x > 0, sin(x), -sin(x)) == sin(abs(x))
        piecewise(x > 1, x^2, x) - x == piecewise(x > 1, x^2 - x, 0)
        2piecewise(x > 0, x, x^2) == piecewise(x > 0, 2x, 2x^2)
        piecewise(x < 1, (x + 1)^2, 4) == piecewise(x < 1, x^2 + 2x + 1, 4)
        piecewise(x > 0, x, -x)^2 == x^2
        piecewise(x > 0, 1, 1) == 1
        piecewise(x != 0, sin(x)/x, 1) == sinc(x)
        piecewise(x < 0, 0, 1)*x == max(x, 0)
        piecewise(x < 0, -x, x < 1, x^2, x) == piecewise(x >= 1, x, x >= 0, x^2, -x)
        piecewise(x > 0, ln(x), ln(-x)) == ln(abs(x))
        """,
    "gamma": """
        gamma(x + 1) == x*gamma(x)
        gamma(x + 3) == x*(x + 1)*(x + 2)*gamma(x)
        x! == x*(x - 1)!
        (x + 1)!/x! == x + 1
        gamma(x + 1) == x!
        gamma(x)*gamma(1 - x) == pi/sin(pi*x)
        binomial(x, 2) == x*(x - 1)/2
        binomial(n, k) == binomial(n, n - k)
        binomial(n + 1, k) == binomial(n, k) + binomial(n, k - 1)
        binomial(n, k)*k == n*binomial(n - 1, k - 1)
        beta(x, y) == beta(y, x)
        beta(x, y) == gamma(x)*gamma(y)/gamma(x + y)
        beta(x + 1, y) + beta(x, y + 1) == beta(x, y)
        lngamma(x + 1) == lngamma(x) + ln(x)
        e^lngamma(x) == gamma(x) where x > 0
        digamma(x + 1) == digamma(x) + 1/x
        digamma(1 - x) - digamma(x) == pi*cot(pi*x)
        polygamma(1, x + 1) == polygamma(1, x) - 1/x^2
        gamma(2x) == 2^(2x - 1)*gamma(x)*gamma(x + 1/2)/sqrt(pi)
        gamma(x + 1/2)/gamma(x - 1/2) == x - 1/2
        beta(x, 1) == 1/x
        """,
    "special functions": """
        erf(-x) == -erf(x)
        erf(x) + erfc(x) == 1
        erfc(-x) == 2 - erfc(x)
        dilog(x) == polylog(2, x)
        besselj(1, x) == x*(besselj(0, x) + besselj(2, x))/2
        besselj(-1, x) == -besselj(1, x)
        uppergamma(2, x) == uppergamma(1, x) + x*e^(-x)
        uppergamma(1, x) == e^(-x)
        lowergamma(a, x) + uppergamma(a, x) == gamma(a)
        expint(2, x) == e^(-x) - x*expint(1, x)
        expint(1, x) == e1(x)
        li(x) == ei(ln(x))
        si(-x) == -si(x)
        fresnels(-x) == -fresnels(x)
        polylog(1, x) == -ln(1 - x)
        polylog(0, x) == x/(1 - x)
        hyp1f1(a, a, x) == e^x
        hyp2f1(1, 1, 2, x)*x == -ln(1 - x)
        elliptick(0) == pi/2
        ellipticf(x, 0) == x
        elliptice(x, 0) == x
        zeta(2, x) == zeta(2, x + 1) + 1/x^2
        zeta(2, x) == polygamma(1, x)
        airyaiprime(x)^2 - airyaiprime(x)^2 == 0
        chi(x) + shi(x) == ei(x)
        """,
    "algebra": """
        (x + 1)^3 == x^3 + 3x^2 + 3x + 1
        1/(x - 1) - 1/(x + 1) == 2/(x^2 - 1)
        (x^3 - y^3)/(x - y) == x^2 + x*y + y^2
        x/(1 + 1/x) == x^2/(x + 1)
        1/(1 + 1/(1 + 1/x)) == (x + 1)/(2x + 1)
        (x^4 + 4)/(x^2 + 2x + 2) == x^2 - 2x + 2
        (a^2 + b^2)*(c^2 + d^2) == (a*c - b*d)^2 + (a*d + b*c)^2
        x^3 + y^3 + z^3 - 3x*y*z == (x + y + z)*(x^2 + y^2 + z^2 - x*y - y*z - z*x)
        (x^6 - 1)/(x^2 - 1) == x^4 + x^2 + 1
        a/((a - b)*(a - c)) + b/((b - a)*(b - c)) + c/((c - a)*(c - b)) == 0
        x^(-1) + y^(-1) == (x + y)/(x*y)
        f(x)*g(x) + g(x)*f(x) == 2f(x)*g(x)
        """,
}

FALSE = {
    "on one side only": """
        sqrt(x^2) == x
        abs(x) == x
        ln(x^2) == 2ln(abs(x)) + x - abs(x)
        x + abs(x) == 2x
        sqrt(x^2 + 2x + 1) == x + 1
        (x^4)^(1/4) == x
        abs(x^3) == x^3
        atan(x) + atan(1/x) == pi/2
        acos(cos(x)) == x
        asin(sin(x)) == x
        atan(tan(x)) == x
        acosh(cosh(x)) == x
        max(x, 0) == x
        min(x, 0) == 0
        sign(x) == 1
        heaviside(x) == 1
        abs(x - 5) == x - 5
        abs(x - 5) == 5 - x
        sqrt((x - 7)^2) == 7 - x
        floor(abs(x)) == abs(floor(x))
        atan2(x, y) == atan(x/y)
        (x^2)^(3/2) == x^3
        piecewise(x > 0, x, x^2) == x
        piecewise(x > 3, x, 3) == x
        sqrt(sin(x)^2) == sin(x)
        x/abs(x) == 1
        abs(sinh(x)) == sinh(x)
        sqrt(x^2*y) == x*sqrt(y)
        abs(x*y) == x*abs(y)
        max(x, y) == x
        (x^2)^(1/2)*x == x^2
        2atan(x) == atan(2x/(1 - x^2))
        atan(x) + atan(y) == atan((x + y)/(1 - x*y))
        2acos(x) == acos(2x^2 - 1)
        asin(2x*sqrt(1 - x^2)) == 2asin(x)
        ln(abs(x)) == ln(sqrt(x^2)) + heaviside(-x)
        """,
    "far out": """
        abs(x + 500) == x + 500
        max(x, -200) == x
        max(x, -10^6) == x
        min(x, 10^6) == x
        abs(x - 10^8) == 10^8 - x
        abs(x + 10^4) == x + 10^4
        floor(x/10^7)*0 + max(x, 12345) == 12345
        piecewise(x > 1000, x + 1, x) == x
        piecewise(x < -12345, 0, x) == x
        sign(x + 4321) == 1
        heaviside(1000 - x) == 1
        sqrt((x + 2000)^2) == x + 2000
        abs(x^2 - 10^6) == 10^6 - x^2
        abs(x^2 - 10^6 - 1) == 10^6 + 1 - x^2
        abs(x^3 + 10^9) == x^3 + 10^9
        max(x^2, 10^10) == 10^10
        abs(2x + 7777) == 2x + 7777
        abs(e^x - 10^9) == 10^9 - e^x
        abs(ln(x) - 20) == 20 - ln(x)
        max(ln(x), -30) == ln(x)
        min(e^x, 10^20) == e^x
        sign(x - 2*10^9) == -1
        max(x, -3*10^8) == x
        abs(x + y + 3000) == x + y + 3000
        max(x*y, -10^5) == x*y
        abs(sqrt(x) - 1000) == 1000 - sqrt(x)
        floor((x/10^6)^2/(1 + (x/10^6)^2)*2) == 0
        abs(x + 10^12) == x + 10^12
        max(x, -10^15) == x
        piecewise(x^2 > 10^7, 0, 1) == 1
        abs(sinh(x) - 10^6) == 10^6 - sinh(x)
        sqrt((atan(x) - 3/2)^2) == 3/2 - atan(x)
        floor(tanh(x/100)*1000/999) == piecewise(x < 0, -1, 0)
        abs(x^5 - 99999) == 99999 - x^5
        abs(e*x + 1000) == e*x + 1000
        abs(pi*x - 10000) == 10000 - pi*x
        heaviside(x + 10^7) == 1
        """,
    "at single points": """
        piecewise(x = 0, 5, 2x) == 2x
        piecewise(x = pi, 7, x) == x
        piecewise(x = e, 7, x) == x
        piecewise(x = sqrt(2), 7, x) == x
        piecewise(x = 7/3, 7, x) == x
        piecewise(x^2 = 2, 0, x) == x
        piecewise(x = 12345, 0, x) == x
        piecewise(x = -pi/2, 0, x) == x
        piecewise(sin(x) = 0, 1, 0) == 0
        piecewise(cos(x) = 0, 1, 0) == 0
        sign(cos(x))^2 == 1
        sign(sin(x))^2 == 1
        sign(sin(x/2))^2 == 1
        sign(x - 3)^2 == 1
        sign(x^2 - 2)^2 == 1
        sign(x^2 - x - 1)^2 == 1
        sign(e^x - 2)^2 == 1
        sign(ln(x) - 1)^2 == 1
        sign(ln(x) + 3)^2 == 1
        sign(tan(x) - 1)^2 == 1
        sign(x - y)^2 == 1
        sign(x*y)^2 == 1
        sign(x^2 - y)^2 == 1
        floor(x) + floor(-x) == -1
        ceil(x) == floor(x) + 1
        0^abs(x) == piecewise(x = 5, 1, 0)
        sign(abs(x)) == 1
        sign(2x - 9)^2 == 1
        piecewise(2x = 9, 1, 0) == 0
        sign(x + 10^6)^2 == 1
        sign(sin(x) - 1/2)^2 == 1
        sign(sin(x)*cos(x))^2 == 1
        piecewise(x != 4, x, 0) == x
        piecewise(x = y, 1, 0) == 0
        piecewise(x = 1, y, 0) == 0
        floor(sin(x)) == piecewise(sin(x) < 0, -1, 0)
        floor(cos(x)^2) == 0
        sign(sqrt(x) - 5)^2 == 1
        sign(x^3 - 5)^2 == 1
        piecewise(x = ln(2), 1, 0) == 0
        piecewise(x = 10^9, 1, 0) == 0
        floor(2x/pi)*0 + sign(x - pi/3)^2 == 1
        sign(atan(x) - pi/4)^2 == 1
        heaviside(x) == (1 + sign(x))/2 + piecewise(x = 8, 1, 0)
        """,
    "on coordinate planes": """
        sign(x)^2*y == y
        sign(x*y)^2 == 1
        piecewise(x = 0, y, x*y) == x*y
        piecewise(y = 0, 1, x = 0, 1, 0) == 0
        sign(abs(x) + abs(y)) == 1
        sign(x^2 + y^2) == 1
        piecewise(x + y = 0, x, 0) == 0
        piecewise(x = 2y, 1, 0) == 0
        piecewise(x*y = 1, 1, 0) == 0
        abs(sign(x*y*z)) == 1
        piecewise(x = y and y = z, 1, 0) == 0
        heaviside(x*y) == piecewise(x*y < 0, 0, 1)
        sign(x - y - 3)^2 == 1
        piecewise(x^2 + y^2 = 1, 5, 0) == 0
        """,
    "tiny differences": """
        sin(x) == sin(x) + 10^(-200)
        x == x + 10^(-300)
        cos(x) + 10^(-1000) == cos(x)
        x/3 == 0.333333333333333x
        sqrt(2) == 1.4142135623730950488
        e^(pi*sqrt(163)) == 262537412640768744
        pi == 355/113
        pi == 3.14159265358979323846
        exp(-1000)*sin(x) == 0
        exp(-10^4)*x == 0
        x^2 + exp(-5000) == x^2
        2^(-3000)*x == 0
        (1 + 10^(-50))^x == 1
        x^(1 + 10^(-40)) == x
        ln(1 + e^(-500)) == 0
        tanh(400) == 1
        erf(40) == 1
        exp(10^6)*(x^2 + 1) == 2exp(10^6)*(x^2 + 1)
        exp(1000)*x == exp(1000)*x + 1
        atan(10^30) == pi/2
        cosh(100) == sinh(100)
        x*(1 + exp(-10^5)) == x
        gamma(30 + 10^(-20)) == 29!
        sin(10^10*pi + 10^(-30)) == 0
        """,
    "plain slips": """
        sin(2x) == 2sin(x)
        (x + y)^2 == x^2 + y^2
        sqrt(x + y) == sqrt(x) + sqrt(y)
        ln(x + y) == ln(x) + ln(y)
        ln(x)^2 == 2ln(x)
        ln(x)/ln(y) == ln(x/y)
        e^(x*y) == e^x*e^y
        (e^x)^2 == e^(x^2)
        x^2^3 == (x^2)^3
        (-2)^(2x) == 4^x
        asin(x) == 1/sin(x)
        tan(x)^2 == sec(x)^2 + 1
        floor(x + y) == floor(x) + floor(y)
        floor(2x) == 2floor(x)
        ceil(-x) == -ceil(x)
        max(x*y, x*z) == x*max(y, z)
        abs(x + y) == abs(x) + abs(y)
        (x + y)! == x! + y!
        gamma(x + 1) == (x + 1)*gamma(x)
        binomial(n, k) == binomial(n, k + 1)
        cbrt(x + 1) == cbrt(x) + 1
        (x*y)^(1/2)*0 + sqrt(-x)*sqrt(-y) == -sqrt(x*y)
        cosh(x)^2 + sinh(x)^2 == 1
        tanh(x + y) == tanh(x) + tanh(y)
        log(x, 2)*log(x, 3) == log(x, 6)
        sqrt(x^2 + y^2) == x + y
        abs(x)^3 == x^3
        cos(acos(x)/2) == x/2
        sin(asin(x)/2) == x/2
        digamma(x + 1) == digamma(x) + 1
        sqrt(5 + 2sqrt(6)) == sqrt(3) - sqrt(2)
        asin(3/5) + asin(4/5) == pi/3
        atan(1/2) + atan(1/4) == pi/4
        x^a*x^b == x^(a*b)
        piecewise(x > 0, 1, 2) == piecewise(x >= 0, 1, 2)
        floor(x + 1/2) == ceil(x - 1/2)
        heaviside(x)*heaviside(-x) == 0
        sigmoid(-x) == -sigmoid(x)
        lambertw(x*e^x) == x
        sqrt(x)*sqrt(x) + abs(x) == 2x + floor(x) - ceil(x)
        erf(x) == tanh(x)
        """,
}


def pairs(table: dict[str, str]) -> list[tuple[str, str]]:
    """The two sides of every line."""
    lines = (line.strip() for text in table.values() for line in text.splitlines())
    return [(a.strip(), b.strip()) for a, _, b in (line.partition("==") for line in lines if line)]
