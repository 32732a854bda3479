  // Words, and what they are cut into. Here and in reader.js a formula is read with the tables of the grammar (GRAMMAR),
  // as the program reads it; what cannot be read so is refused. Comments name the functions of symdiff/language.
  class Unreadable extends Error {}
  const refuse = () => { throw new Unreadable(); };
  const LONGEST = 2000;
  const { pieces: PIECES, functions: FUNCTIONS, constants: CONSTANTS, keywords: KEYWORDS, greek: GREEK } = GRAMMAR;
  const WHITE = `[${GRAMMAR.white}]`;
  const own = (table, key) => (Object.hasOwn(table, key) ? table[key] : undefined);
  const is_ascii = (text) => /^[\x00-\x7f]*$/.test(text);
  const known = (name) => own(FUNCTIONS, name);

  // lookalikes.meant
  function meant(text) {
    if (!is_ascii(text)) text = [...unquoted(text)].map((c) => own(GRAMMAR.meant, c) ?? c).join("");
    else if (text[0] === '"' || text[0] === "`") text = unquoted(text);
    const end = text.replace(new RegExp(`${WHITE}+$`), "");
    if (!/[.,]$/.test(end) || /^[ +-]*[0-9]+.$/.test(end)) return text;
    return `${end.slice(0, -1)} ${text.slice(end.length)}`;
  }

  function unquoted(text) {
    const inside = [...text.replace(new RegExp(`^${WHITE}+|${WHITE}+$`, "g"), "")];
    const around = inside[0] + inside[inside.length - 1];
    return inside.length > 2 && GRAMMAR.quotes.includes(around) ? ` ${inside.slice(1, -1).join("")} ` : text;
  }

  // lookalikes.without_name
  function without_name(text) {
    const named = new RegExp(`^(?:${GRAMMAR.named})`, "u").exec(text);
    const rest = named ? text.slice(named[0].length) : "";
    if (!named || rest.includes("=") || !/[A-Za-zα-ω]/.test(rest)) return text;
    const again = new RegExp(`(?<!${GRAMMAR.letter})${named[1]}(?!${GRAMMAR.letter})`, "u");
    return again.test(rest) ? text : rest;
  }

  // variable_names.plain_name, stem, is_word
  function plain_name(word) {
    if (is_ascii(word)) return word;
    const [below, flat] = GREEK.below;
    word = word.replace(new RegExp(`[${below}]+`, "g"), (run) => "_" + [...run].map((c) => flat[below.indexOf(c)]).join(""));
    return (own(GREEK.shapes, word[0]) ?? word[0]) + word.slice(1);
  }

  function is_word(name) {
    const numbered = /^(\w*?[A-Za-z])[0-9]+$/.exec(name);
    const base = name.includes("_") ? name.replace(/^_+/, "").split("_")[0] : numbered ? numbered[1] : name;
    return base.length > 1 && !GREEK.single.includes(base);
  }

  // surroundings.behind, inverses
  const is_minus = (piece) => piece !== undefined && GRAMMAR.minuses.includes(piece);
  const is_power = (piece) => piece === "^" || piece === "**";
  const is_raised = (piece) => piece !== undefined && (is_power(piece) || GRAMMAR.raised.includes(piece[0]));

  function behind(pieces, index) {
    const following = pieces[index + 1];
    if (following === undefined) return "";
    if (following === "(") return "bracket";
    if (is_raised(following)) return "power";
    if (is_minus(following) && pieces[index + 2] === "1") {
      return ["operand", "bracket"].includes(behind(pieces, index + 2)) ? "operand" : "";
    }
    return /^[\p{L}\p{N}.√∛∜|]/u.test(following) ? "operand" : "";
  }

  function inverses(pieces) {
    return [...pieces.keys()].filter((place) => place > 1 && pieces[place] === "1" && is_minus(pieces[place - 1])
      && /^\p{L}/u.test(pieces[place - 2]) && ["operand", "bracket"].includes(behind(pieces, place)));
  }

  // What is known of names: declared ones come first. (scope.Scope)
  class Scope {
    constructor(names) {
      this.names = new Set(names);
      const free = (list) => new Set(list.filter((name) => !this.names.has(name)));
      this.functions = free(PIECES.functions);
      this.called = free(PIECES.called);
      this.inverses = new Set([...this.functions].map((name) => known(name).inverse).filter((i) => i && this.functions.has(i)));
      this.longest = Math.max(...[...this.names, ...this.functions, ...this.called].map((name) => name.length));
    }

    is_function(name) { return !this.names.has(name) && Boolean(known(name)?.alone); }

    is_whole(word) {
      if (!/^[A-Za-z][A-Za-z0-9_]+$/.test(word)) return true;
      if (!(word.includes("_") && this.names.size) && !is_word(word)) return true;
      return this.names.has(word) || own(KEYWORDS, word) !== undefined || own(CONSTANTS, word) !== undefined
        || GRAMMAR.not_numbers.includes(word) || known(word) !== undefined;
    }

    // cutting.Pieces.cuttings
    cuttings(word, follows) {
      if (word.length > GRAMMAR.longest_word) return [];
      const found = [[[]]];
      for (let end = 1; end <= word.length; end++) {
        const longer = [];
        for (let start = Math.max(0, end - this.longest); start < end; start++) {
          const piece = word.slice(start, end);
          for (const before of found[start]) {
            if (this.can_follow(before, piece, end === word.length ? follows : null)) longer.push([...before, piece]);
          }
        }
        found.push(longer.sort((a, b) => a.length - b.length).slice(0, GRAMMAR.most_kept));
      }
      const products = found[word.length].filter((c) => c.length > 1 && this.is_product(c, follows));
      return products.filter((c) => !products.some((other) => this.is_finer(c, other)));
    }

    can_follow(before, piece, follows) {
      const last = before.length ? before[before.length - 1] : "";
      if (/^[0-9]+$/.test(piece)) return this.functions.has(last) && !/[0-9]$/.test(last);
      if (this.names.has(piece)) return true;
      if (this.functions.has(piece)) return follows !== "";
      if (this.called.has(piece)) return follows === "bracket";
      if (own(CONSTANTS, piece) !== undefined) {
        return !(piece === "e" && follows !== null && follows !== "power" && this.functions.has(last));
      }
      return this.is_other(piece) && new Set([...before.filter((p) => this.is_other(p)), piece]).size <= 1;
    }

    is_other(piece) {
      if (this.names.has(piece) || own(CONSTANTS, piece) !== undefined || this.functions.has(piece)) return false;
      return GREEK.names.includes(piece) || /^[A-Za-ce-z]$/.test(piece) && piece !== "D";
    }

    is_of_function(piece) { return this.functions.has(piece) || this.called.has(piece); }

    is_product(cutting, follows) {
      return cutting.some((piece) => this.names.has(piece) || this.is_of_function(piece))
        || (cutting[cutting.length - 1] === "e" && follows === "power");
    }

    is_finer(cutting, other) {
      if (cutting.length <= other.length) return false;
      const rest = [...cutting];
      for (const whole of other) {
        const parts = [];
        while (parts.join("").length < whole.length) parts.push(rest.shift());
        if (parts.join("") !== whole) return false;
        if (parts.length === 2 && (this.inverses.has(whole) || /^[0-9]+$/.test(parts[1]))) return false;
      }
      return true;
    }

    // scope.Scope.is_several_factors, with cutting.Pieces.told
    is_several_factors(cutting) {
      let factors = [], argument = [];
      for (const piece of [...cutting].reverse()) {
        if (this.is_of_function(piece)) {
          factors.unshift(`${piece}(${argument.join("*") || (factors.length ? factors.shift() : "...")})`);
          argument = [];
        } else argument.unshift(piece);
      }
      const inner = /\([^()]*\)/g;
      return [...argument, ...factors].join("*").replace(inner, "").replace(inner, "").includes("*");
    }
  }

