"use strict";
(() => {
  // Formulas are read into a list of steps for a stack and run over numbers: nothing of them is run as a program.
  const MOST = 2000;
  const sign = Math.sign;
  const FUNCTIONS = {
    sqrt: Math.sqrt, cbrt: Math.cbrt, exp: Math.exp, ln: Math.log, log: Math.log, log10: Math.log10, log2: Math.log2,
    abs: Math.abs, sign, floor: Math.floor, ceil: Math.ceil, sin: Math.sin, cos: Math.cos, tan: Math.tan,
    cot: (x) => 1 / Math.tan(x), sec: (x) => 1 / Math.cos(x), csc: (x) => 1 / Math.sin(x),
    asin: Math.asin, acos: Math.acos, atan: Math.atan, acot: (x) => Math.atan(1 / x), asec: (x) => Math.acos(1 / x),
    acsc: (x) => Math.asin(1 / x), sinh: Math.sinh, cosh: Math.cosh, tanh: Math.tanh, coth: (x) => 1 / Math.tanh(x),
    sech: (x) => 1 / Math.cosh(x), csch: (x) => 1 / Math.sinh(x), asinh: Math.asinh, acosh: Math.acosh, atanh: Math.atanh,
  };
  const ALIASES = { arcsin: "asin", arccos: "acos", arctan: "atan", tg: "tan", ctg: "cot", arsinh: "asinh", arcosh: "acosh",
    artanh: "atanh", lg: "log10", cosec: "csc", sgn: "sign" };
  const CONSTANTS = { e: Math.E, pi: Math.PI, "π": Math.PI };
  const SIGNS = { "·": "*", "⋅": "*", "×": "*", "∗": "*", "−": "-", "–": "-", "÷": "/", "（": "(", "）": ")", "，": ",", "＾": "^",
    "[": "(", "]": ")" };
  const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  class Unreadable extends Error {}

  function tokens(text, names) {
    let source = "";
    for (const c of text.slice(0, MOST)) source += RAISED.includes(c) ? "^" + RAISED.indexOf(c) : (SIGNS[c] ?? c);
    source = source.replaceAll("**", "^").replaceAll("√", " sqrt ");
    const found = [];
    const pattern = /\s*(?:((?:\d+(?:\.\d+)?|\.\d+)(?:e[-+]?\d+)?)|([A-Za-zα-ω]+(?:_[A-Za-z0-9]+)?)|([-+*\/^(),|']))/uy;
    while (pattern.lastIndex < source.trimEnd().length) {
      const match = pattern.exec(source);
      if (!match) throw new Unreadable();
      if (match[1]) found.push({ kind: "number", value: Number(match[1]) });
      else if (match[2]) found.push(...words(match[2], names));
      else found.push({ kind: match[3] });
    }
    return found;
  }

  function words(text, names) {
    const lower = ALIASES[text] ?? ALIASES[text.toLowerCase()] ?? text;
    if (names.includes(text)) return [{ kind: "name", name: text }];
    if (Object.hasOwn(FUNCTIONS, lower)) return [{ kind: "function", name: lower }];
    if (Object.hasOwn(CONSTANTS, text)) return [{ kind: "number", value: CONSTANTS[text] }];
    // Letters side by side: functions and names from the left, as in xsin or xe.
    for (let end = text.length - 1; end > 0; end--) {
      const head = text.slice(0, end);
      if (names.includes(head) || Object.hasOwn(CONSTANTS, head) || Object.hasOwn(FUNCTIONS, head)) {
        return [...words(head, names), ...words(text.slice(end), names)];
      }
    }
    throw new Unreadable();
  }

  // Operator precedence with two stacks. A function without brackets takes the product behind it: sin 2x.
  const BINDS = { "+": 1, "-": 1, neg: 2, "*": 3, "/": 3, apply: 3.5, glue: 4, factor: 4, "^": 5, exponent: 5, call: 6 };

  // A minus sign belongs to the whole term at its start, to one factor behind * and /, to one exponent behind ^.
  function minus(before) {
    if (before === "^" || before === "exponent") return "exponent";
    return before === undefined || BINDS[before] === undefined || BINDS[before] <= 2 ? "neg" : "factor";
  }

  function program(text, names) {
    const list = tokens(text, names);
    if (!list.length) throw new Unreadable();
    const output = [], waiting = [];
    let operand = false;
    const settle = (level, rightwards) => {
      while (waiting.length) {
        const top = waiting[waiting.length - 1];
        const binds = BINDS[top.kind];
        if (binds === undefined || binds < level || (binds === level && rightwards)) break;
        output.push(waiting.pop());
      }
    };
    const infix = (kind) => { settle(BINDS[kind], kind === "^"); waiting.push({ kind }); operand = false; };
    const times = (tight) => {
      if (!operand) return;
      // Inside the argument of a function without brackets a product of simple parts goes on; a function ends it.
      const inside = waiting.length && waiting.some((w) => w.kind === "apply");
      if (inside && tight) { settle(4, false); waiting.push({ kind: "glue" }); operand = false; } else { infix("*"); }
    };
    const bars = [];
    for (let i = 0; i < list.length; i++) {
      const token = list[i];
      switch (token.kind) {
        case "number": case "name":
          times(true); output.push(token); operand = true; break;
        case "function": {
          times(false);
          let power = null;
          if (list[i + 1]?.kind === "^") {
            const negative = list[i + 2]?.kind === "-";
            const number = list[i + (negative ? 3 : 2)];
            if (number?.kind !== "number") throw new Unreadable();
            i += negative ? 3 : 2;
            power = negative ? -number.value : number.value;
          }
          let name = token.name;
          if (power === -1) {
            name = Object.hasOwn(FUNCTIONS, "a" + name) ? "a" + name : null;
            power = null;
            if (!name) throw new Unreadable();
          }
          const bracket = list[i + 1]?.kind === "(";
          waiting.push({ kind: bracket ? "call" : "apply", name, power });
          operand = false; break;
        }
        case "(": times(list[i - 1]?.kind === "number"); waiting.push({ kind: "(" }); operand = false; break;
        case ")": {
          if (!operand) throw new Unreadable();
          while (waiting.length && waiting[waiting.length - 1].kind !== "(") {
            if (waiting[waiting.length - 1].kind === "|") throw new Unreadable();
            output.push(waiting.pop());
          }
          if (!waiting.pop()) throw new Unreadable();
          if (waiting[waiting.length - 1]?.kind === "call") output.push(waiting.pop());
          operand = true; break;
        }
        case "|":
          if (operand && bars.length) {
            while (waiting.length && waiting[waiting.length - 1].kind !== "|") {
              if (waiting[waiting.length - 1].kind === "(") throw new Unreadable();
              output.push(waiting.pop());
            }
            waiting.pop(); bars.pop(); output.push({ kind: "call", name: "abs", power: null });
          } else { times(false); waiting.push({ kind: "|" }); bars.push(true); operand = false; }
          break;
        case "+": case "-":
          if (operand) infix(token.kind);
          else if (token.kind === "-") waiting.push({ kind: minus(waiting[waiting.length - 1]?.kind) });
          break;
        case "*": case "/": case "^":
          if (!operand) throw new Unreadable();
          infix(token.kind); break;
        default: throw new Unreadable();
      }
    }
    if (!operand) throw new Unreadable();
    while (waiting.length) {
      const top = waiting.pop();
      if (top.kind === "(" || top.kind === "|") throw new Unreadable();
      output.push(top);
    }
    return output;
  }

  function power(base, exponent) {
    if (base < 0 && !Number.isInteger(exponent)) return NaN;
    return base === 0 && exponent === 0 ? NaN : base ** exponent;
  }

  function value(steps, point) {
    const stack = [];
    for (const step of steps) {
      let made;
      switch (step.kind) {
        case "number": made = step.value; break;
        case "name": made = point[step.name]; break;
        case "neg": case "factor": case "exponent": made = -stack.pop(); break;
        case "call": case "apply":
          made = FUNCTIONS[step.name](stack.pop());
          if (step.power !== null) made = power(made, step.power);
          break;
        default: {
          const right = stack.pop(), left = stack.pop();
          made = step.kind === "+" ? left + right : step.kind === "-" ? left - right
            : step.kind === "/" ? left / right : step.kind === "^" ? power(left, right) : left * right;
        }
      }
      if (!Number.isFinite(made)) return NaN;
      stack.push(made);
    }
    return stack.length === 1 ? stack[0] : NaN;
  }

  const near = (a, b) => Math.abs(a - b) <= 1e-6 * Math.max(1e-3, Math.abs(a), Math.abs(b));

  // What a student writes before the equals sign (y = ...) is left aside.
  function right_side(text) {
    const parts = text.split("=");
    return parts[parts.length - 1];
  }

  // Of a known mistake without values (null) nothing can be told.
  function agrees(steps, data, values) {
    let compared = 0;
    if (!values) return false;
    for (let i = 0; i < data.points.length; i++) {
      const given = value(steps, data.points[i]);
      if (!near(given, values[i])) return false;
      compared += 1;
    }
    return compared > 0;
  }

  // right, wrong, undefined, unreadable, or the number of a misconception
  function judge(text, data, place) {
    const steps = program(right_side(text), data.names);
    if (agrees(steps, data, data.keys[place])) return { verdict: "right" };
    const mistake = data.wrong.findIndex((values) => agrees(steps, data, values));
    if (mistake >= 0) return { verdict: "wrong", mistake };
    const defined = data.points.some((point) => Number.isFinite(value(steps, point)));
    return { verdict: defined ? "wrong" : "undefined" };
  }

  function show(item, verdict, mistake) {
    item.dataset.verdict = verdict;
    for (const line of item.querySelectorAll(".verdict")) line.hidden = line.dataset.verdict !== verdict;
    for (const line of item.querySelectorAll(".feedback")) line.hidden = Number(line.dataset.mistake) !== mistake;
    const all = document.querySelectorAll("ol.items > li[data-check]");
    const right = document.querySelectorAll('ol.items > li[data-verdict="right"]');
    for (const score of document.querySelectorAll(".score")) {
      score.hidden = false;
      score.textContent = score.dataset.words.replace("{right}", right.length).replace("{all}", all.length);
    }
  }

  // Whatever goes wrong, the verdict on the last answer must not be left on the next one.
  function verdict_on(text, data, place) {
    try { return judge(text, data, place); } catch { return { verdict: "unreadable" }; }
  }

  function check(item) {
    const data = JSON.parse(item.dataset.check);
    const inputs = [...item.querySelectorAll("input")];
    const judged = inputs.map((input, place) => verdict_on(input.value, data, place));
    const order = ["unreadable", "undefined", "wrong", "right"];
    const verdict = order.find((name) => judged.some((j) => j.verdict === name));
    show(item, verdict, judged.find((j) => j.mistake !== undefined)?.mistake ?? -1);
  }

  for (const item of document.querySelectorAll("ol.items > li[data-check]")) {
    for (const form of item.querySelectorAll("form")) {
      form.addEventListener("submit", (event) => { event.preventDefault(); check(item); });
    }
    for (const option of item.querySelectorAll(".options button")) {
      option.addEventListener("click", () => {
        const right = option.dataset.right === "yes";
        for (const other of item.querySelectorAll(".options button")) other.className = "";
        option.className = right ? "chosen-right" : "chosen-wrong";
        show(item, right ? "right" : "wrong", Number(option.dataset.mistake));
      });
    }
  }
  for (const button of document.querySelectorAll("button[data-language]")) {
    button.addEventListener("click", () => {
      document.documentElement.lang = button.dataset.language;
      for (const other of document.querySelectorAll("button[data-language]")) other.setAttribute("aria-pressed", String(other === button));
    });
  }
})();
