// Show of hands: − and + beside the number boxes, live total, mean and bar, undo. Every page works without it.

const FILLS = ["#db7354", "#efb381", "#f5e7b2", "#bfdfd9", "#6cb8b7"];
const LINES = ["#8e2f17", "#85470f", "#675612", "#1f6561", "#0d525a"];
const SVG = "http://www.w3.org/2000/svg";
const count = (input) => Math.max(0, Math.trunc(Number(input.value)) || 0);
const language = document.documentElement.lang;
const write = (value, digits = 0) =>
  new Intl.NumberFormat(language === "ar" ? "ar-u-nu-latn" : language, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);

function startTally(form) {
  const list = form.querySelector(".tally");
  const rows = [...list.children].map((row) => ({
    input: row.querySelector("input"),
    minus: row.querySelector("[data-step='-1']"),
    plus: row.querySelector("[data-step='1']"),
    level: Number(row.dataset.level),
    face: Number(row.dataset.face),
    word: row.dataset.word,
  }));
  const present = form.dataset.present === undefined ? Infinity : Number(form.dataset.present);
  const total = form.querySelector("[data-total]");
  const undo = document.querySelector("[data-undo]");
  const log = [];
  let seen = rows.map((row) => count(row.input));

  // Half up at one decimal, on whole numbers: the same rule as on the card.
  const mean = (counts, hands) => {
    const sum = counts.reduce((all, n, index) => all + n * rows[index].level, 0);
    return Math.floor((sum * 20 + hands) / (2 * hands)) / 10;
  };

  function drawBar(counts) {
    const folded = new Map();
    rows.forEach((row, index) => folded.set(row.face, (folded.get(row.face) || 0) + counts[index]));
    const hands = counts.reduce((a, b) => a + b, 0);
    const svg = document.createElementNS(SVG, "svg");
    const put = (name, attributes, text) => {
      const node = document.createElementNS(SVG, name);
      for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
      if (text !== undefined) node.textContent = text;
      svg.append(node);
    };
    for (const [key, value] of Object.entries({ class: "chart", width: "100%", height: "30", role: "img" })) svg.setAttribute(key, value);
    put("title", {}, rows.map((row, index) => `${row.word} ${counts[index]}`).join(", "));
    if (!hands) put("rect", { x: 0, y: 1, width: "100%", height: 28, fill: "none", stroke: "#857b6a", "stroke-dasharray": "4 4" });
    let x = 0;
    for (const [face, n] of folded) {
      if (!n) continue;
      const width = (n / hands) * 100;
      const at = document.dir === "rtl" ? 100 - x - width : x;
      put("rect", { x: `${at}%`, y: 1, width: `${width}%`, height: 28, fill: FILLS[face - 1], stroke: LINES[face - 1] });
      if (width > 4) put("text", { x: `${at + width / 2}%`, y: 20.4, "text-anchor": "middle", "font-size": 15, "font-weight": 700, fill: "#211c15" }, n);
      x += width;
    }
    form.querySelector("[data-bar]").replaceChildren(svg);
  }

  function draw() {
    const counts = rows.map((row) => count(row.input));
    const hands = counts.reduce((a, b) => a + b, 0);
    form.querySelector("[data-sum]").textContent = write(hands);
    form.querySelector("[data-mean]").textContent = hands ? write(mean(counts, hands), 1) : "–";
    const left = form.querySelector("[data-left-box]");
    left.hidden = !(present < Infinity && hands < present);
    form.querySelector("[data-left]").textContent = write(Math.max(0, present - hands));
    total.classList.toggle("over", hands > present);
    rows.forEach((row, index) => {
      row.plus.disabled = hands >= present;
      row.minus.disabled = counts[index] === 0;
    });
    drawBar(counts);
  }

  function remember(index, before, after) {
    if (before === after) return;
    log.push([index, before]);
    sayLast(index, after - before);
  }

  function sayLast(index, difference) {
    undo.hidden = log.length === 0;
    undo.querySelector("[data-last]").textContent = difference ? `\u2066${difference > 0 ? "+" : "−"}${Math.abs(difference)}\u2069 ${rows[index].word}` : "";
  }

  function set(index, value) {
    rows[index].input.value = value;
    seen[index] = value;
    draw();
  }

  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-step]");
    if (!button) return;
    const index = rows.findIndex((row) => row.minus === button || row.plus === button);
    const before = count(rows[index].input);
    const after = Math.max(0, before + Number(button.dataset.step));
    remember(index, before, after);
    set(index, after);
  });
  list.addEventListener("input", draw);
  list.addEventListener("change", (event) => {
    const index = rows.findIndex((row) => row.input === event.target);
    if (index < 0) return;
    remember(index, seen[index], count(event.target));
    seen[index] = count(event.target);
  });
  undo.addEventListener("click", () => {
    const step = log.pop();
    if (!step) return;
    set(step[0], step[1]);
    const last = log[log.length - 1];
    if (last) sayLast(last[0], seen[last[0]] - last[1]);
    else sayLast(0, 0);
  });

  list.classList.add("live");
  for (const row of rows) row.minus.hidden = row.plus.hidden = false;
  total.hidden = false;
  draw();
}

function startHeadcount(line) {
  const inputs = [...document.querySelectorAll(".headcount input")];
  const draw = () => {
    line.querySelector("b").textContent = write(inputs.reduce((all, input) => all + count(input), 0));
  };
  line.hidden = false;
  for (const input of inputs) input.addEventListener("input", draw);
  draw();
}

// A browser that can't ask « which way is ticked » in its style sheet is told here.
function startWays(form) {
  const show = () => {
    const ticked = form.querySelector("[name=how]:checked");
    if (ticked) form.dataset.how = ticked.value;
  };
  form.addEventListener("change", show);
  show();
}

for (const form of document.querySelectorAll("form.scoring")) {
  startWays(form);
  if (form.querySelector(".tally") && !form.querySelector("fieldset:disabled")) startTally(form);
}
const headcount = document.querySelector("[data-headcount]");
if (headcount) startHeadcount(headcount);
