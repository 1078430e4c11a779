// The controls: shares of money, weights of districts and communes, floors of targets.
"use strict";

// The controls as the chosen alternative has them.
function reset() {
  const base = state.facts.alternatives.find((it) => it.id === $("base").value);
  state.shares = structuredClone(base.shares);
  state.districts = {};
  state.communes = {};
  state.floors = Object.fromEntries(state.facts.targets.map((it) => [it.id, it.floor]));
}

const share = (component, source) => state.shares[component]?.[source] ?? 0;
const taken = (source) =>
  state.facts.components.reduce((sum, component) => sum + share(component.id, source), 0);

function slider(label, attributes, value, shown, set) {
  const input = element("input", { type: "range", "aria-label": label, ...attributes });
  input.value = value;
  const output = element("output");
  const held = element("span", { class: "held", role: "status" });
  const made = element("div", { class: "slider" }, element("span", {}, label), input, output, held);
  made.refresh = () => {
    output.textContent = shown(Number(input.value));
    input.setAttribute("aria-valuetext", output.textContent);
  };
  input.addEventListener("input", () => {
    const wanted = Number(input.value);
    const kept = set(wanted);
    input.value = kept;
    made.refresh();
    for (const it of document.querySelectorAll(".held")) it.textContent = "";
    if (kept < wanted) held.textContent = text("serve-held");
    moved();
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
  const district = new Map(state.facts.communes.map((it) => [it.code, state.districts[it.district] ?? 1]));
  const amounts = new Map(component.communes.map((code) => [code, 0]));
  for (const line of alternatives.find((it) => it.id === $("base").value).lines[component.id]) {
    const weights = component.communes.map((code, at) => line.weights[at] * district.get(code) * (own[code] ?? 1));
    const sum = weights.reduce((all, weight) => all + weight, 0);
    const part = (it) => share(component.id, it.id) * (line.parts[it.id] ?? 0) * it.million_vnd;
    const total = sources.reduce((all, it) => all + part(it), 0);
    component.communes.forEach((code, at) => {
      if (sum > 0) amounts.set(code, amounts.get(code) + (total * weights[at]) / sum);
    });
  }
  return amounts;
}

// A component's communes, each with a factor and its money now; made when first opened.
function communes(component) {
  const own = () => (state.communes[component.id] ??= {});
  const rows = [];
  let now = new Map();
  const row = (it) => {
    const place = it.name + ", " + state.facts.districts.find((district) => district.code === it.district).name;
    const limits = { min: 0, max: state.facts.largest_factor, step: 0.1, "data-commune": component.id + "/" + it.code };
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
      slider(it.name, { min: 0, max: state.facts.largest_factor, step: 0.1, "data-district": it.code }, state.districts[it.code] ?? 1, (value) => "× " + number(value, 1), (value) => (state.districts[it.code] = value)),
    ),
  );
  $("targets").replaceChildren(
    ...targets.map((it) => {
      const input = element("input", { type: "number", min: 0.000001, max: 100, step: "any", required: "", "data-target": it.id });
      input.value = state.floors[it.id];
      input.addEventListener("input", () => {
        if (input.validity.valid) state.floors[it.id] = Number(input.value);
        input.setAttribute("aria-invalid", String(!input.validity.valid));
        moved();
      });
      return element("label", {}, it.name + " ", input);
    }),
  );
  used();
  moved();
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
