  // How an answer was read, where that is not what was typed: as the program tells it.
  const [WHERE, OR, SIGN, PRODUCT, ATOM] = ["where", "or", "sign", "product", "atom"].map((name) => GRAMMAR.levels[name]);

  // printing.style.Style: the text, and how tightly it binds
  function piece(node) {
    const inner = (node.args ?? []).map(piece);
    const fit = ([text, level], least) => (level < least ? `(${text})` : text);
    const listed = (pieces) => pieces.map((each) => fit(each, OR)).join(", ");
    if (node.op === "name" || node.op === "constant") return [node.name, ATOM];
    if (node.op === "number") return [node.text, node.value < 0 ? SIGN : ATOM];
    if (node.op === "call") return [`${node.name}(${listed(inner)})`, ATOM];
    if (node.op === "where") return [`${fit(inner[0], OR)} where ${listed(inner.slice(1))}`, WHERE];
    if (node.op === "neg") return [`-${node.args[0].op === "number" ? `(${inner[0][0]})` : fit(inner[0], PRODUCT)}`, SIGN];
    const { sign, level, first, further } = GRAMMAR.bindings[node.op];
    return [inner.map((each, place) => fit(each, place ? further : first)).join(sign), level];
  }

  const told = (formula) => piece(formula)[0];

  // lexer.Lexer.is_literal, notes.is_doubtful
  function is_literal(text, names) {
    const { plain, scope, pieces, parts, tokens } = prepared(text, names);
    const words = parts.flat(), kinds = tokens.map(([kind]) => GRAMMAR.terminals[kind]);
    if (plain !== meant(text) || words.length !== pieces.length || words.some((word, place) => word !== pieces[place])) return false;
    return !GRAMMAR.doubtful.some((doubtful) => new RegExp(doubtful).test(plain))
      && !kinds.some((kind, place) => (kind === "FUNCTION" && (is_divided(kinds, place) || is_shared(words, place)))
        || (kind === "NAME" && !scope.names.has(words[place]) && holds_one_name(kinds, words, behind_order(words, place) || place)));
  }

  // surroundings.behind_order
  function behind_order(words, place) {
    let depth = 0;
    if (!is_power(words[place + 1]) || words[place + 2] !== "(") return 0;
    for (let end = place + 2; end < Math.min(place + 2 + GRAMMAR.farthest, words.length); end++) {
      depth += (words[end] === "(") - (words[end] === ")");
      if (!depth) return words[end + 1] === "(" ? end : 0;
    }
    return 0;
  }

  function is_divided(kinds, place) {
    let end = place + 1;
    while (kinds[end] === "NUMBER" || kinds[end] === "NAME") end += 1;
    return end > place + 1 && kinds[end] === "OVER";
  }

  function is_shared(words, place) {
    let depth = 0;
    if (!GRAMMAR.shared.includes(words[place])) return false;
    for (const word of words.slice(place + 1, place + 200)) {
      depth += (word === "(") - (word === ")");
      if (depth === 1 && word === ",") return false;
      if (!depth) break;
    }
    return true;
  }

  function holds_one_name(kinds, words, place) {
    const [opening, , closing] = words.slice(place + 1, place + 4);
    return opening === "(" && closing === ")" && kinds[place + 2] === "NAME";
  }
