  // The page: judges what is typed, and shows the verdict.
  const TOLERANCE = 1e-6, LEAST = 3;
  const READ_OVER = new RegExp(`^(?:${GRAMMAR.read_over})`, "u");

  // An answer without a name in front (f'(x) =, and y = where the equation of a line is asked for).
  function answer(text, data) {
    const plain = meant(text).replace(READ_OVER, "");
    const [left, ...right] = plain.split("=");
    return data.left && right.length === 1 && left.trim() === data.left ? right[0] : plain;
  }

  // Whether a value is the wanted one; undefined where one of them is none, or that cannot be told.
  function same(given, wanted) {
    if (!given || wanted === null) return undefined;
    const slack = TOLERANCE * Math.max(Math.abs(given.v), Math.abs(wanted));
    if (Math.abs(given.v - wanted) > slack + given.e) return false;
    return given.e <= Math.max(slack, TOLERANCE ** 2) ? true : undefined;
  }

  function attempt(formula, point) {
    try { return value(formula, at(point)); } catch (error) {
      if (error instanceof Unsure) return undefined;
      throw error;
    }
  }

  // true, false, or undefined where too few points tell. Of a known mistake without values (null) nothing can be told.
  function agrees(values, wanted) {
    if (!wanted) return false;
    const found = values.map((given, i) => same(given, wanted[i]));
    if (found.includes(false)) return false;
    const told = found.filter((each) => each).length;
    return told >= Math.min(LEAST, found.length) ? true : undefined;
  }

  const is_same = (formula, other) => JSON.stringify(formula) === JSON.stringify(other);

  // A verdict, and the number of the misconception whose outcome a wrong answer is.
  function judge(text, data, place) {
    const given = answer(text, data);
    const formula = read(given, data.names);
    if (is_same(formula, read(data.texts[place], data.names))) return { verdict: "right" };
    const values = data.points.map((point) => attempt(formula, point));
    const right = agrees(values, data.keys[place]);
    if (right) return { verdict: "right" };
    if (right === undefined) return { verdict: values.some((found) => found !== null) ? "unsure" : "undefined" };
    if (is_ambiguous(given, data.names)) return { verdict: "brackets" };
    const mistake = data.wrong.findIndex((wanted) => agrees(values, wanted));
    return mistake < 0 ? { verdict: "wrong" } : { verdict: "wrong", mistake };
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

  // How an answer was read, for each blank where that is not what was typed.
  function reading(text, data) {
    try {
      const given = answer(text, data);
      return is_literal(given, data.names) ? [] : [told(read(given, data.names))];
    } catch { return []; }
  }

  function show_readings(item, found) {
    for (const line of item.querySelectorAll(".reading")) {
      line.hidden = !found.length;
      line.textContent = found.length ? line.dataset.words.replace("{formula}", () => found.join(line.dataset.comma)) : "";
    }
  }

  // Whatever goes wrong, the verdict on the last answer must not be left on the next one.
  function verdict_on(text, data, place) {
    try { return judge(text, data, place); } catch { return { verdict: "unreadable" }; }
  }

  function check(item) {
    const data = JSON.parse(item.dataset.check);
    const inputs = [...item.querySelectorAll("input")];
    show_readings(item, inputs.flatMap((input) => reading(input.value, data)));
    const judged = inputs.map((input, place) => verdict_on(input.value, data, place));
    const order = ["unreadable", "brackets", "unsure", "undefined", "wrong", "right"];
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
