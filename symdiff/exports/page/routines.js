  // How the functions are computed that the tables do not define by others; their domains are in the tables.
  const LANCZOS = [0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
    12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7];

  // C. Lanczos, A precision approximation of the gamma function, SIAM J. Numer. Anal. B 1 (1964), with 9 terms
  function gamma(u) {
    if (u < 0.5) return Math.PI / (Math.sin(Math.PI * u) * gamma(1 - u));
    const t = u + 6.5;
    const sum = LANCZOS.reduce((whole, c, place) => whole + (place ? c / (u - 1 + place) : c), 0);
    return Math.sqrt(2 * Math.PI) * t ** (u - 0.5) * Math.exp(-t) * sum;
  }

  const root = (u, n) => Math.sign(u) * Math.abs(u) ** (1 / n);
  // How far, relatively, a routine may be off that is not as good as those of the browser.
  gamma.slip = root.slip = 2 ** -38;

  const ROUTINES = {
    exp: Math.exp,
    ln: Math.log,
    log10: Math.log10,
    log2: Math.log2,
    sqrt: Math.sqrt,
    cbrt: Math.cbrt,
    root: root,
    sin: Math.sin,
    cos: Math.cos,
    tan: Math.tan,
    asin: Math.asin,
    acos: Math.acos,
    atan: Math.atan,
    acot: (u) => (u > 1 ? Math.atan(1 / u) : Math.PI / 2 - Math.atan(u)),
    sinh: Math.sinh,
    cosh: Math.cosh,
    tanh: Math.tanh,
    asinh: Math.asinh,
    acosh: Math.acosh,
    atanh: Math.atanh,
    abs: Math.abs,
    sign: Math.sign,
    floor: Math.floor,
    ceil: Math.ceil,
    heaviside: (u) => (Math.sign(u) + 1) / 2,
    max: Math.max,
    min: Math.min,
    atan2: Math.atan2,
    hypot: Math.hypot,
    sinc: (u) => (u === 0 ? 1 : Math.sin(u) / u),
    gamma: gamma,
  };
