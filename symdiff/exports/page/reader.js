  // From a text to the formula that it means, with the words of words.js.
  const KINDS = Object.fromEntries(GRAMMAR.terminals.map((name, kind) => [name, kind]));
  const SCANNER = new RegExp(`[${GRAMMAR.spaces}]*(${GRAMMAR.patterns.map(([, p]) => p).join("|")}|[^])`, "g");
  const SORTER = new RegExp(GRAMMAR.patterns.map(([name, p]) => `(?<${name}>${p})`).join("|"), "y");
  const FREE = ["PLUS", "MINUS", "TIMES", "OVER", "POWER", "LPAR", "RPAR", "COMMA"];
  const ENDS_OPERAND = ["NUMBER", "NAME", "EXPONENTIAL", "RPAR", "BAR_CLOSE", "BANG", "SUPERSCRIPT"].map((n) => KINDS[n]);

  // lexer.Lexer.pieces
  function parts_of(text, scope) {
    const pieces = [...text.replace(new RegExp(`[${GRAMMAR.spaces}]+$`), "").matchAll(SCANNER)].map((match) => match[1]);
    if (!pieces.length) refuse();
    for (const [, word] of text.matchAll(new RegExp(GRAMMAR.run_together, "g"))) {
      for (let start = 0; start < word.length - 1; start++) if (scope.is_function(word.slice(start))) refuse();
    }
    const parts = pieces.map((piece, index) => (scope.is_whole(piece) ? [piece] : cut(piece, pieces, index, scope)));
    for (const place of inverses(pieces)) {
      const name = parts[place - 2][parts[place - 2].length - 1];
      if (!scope.is_function(name)) continue;
      if (!known(name).inverse) refuse();
      parts[place - 1] = ["^", pieces[place - 1]];
    }
    return { pieces, parts };
  }

  function cut(piece, pieces, index, scope) {
    const found = scope.cuttings(piece, behind(pieces, index));
    if (found.length > 1 || (found.length && is_exponent(pieces, index, found[0], scope))) refuse();
    if (found.length) return found[0];
    const small = piece.toLowerCase();
    const is_capital = /^[A-Z][^A-Z]*[a-z][^A-Z]*$/.test(piece);
    return [is_capital && scope.is_function(small) ? small : piece];
  }

  function is_exponent(pieces, index, cutting, scope) {
    const before = pieces.slice(Math.max(index - 2, 0), index).filter((piece) => !is_minus(piece));
    const raised = is_power(before[before.length - 1]) && (is_power(pieces[index - 1]) || is_minus(pieces[index - 1]));
    return raised && !cutting.some((piece) => scope.is_of_function(piece)) && behind(pieces, index) !== "power";
  }

  // lexer.Lexer.tokens
  function tokens_of(pieces, scope) {
    const tokens = pieces.map((piece, index) => {
      SORTER.lastIndex = 0;
      const match = SORTER.exec(piece + "(");
      const terminal = match && match[0].length === piece.length
        ? GRAMMAR.patterns.find(([name]) => match.groups[name] !== undefined)[0] : "";
      const [name, value] = token(terminal, piece, pieces, index, scope);
      return [KINDS[name], value];
    });
    pair_bars(tokens);
    return [...tokens, [KINDS.$END, null]];
  }

  function token(terminal, piece, pieces, index, scope) {
    if (FREE.includes(terminal)) return [terminal, null];
    switch (terminal) {
      case "NAME": return sorted(piece, pieces, index, scope);
      case "NUMBER": return [terminal, number(piece)];
      case "COMPARISON": return [terminal, own(GRAMMAR.comparisons, piece) ?? piece];
      case "SUPERSCRIPT": return [terminal, superscript(piece, scope)];
      case "RADICAL": return [terminal, GRAMMAR.signs[piece]];
      case "BANG": return [terminal, GRAMMAR.signs[piece]];
      case "BAR": return ["BAR_OPEN", GRAMMAR.signs[piece]];
      default: return refuse();
    }
  }

  // word_sorting.sort. A name that is not declared has no value here, so that it is refused, whatever it might be.
  function sorted(word, pieces, index, scope) {
    const called = pieces[index + 1] === "(";
    const name = plain_name(word);
    if (scope.names.has(name)) return ["NAME", { op: "name", name }];
    if (own(KEYWORDS, name)) return [KEYWORDS[name], name];
    if (called && !is_ascii(word) && own(GRAMMAR.letters, word)) {
      const letter = GRAMMAR.letters[word];
      return letter.least === 1 ? ["FUNCTION", letter] : refuse();
    }
    const head = is_ascii(word) ? known(name) : undefined;
    if (head && (called || head.alone)) return ["FUNCTION", head];
    const [base, ...rest] = name.split("_");
    if (!head && own(GRAMMAR.indexed, base) && rest.length) {
      return ["FUNCTION", with_index(GRAMMAR.indexed[base], rest.join("_"), scope)];
    }
    if (own(CONSTANTS, name) === undefined) refuse();
    return [name === "e" && is_raised(pieces[index + 1]) ? "EXPONENTIAL" : "NAME", { op: "constant", name: CONSTANTS[name] }];
  }

  function with_index(head, index, scope) {
    return own(head.fixed, index) ?? { ...head, index: named_or_number(index, scope) };
  }

  function named_or_number(text, scope) {
    if (/^[0-9]+$/.test(text)) return number(text);
    if (scope.names.has(text)) return { op: "name", name: text };
    return own(CONSTANTS, text) === undefined ? refuse() : { op: "constant", name: CONSTANTS[text] };
  }

  // number_literals
  const of = (op, ...args) => ({ op, args });

  function number(text) {
    if (own(GRAMMAR.fractions, text)) return of("/", ...GRAMMAR.fractions[text].map((value) => number(String(value))));
    if (Math.abs(Number(text.toLowerCase().split("e")[1] ?? 0)) > GRAMMAR.most_exponent) refuse();
    const value = Number(text), decimal = !/^[0-9]+$/.test(text);
    return { op: "number", text, value, decimal, exact: Number.isSafeInteger(value * 1024) && text.length < 16 };
  }

  function negative(node) {
    return node.op === "number" && node.value > 0 ? { ...node, text: `-${node.text}`, value: -node.value } : of("neg", node);
  }

  function superscript(raised, scope) {
    const [above, flat] = GRAMMAR.flat;
    let rest = [...raised].map((c) => (above.includes(c) ? flat[above.indexOf(c)] : c)).join("");
    let whole = null;
    while (rest) {
      const [all, sign, digits, letters] = /^([+-]?)([0-9]*)([a-z]*)/.exec(rest);
      if (!(digits || letters) || (whole && !sign)) refuse();
      rest = rest.slice(all.length);
      const factors = [...(digits ? [digits] : []), ...letters].map((factor) => named_or_number(factor, scope));
      const product = factors.reduce((a, b) => of("*", a, b));
      whole = whole ? of(sign, whole, product) : sign === "-" ? negative(product) : product;
    }
    return whole;
  }

  // lexer.Lexer._pair_bars
  function pair_bars(tokens) {
    const open = [0];
    let before = -1;
    tokens.forEach(([kind], index) => {
      const last = before;
      before = kind;
      if (kind === KINDS.LPAR) open.push(0);
      else if (kind === KINDS.RPAR && open.length > 1) open.pop();
      else if (kind === KINDS.BAR_OPEN && ENDS_OPERAND.includes(last) && open[open.length - 1]) {
        tokens[index] = [KINDS.BAR_CLOSE, null];
        open[open.length - 1] -= 1;
        before = KINDS.BAR_CLOSE;
      } else if (kind === KINDS.BAR_OPEN) open[open.length - 1] += 1;
    });
  }

  // callees.Callee.applied, raised
  const is_condition = (node) => own(GRAMMAR.conditions, node.op) !== undefined;
  const is_minus_one = (node) => node.op === "number" && node.value === -1 && !node.decimal;

  function applied(head, args) {
    const count = args.length;
    if (count < head.least || (head.most !== null && count > head.most)) refuse();
    if (head.degrees) return of("/", of("*", args[0], { op: "constant", name: CONSTANTS.pi }), number("180"));
    if (head.index !== undefined) {
      const index = typeof head.index === "number" ? number(String(head.index)) : head.index;
      args = [...args.slice(0, head.place - 1), index, ...args.slice(head.place - 1)];
    }
    const name = own(head.names, args.length) ?? head.names[head.least];
    const turn = (place) => name === GRAMMAR.piecewise && place % 2 === 0 && place !== count - 1;
    if (args.some((argument, place) => is_condition(argument) !== turn(place))) refuse();
    return { op: "call", name, args };
  }

  function raised(head, power, args) {
    if (!is_minus_one(power)) return of("^", applied(head, args), power);
    return head.inverse ? applied({ ...head, names: { [head.least]: head.inverse } }, args) : refuse();
  }

  function compared([left, sign, right]) {
    const condition = of(sign, left.condition ? left.right : left, right);
    return { condition: left.condition ? of("and", left.condition, condition) : condition, right };
  }

  // builders.BUILDERS
  const BUILDERS = {
    add: (p) => of("+", p[0], p[2]), subtract: (p) => of("-", p[0], p[2]), multiply: (p) => of("*", p[0], p[2]),
    divide: (p) => of("/", p[0], p[2]), power: (p) => of("^", p[0], p[2]), juxtapose: (p) => of("*", p[0], p[1]),
    raised: (p) => of("^", p[0], p[1]), last: (p) => p[p.length - 1], middle: (p) => p[1], itself: (p) => p[0],
    negative_last: (p) => negative(p[p.length - 1]), bracketed_order: (p) => p[2],
    application: (p) => applied(p[0], p.slice(1)), application_to_power: (p) => raised(p[0], p[1], [p[2]]),
    call: (p) => applied(p[0], p[2]), call_of_nothing: (p) => applied(p[0], []), call_to_power: (p) => raised(p[0], p[1], p[3]),
    fenced: (p) => applied(p[0], [p[1]]), postfix: (p) => applied(p[1], [p[0]]),
    one: (p) => [p[0]], more: (p) => [...p[0], p[2]], condition: (p) => (is_condition(p[0]) ? p[0] : refuse()),
    compare: compared, finished: (p) => p[0].condition, both: (p) => of("and", p[0], p[2]), either: (p) => of("or", p[0], p[2]),
    where: (p) => of("where", p[0], ...p[2]), where_in_group: (p) => of("where", p[1], ...p[3]), derive: refuse,
  };

  // automaton.Automaton.run
  function built(tokens) {
    const { rules, states, shifts, gotos } = GRAMMAR;
    const stack = [0], parts = [];
    for (let index = 0; index < tokens.length; index++) {
      for (;;) {
        const [reduction, shift, goto] = states[stack[stack.length - 1]];
        const next = own(shifts[shift], tokens[index][0]);
        if (next === 0) return parts[0];
        if (next !== undefined) { stack.push(next); parts.push(tokens[index][1]); break; }
        if (!reduction) refuse();
        const [left, size, alias] = rules[reduction];
        const taken = parts.splice(parts.length - size);
        stack.length -= size;
        parts.push(alias === "negate" ? negated(taken[1], tokens, index) : alias ? BUILDERS[alias](taken) : taken[0]);
        stack.push(gotos[states[stack[stack.length - 1]][2]][left]);
      }
    }
    return refuse();
  }

  function negated(node, tokens, index) {
    const is_literal = index > 1 && tokens[index - 1][0] === KINDS.NUMBER && tokens[index - 2][0] === KINDS.MINUS;
    return is_literal ? negative(node) : of("neg", node);
  }

  // formula_reader.Reader.read, lenient, with the names declared
  function prepared(text, names) {
    if (text.length > LONGEST) refuse();
    const plain = without_name(meant(text)), scope = new Scope(names);
    const { pieces, parts } = parts_of(plain, scope);
    return { plain, scope, pieces, parts, tokens: tokens_of(parts.flat(), scope) };
  }

  const read = (text, names) => built(prepared(text, names).tokens);

  // lexer.Lexer.is_ambiguous, notes.lacks_brackets: whether brackets may well have been left out
  function is_ambiguous(text, names) {
    const { plain, scope, pieces, parts, tokens } = prepared(text, names);
    const several = (part, index) => part.length > 1 && index && GRAMMAR.over.includes(pieces[index - 1])
      && scope.is_several_factors(part);
    if (parts.some(several) || GRAMMAR.unbracketed.some((doubtful) => new RegExp(doubtful).test(plain))) return true;
    const words = parts.flat(), kinds = tokens.map(([kind]) => GRAMMAR.terminals[kind]);
    return kinds.some((kind, index) => kind === "FUNCTION" && has_open_argument(words, kinds, index));
  }

  function has_open_argument(words, kinds, index) {
    let end = index + 1;
    while (kinds[end] === "NUMBER" || kinds[end] === "NAME") end += 1;
    if (end === index + 1) return false;
    const letters = words.slice(index + 1, end).filter((_, place) => kinds[index + 1 + place] === "NAME");
    return ["OVER", "POWER", "SUPERSCRIPT"].includes(kinds[end]) || letters.length > new Set(letters).size;
  }
