// The page's behaviour: it keeps what the reader asks for, sends it, and shows what the engine answers.
"use strict";

const $ = (id) => document.getElementById(id);
const state = { facts: null, shares: {}, districts: {}, floors: {}, lang: "vi", run: null, answer: null };

const text = (key) => state.facts.texts[key];
const number = (value, decimals = 0) =>
  new Intl.NumberFormat(state.lang === "vi" ? "vi-VN" : "en-GB", {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(value);
const signed = (value, decimals) => (value > 0 ? "+" : "") + number(value, decimals).replace("-", "−");
const percent = (share) => number(100 * share) + " %";

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

// What the server is asked: nothing that is not a share, a factor or a floor.
function wish() {
  return {
    base: $("base").value,
    against: $("against").value,
    shares: state.shares,
    districts: state.districts,
    floors: state.floors,
    title: $("name").value,
  };
}

function ask(path, body, options = {}) {
  return fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    ...options,
  });
}

async function load(lang) {
  const facts = await (await fetch("/api/facts?lang=" + lang)).json();
  const first = state.facts === null;
  state.facts = facts;
  state.lang = facts.language;
  document.documentElement.lang = facts.language;
  document.title = text("serve-title");
  for (const it of document.querySelectorAll("[data-text]")) {
    if (it.id !== "status" || first) it.textContent = text(it.dataset.text);
  }
  $("scenario").textContent = facts.title;
  $("synthetic").textContent = facts.synthetic ?? "";
  $("synthetic").hidden = !facts.synthetic;
  for (const id of ["base", "against"]) {
    const chosen = $(id).value;
    $(id).replaceChildren(...facts.alternatives.map((it) => element("option", { value: it.id }, it.title)));
    if (chosen) $(id).value = chosen;
  }
  if (first) reset();
  draw();
  if (state.answer) show(state.answer);
}

// The controls as the chosen alternative has them.
function reset() {
  const base = state.facts.alternatives.find((it) => it.id === $("base").value);
  state.shares = structuredClone(base.shares);
  state.districts = {};
  state.floors = Object.fromEntries(state.facts.targets.map((it) => [it.id, it.floor]));
  stale();
}

const share = (component, source) => state.shares[component]?.[source] ?? 0;
const taken = (source) =>
  state.facts.components.reduce((sum, component) => sum + share(component.id, source), 0);

function slider(label, attributes, value, shown, set) {
  const input = element("input", { type: "range", "aria-label": label, ...attributes });
  input.value = value;
  const output = element("output", {}, shown(Number(value)));
  input.addEventListener("input", () => {
    const kept = set(Number(input.value));
    input.value = kept;
    output.textContent = shown(kept);
    input.setAttribute("aria-valuetext", output.textContent);
    stale();
  });
  input.setAttribute("aria-valuetext", output.textContent);
  return element("div", { class: "slider" }, element("span", {}, label), input, output);
}

function draw() {
  const { components, sources, districts, targets } = state.facts;
  $("components").replaceChildren(
    ...components.map((component) => {
      const card = element("div", { class: "card" }, element("h3", {}, component.title));
      for (const id of component.sources) {
        const source = sources.find((it) => it.id === id);
        const billion = (value) => percent(value) + " · " + number((value * source.million_vnd) / 1000, 1);
        // A source cannot give more than what the others leave of it.
        const set = (value) => {
          const room = 1 - (taken(id) - share(component.id, id));
          const kept = Math.max(0, Math.min(value, Math.floor(room * 100 + 1e-6) / 100));
          (state.shares[component.id] ??= {})[id] = kept;
          used();
          return kept;
        };
        const limits = { min: 0, max: 1, step: 0.01, "data-share": component.id + "/" + id };
        card.append(slider(source.title, limits, share(component.id, id), billion, set));
      }
      return card;
    }),
  );
  $("districts").replaceChildren(
    ...districts.map((it) =>
      slider(it.name, { min: 0, max: 3, step: 0.1, "data-district": it.code }, state.districts[it.code] ?? 1, (value) => "× " + number(value, 1), (value) => (state.districts[it.code] = value)),
    ),
  );
  $("targets").replaceChildren(
    ...targets.map((it) => {
      const input = element("input", { type: "number", min: 0.1, max: 100, step: 0.1, "data-target": it.id });
      input.value = state.floors[it.id];
      input.addEventListener("input", () => {
        if (input.checkValidity() && input.value) state.floors[it.id] = Number(input.value);
        stale();
      });
      return element("label", {}, it.name + " ", input);
    }),
  );
  used();
}

function used() {
  $("sources").replaceChildren(
    ...state.facts.sources.map((source) => {
      const sum = taken(source.id);
      const words = `${text("serve-source-used")} ${percent(sum)}`;
      const meter = element("meter", { min: 0, max: 1, value: sum, "aria-label": source.title + ": " + words });
      return element("div", { class: "slider" }, element("span", {}, source.title), meter, element("output", {}, words));
    }),
  );
}

