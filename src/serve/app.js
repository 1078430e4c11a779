// The page's behaviour: it keeps what the reader asks for, sends it, and shows what the engine answers.
"use strict";

const $ = (id) => document.getElementById(id);
const state = { facts: null, shares: {}, districts: {}, communes: {}, floors: {}, lang: "vi", run: null, answer: null };

const text = (key) => state.facts.texts[key];
const number = (value, decimals = 0) =>
  new Intl.NumberFormat(state.lang === "vi" ? "vi-VN" : "en-GB", {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(value);
// What rounds to nothing has no sign.
const signed = (value, decimals) =>
  Number(value.toFixed(decimals)) === 0
    ? number(0, decimals)
    : (value > 0 ? "+" : "") + number(value, decimals).replace("-", "−");
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
    communes: state.communes,
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
    if (it.id !== "status" || !(state.answer || state.run)) it.textContent = text(it.dataset.text);
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
  state.communes = {};
  state.floors = Object.fromEntries(state.facts.targets.map((it) => [it.id, it.floor]));
  stale();
}

const share = (component, source) => state.shares[component]?.[source] ?? 0;
const taken = (source) =>
  state.facts.components.reduce((sum, component) => sum + share(component.id, source), 0);

function slider(label, attributes, value, shown, set) {
  const input = element("input", { type: "range", "aria-label": label, ...attributes });
  input.value = value;
  const output = element("output");
  const made = element("div", { class: "slider" }, element("span", {}, label), input, output);
  made.refresh = () => {
    output.textContent = shown(Number(input.value));
    input.setAttribute("aria-valuetext", output.textContent);
  };
  input.addEventListener("input", () => {
    input.value = set(Number(input.value));
    made.refresh();
    stale();
  });
  made.refresh();
  return made;
}

// Letters without their marks, so that "luc ngan" finds Lục Ngạn.
const plain = (words) =>
  words.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");

// Million VND of every commune of a component by the shares and factors as they stand, in all years.
function amounts(component) {
  const { sources, alternatives } = state.facts;
  const own = state.communes[component.id] ?? {};
  const base = alternatives.find((it) => it.id === $("base").value).weights[component.id];
  const district = new Map(state.facts.communes.map((it) => [it.code, state.districts[it.district] ?? 1]));
  const weights = component.communes.map((code, at) => base[at] * district.get(code) * (own[code] ?? 1));
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const total = sources.reduce((all, it) => all + share(component.id, it.id) * it.million_vnd, 0);
  return new Map(component.communes.map((code, at) => [code, sum > 0 ? (total * weights[at]) / sum : 0]));
}

// A component's communes, each with a factor and its money now; made when first opened.
function communes(component) {
  const own = () => (state.communes[component.id] ??= {});
  const rows = [];
  let now = new Map();
  const row = (it) => {
    const place = it.name + ", " + state.facts.districts.find((district) => district.code === it.district).name;
    const limits = { min: 0, max: 10, step: 0.1, "data-commune": component.id + "/" + it.code };
    const shown = (value) => `× ${number(value, 1)} · ${number(now.get(it.code))} ${text("serve-million")}`;
    const set = (value) => {
      if (value === 1) delete own()[it.code];
      else own()[it.code] = value;
      return value;
    };
    const made = slider(place, limits, own()[it.code] ?? 1, shown, set);
    rows.push({ made, key: plain(place) });
    return made;
  };
  const list = element("div", { class: "communes" });
  const find = element("input", { type: "search", autocomplete: "off", spellcheck: "false" });
  const filter = () => rows.forEach(({ made, key }) => (made.hidden = !key.includes(plain(find.value.trim()))));
  find.addEventListener("input", filter);
  const summary = element("summary");
  const hint = element("p", { class: "hint" }, text("serve-communes-hint"));
  const label = element("label", {}, text("serve-communes-filter") + " ", find);
  const details = element("details", { "data-communes": component.id }, summary, hint, label, list);
  details.refresh = () => {
    const changed = Object.keys(own()).length;
    const more = changed ? " · " + text("serve-communes-changed").replace("{}", number(changed)) : "";
    summary.textContent = `${text("serve-communes")} (${number(component.communes.length)})${more}`;
    if (!details.open) return;
    now = amounts(component);
    if (!rows.length) {
      const eligible = new Set(component.communes);
      list.append(...state.facts.communes.filter((it) => eligible.has(it.code)).map(row));
    }
    rows.forEach(({ made }) => made.refresh());
  };
  details.addEventListener("toggle", details.refresh);
  details.refresh();
  return details;
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
      card.append(communes(component));
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
  for (const it of document.querySelectorAll("details[data-communes]")) it.refresh();
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
  // In one column the answer would appear out of sight.
  if (matchMedia("(max-width: 60rem)").matches) $("results").scrollIntoView();
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
  for (const it of document.querySelectorAll("[data-file]")) it.disabled = false;
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

async function handed(name, response) {
  if (response.ok) give(name, await response.blob());
  else $("status").textContent = text("serve-failed") + ": " + (await response.json()).errors.join("; ");
}

// A file of the run that is shown, whatever was changed since.
async function download(file) {
  const path = `/api/runs/${state.answer.run}/${file}?lang=${state.lang}`;
  await handed($("name").value + file.slice(file.lastIndexOf(".")), await fetch(path));
}

async function save() {
  const response = await ask(`/api/save?lang=${state.lang}&name=` + encodeURIComponent($("name").value), wish());
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
$("toml").addEventListener("click", async () =>
  handed($("name").value + ".toml", await ask("/api/scenario.toml?lang=" + state.lang, wish())),
);
for (const it of document.querySelectorAll("[data-file]")) {
  it.addEventListener("click", () => download(it.dataset.file));
}
load(navigator.language.startsWith("en") ? "en" : "vi");
