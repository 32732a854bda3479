  // Values with a bound on their error: {v, e}, or null where there is none. What the bound leaves open is refused.
  class Unsure extends Error {}
  const unsure = () => { throw new Unsure(); };
  const SLIP = 2 ** -49, TINY = Number.MIN_VALUE, LOOSEST = 1e-4;
  const CONSTANT_VALUES = { e: Math.E, pi: Math.PI };

  function ball(v, e) {
    return Number.isFinite(v) && e <= LOOSEST * (1 + Math.abs(v)) ? { v, e } : unsure();
  }

  const rounded = (v, e = 0) => ball(v, e + SLIP * Math.abs(v) + TINY);
  // Whole numbers, or a few binary places of not too large ones: what floats multiply and divide without an error.
  const is_short = (v) => Number.isInteger(v * 1024) && Math.abs(v) < 2 ** 32;
  const is_exact = (...all) => all.every(({ e }) => e === 0)
    && (all.every(({ v }) => Number.isSafeInteger(v)) || all.every(({ v }) => is_short(v)));

  // D. E. Knuth, The Art of Computer Programming, volume 2, 4.2.2, theorem B: what a sum in floats leaves out
  function sum(a, b) {
    const v = a.v + b.v, part = v - a.v;
    const left_out = (a.v - (v - part)) + (b.v - part);
    return left_out === 0 && a.e === 0 && b.e === 0 ? ball(v, 0) : rounded(v, a.e + b.e);
  }

  function product(a, b) {
    const v = a.v * b.v;
    if (is_exact(a, b, { v, e: 0 })) return { v, e: 0 };
    return rounded(v, Math.abs(a.v) * b.e + Math.abs(b.v) * a.e + a.e * b.e);
  }

  const spread = (v, corners) => corners.reduce((most, corner) => {
    const far = Math.abs(corner - v);
    return Number.isNaN(far) ? unsure() : Math.max(most, far);
  }, 0);
  const ends = ({ v, e }) => (e ? [v - e, v + e] : [v]);

  function quotient(a, b) {
    if (b.v === 0 && b.e === 0) return null;
    if (Math.abs(b.v) <= b.e) return unsure();
    const v = a.v / b.v;
    if (a.v === 0 && a.e === 0 || (is_exact(a, b, { v, e: 0 }) && v * b.v === a.v)) return { v, e: 0 };
    return rounded(v, (a.e + Math.abs(v) * b.e) / (Math.abs(b.v) - b.e));
  }

  // The principal power: of a negative number only with a whole exponent; 0^0 is none.
  function power(a, b) {
    const away = Math.abs(a.v) > a.e;
    const whole = b.e === 0 && Number.isInteger(b.v);
    if (!away && a.e === 0) return b.v > b.e ? { v: 0, e: 0 } : b.v < -b.e || b.e === 0 ? null : unsure();
    if (!away && !(whole && b.v > 0)) return unsure();
    if (!whole && a.v < 0) return Math.floor(b.v - b.e) !== Math.floor(b.v + b.e) || Number.isInteger(b.v) ? unsure() : null;
    const v = a.v ** b.v;
    if (whole && is_exact(a, { v, e: 0 })) return { v, e: 0 };
    return rounded(v, spread(v, ends(a).flatMap((base) => ends(b).map((exponent) => base ** exponent))));
  }

  const ARITHMETIC = {
    "+": sum,
    "-": (a, b) => sum(a, { v: -b.v, e: b.e }),
    "*": product,
    "/": quotient,
    "^": power,
    neg: (a) => ({ v: -a.v, e: a.e }),
  };
  // What jumps keeps whole values exact, and is not told where its argument may lie on either side of a jump.
  const STEPWISE = [Math.sign, Math.floor, Math.ceil, Math.abs, Math.max, Math.min];

  function compared_values(sign, a, b) {
    const d = a.v - b.v, slack = a.e + b.e;
    if (slack && Math.abs(d) <= slack) return undefined;
    return { "<": d < 0, ">": d > 0, "<=": d <= 0, ">=": d >= 0, "=": d === 0, "!=": d !== 0 }[sign];
  }

  // true, false, or undefined where it cannot be told; in a domain a condition on what does not exist does not hold.
  function truth(node, point, in_domain = false) {
    if (node.op === "and" || node.op === "or") {
      const decisive = node.op === "or";
      const found = node.args.map((part) => truth(part, point, in_domain));
      return found.includes(decisive) ? decisive : found.includes(undefined) ? undefined : !decisive;
    }
    if (!is_condition(node)) refuse();
    const [a, b] = node.args.map((part) => value(part, point));
    if (a === null || b === null) return in_domain ? false : undefined;
    return compared_values(node.op, a, b);
  }

  const holds = (node, point, in_domain) => truth(node, point, in_domain) ?? unsure();

  const read_lines = new Map();
  function line(key, place) {
    const { letters, [place]: text } = GRAMMAR.lines[key];
    if (!read_lines.has(text)) read_lines.set(text, read(text, letters));
    return read_lines.get(text);
  }

  function called(name, args) {
    const key = `${name}/${args.length}`;
    const known_line = own(GRAMMAR.lines, key);
    const bound = known_line && Object.fromEntries(known_line.letters.map((letter, place) => [letter, args[place]]));
    if (known_line?.where && !holds(line(key, "where").args[1], bound, true)) return null;
    const routine = own(ROUTINES, name);
    if (!routine) return known_line?.as ? value(line(key, "as"), bound) ?? unsure() : refuse();
    const values = args.map((argument) => argument.v);
    const v = routine(...values);
    const e = args.reduce((sum, argument, place) => sum + spread(v, argument.e === 0 ? [] : ends(argument).map((end) =>
      routine(...values.slice(0, place), end, ...values.slice(place + 1)))), 0);
    return STEPWISE.includes(routine) && (is_exact(...args) || e === 0) ? ball(v, e) : rounded(v, e + Math.abs(v) * (routine.slip ?? 0));
  }

  function chosen(args, point) {
    for (let place = 0; place + 1 < args.length; place += 2) {
      if (holds(args[place], point)) return value(args[place + 1], point);
    }
    return args.length % 2 ? value(args[args.length - 1], point) : null;
  }

  // The value of a formula where its names have the values of the point, or null.
  function value(node, point) {
    switch (node.op) {
      case "number": return node.exact ? { v: node.value, e: 0 } : rounded(node.value);
      case "constant": return rounded(CONSTANT_VALUES[node.name]);
      case "name": return own(point, node.name) ?? refuse();
      case "where": return node.args.slice(1).every((part) => holds(part, point)) ? value(node.args[0], point) : null;
      case "call": if (node.name === GRAMMAR.piecewise) return chosen(node.args, point);
    }
    const args = node.args.map((part) => value(part, point));
    if (args.includes(null)) return null;
    return node.op === "call" ? called(node.name, args) : own(ARITHMETIC, node.op) ? ARITHMETIC[node.op](...args) : refuse();
  }

  const at = (point) => Object.fromEntries(Object.entries(point).map(([name, v]) => [name, { v, e: 0 }]));