function stale() {
  if (state.answer) $("status").textContent = text("serve-stale");
}

async function run() {
  cancel();
  const control = new AbortController();
  state.run = control;
  $("run").disabled = true;
  $("cancel").disabled = false;
  $("progress").hidden = false;
  $("progress").removeAttribute("value");
  $("status").textContent = text("serve-running");
  try {
    const response = await ask("/api/run?lang=" + state.lang, wish(), { signal: control.signal });
    if (!response.ok) throw new Error((await response.json()).errors.join("; "));
    await events(response, show);
    $("status").textContent = text("serve-done") + " · " + number(state.answer.replicates);
  } catch (error) {
    const stopped = error.name === "AbortError";
    $("status").textContent = stopped ? text("serve-cancelled") : text("serve-failed") + ": " + error.message;
  } finally {
    if (state.run === control) state.run = null;
    $("run").disabled = false;
    $("cancel").disabled = true;
    $("progress").hidden = true;
  }
}

// Server-sent events of a response to POST, which EventSource cannot make.
async function events(response, tell) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    buffer += value;
    for (let end = buffer.indexOf("\n\n"); end >= 0; end = buffer.indexOf("\n\n")) {
      const data = buffer.slice(0, end).split("\n").filter((it) => it.startsWith("data:"));
      buffer = buffer.slice(end + 2);
      if (data.length) tell(JSON.parse(data.map((it) => it.slice(5).trimStart()).join("\n")));
    }
  }
}

function cancel() {
  state.run?.abort();
}

function table(caption, heads, rows) {
  const head = element("tr", {}, ...heads.map((it) => element("th", { scope: "col" }, it)));
  const body = rows.map(([first, ...rest]) =>
    element("tr", {}, element("th", { scope: "row" }, first), ...rest.map((it) => element("td", { class: "number" }, it))),
  );
  const made = element("table", {}, element("caption", {}, caption), element("thead", {}, head), element("tbody", {}, ...body));
  return element("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": caption }, made);
}

function show(answer) {
  state.answer = answer;
  $("json").disabled = false;
  $("progress").value = answer.replicates / answer.of;
  const all = number(answer.replicates) + " / " + number(answer.of);
  $("status").textContent = text("serve-quick") + " · " + all;
  const names = answer.money.map((it) => it.name);
  const chance = ([p, low, high]) => `${percent(p)} (${number(100 * low)}–${number(100 * high)})`;
  $("answer").replaceChildren(
    table(text("serve-chances"), [text("serve-target"), ...names], answer.chances.map((it) => [it.name, chance(it.against), chance(it.own)])),
    table(
      text("serve-differences"),
      [text("serve-measure"), text("serve-mean"), text("serve-interval"), text("serve-better")],
      answer.differences.map((it) => [
        `${it.name} (${it.unit})`,
        signed(it.mean, it.decimals),
        `${signed(it.low, it.decimals)} … ${signed(it.high, it.decimals)}`,
        percent(it.better),
      ]),
    ),
    table(text("serve-spent"), ["", ...names], [
      [text("serve-spent"), ...answer.money.map((it) => number(it.spent / 1000, 1))],
      [text("serve-left"), ...answer.money.map((it) => number(it.left / 1000, 1))],
    ]),
  );
}

function give(name, blob) {
  const link = element("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

async function fetched(path, name) {
  const response = await ask(path, wish());
  if (response.ok) give(name, await response.blob());
  else $("status").textContent = text("serve-failed") + ": " + (await response.json()).errors.join("; ");
}

async function save() {
  const response = await ask("/api/save?name=" + encodeURIComponent($("name").value), wish());
  const answer = await response.json();
  $("status").textContent = response.ok
    ? text("serve-saved") + ": " + answer.file
    : text("serve-failed") + ": " + answer.errors.join("; ");
}

$("run").addEventListener("click", run);
$("cancel").addEventListener("click", cancel);
$("save").addEventListener("click", save);
$("reset").addEventListener("click", () => (reset(), draw()));
$("base").addEventListener("change", () => (reset(), draw()));
$("against").addEventListener("change", stale);
$("language").addEventListener("click", () => load(state.lang === "vi" ? "en" : "vi"));
$("toml").addEventListener("click", () => fetched("/api/scenario.toml", $("name").value + ".toml"));
$("xlsx").addEventListener("click", () => fetched("/api/report.xlsx?lang=" + state.lang, $("name").value + ".xlsx"));
$("json").addEventListener("click", () =>
  give($("name").value + ".json", new Blob([JSON.stringify(state.answer, null, 2)], { type: "application/json" })),
);
load(navigator.language.startsWith("en") ? "en" : "vi");
