/** One form for every kind of record; what is typed is kept as a draft at each touch. */
import { loadDates } from "../app/dates";
import { digits, say } from "../app/language";
import { h } from "./dom";
import { asksOf, point, type Ask } from "./kinds";
import { isFull, type Change, type Store } from "./store";
import type { Choices, Fields, Kind, MeetingId, Value } from "./types";
import { asTyped, hour, typedDay } from "./words";

export interface FormOf {
  store: Store;
  choices: Choices;
  visit: MeetingId;
  kind: Kind;
  record: string;
  seen: number;
  fields: Fields;
  draft: string;
  /** The day of the visit in Tehran. */
  day: string;
  /** The time of the server as far as this device knows it. */
  now: () => Date;
  /** Changes of other records that belong to this one; they are recorded with it. */
  also: Change[];
  done: (words: string) => void;
}

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

export function formOf(of: FormOf): HTMLFormElement {
  const asks = asksOf(of.kind, of.choices).filter(({ later }) => !later || of.seen > 0);
  const controls = new Map<string, Control>();
  const extra: Fields = {};
  for (const [name, value] of Object.entries(of.fields)) if (!asks.some((ask) => ask.name === name)) extra[name] = value;
  const read = (): Fields => {
    const fields: Fields = { ...extra, ...Object.fromEntries([...controls].map(([name, control]) => [name, valueOf(control)])) };
    for (const { name, when } of asks) if (when && fields[when[0]] !== when[1]) fields[name] = "";
    return fields;
  };
  const draft = () => {
    const { draft: key, visit, record, seen } = of;
    made.dataset["drafted"] = "no";
    void of.store.keepDraft({ key, visit, record, seen, fields: read() }).then(
      () => (made.dataset["drafted"] = "yes"),
      () => (made.dataset["drafted"] = "failed"), // it is still on the screen; recording it says what is wrong
    );
  };
  const problem = h("p", { class: "error", role: "alert", hidden: true });
  const save = h("button", { type: "submit", class: "btn btn-primary" }, say("ثبت", "Record"));
  const rows = asks.map((ask) => (ask.as === "point" ? pointRow(extra, draft) : row(ask, of, controls)));
  const back = h("a", { class: "btn", href: `#/visit/${of.visit}/${of.kind}` }, say("انصراف", "Cancel"));
  const made = h("form", { class: "field-form", novalidate: true, input: () => { reveal(made, asks, read()); draft(); } }, ...rows, problem, h("div", { class: "form-actions" }, save, back));
  back.addEventListener("click", () => void of.store.dropDraft(of.draft));
  made.addEventListener("change", () => { reveal(made, asks, read()); draft(); });
  made.addEventListener("submit", (event) => {
    event.preventDefault();
    const fault = faultIn(made, asks, controls, read());
    problem.hidden = !fault;
    problem.textContent = fault ?? "";
    if (fault) return;
    save.disabled = true;
    void keep(of, read()).catch((failure: unknown) => {
      save.disabled = false;
      problem.hidden = false;
      problem.textContent = isFull(failure) ? FULL : say("این مورد ثبت نشد؛ دوباره ثبت کنید.", "Nothing was recorded; record again.");
    });
  });
  reveal(made, asks, read());
  loadDates(made);
  return made;
}

const FULL = say("حافظهٔ این گوشی پر است؛ این مورد ثبت نشد. جا باز کنید و دوباره ثبت کنید.", "This device is full; nothing was recorded. Make room and record again.");

async function keep(of: FormOf, fields: Fields): Promise<void> {
  const { visit, kind, record, seen, draft } = of;
  await of.store.write({ visit, kind, record, seen, fields, draft }, ...of.also);
  of.done(say("ثبت شد.", "Recorded."));
}

function row(ask: Ask, of: FormOf, controls: Map<string, Control>): HTMLElement {
  const id = `ask-${ask.name}`;
  const value = of.fields[ask.name] ?? null;
  const control = controlOf(ask, id, value, of);
  controls.set(ask.name, control);
  if (ask.as === "yes") return h("div", { class: "form-check", "data-ask": ask.name }, control, h("label", { class: "form-check-label", for: id }, ask.label));
  const optional = ask.optional ? h("span", { class: "optional" }, say(" (اختیاری)", " (optional)")) : null;
  const help = ask.help ? h("p", { class: "help" }, ask.help) : null;
  return h("div", { class: "field", "data-ask": ask.name }, h("label", { for: id }, ask.label, optional), help, control);
}

function controlOf(ask: Ask, id: string, value: Value, of: FormOf): Control {
  const common = { id, name: ask.name, "data-as": ask.as };
  const words = value === null ? "" : String(value);
  switch (ask.as) {
    case "text": {
      const area = h("textarea", { ...common, class: "form-control", rows: 4, dir: "auto" });
      area.value = words;
      return area;
    }
    case "yes": {
      const box = h("input", { ...common, type: "checkbox", class: "form-check-input" });
      box.checked = value === true;
      return box;
    }
    case "choice": {
      const options = (of.choices[ask.choices ?? ""] ?? []).map(([key, label]) => h("option", { value: key }, label));
      const list = h("select", { ...common, class: "form-select" }, ...options);
      if (words || ask.start) list.value = words || (ask.start ?? "");
      return list;
    }
    case "moment": {
      const input = h("input", { ...common, class: "form-control field-hour", type: "text", inputmode: "numeric", dir: "ltr", autocomplete: "off" });
      input.dataset["day"] = words.slice(0, 10) || of.day;
      input.value = digits(words.slice(11) || (ask.optional ? "" : hour(of.now())));
      return input;
    }
    default:
      return lineOf(ask, common, words);
  }
}

function lineOf(ask: Ask, common: Record<string, string>, words: string): HTMLInputElement {
  const day = ask.as === "day" ? { "data-jalali": true, dir: "ltr" } : { dir: "auto" };
  const number = ask.as === "number" ? { inputmode: "decimal" } : {};
  const input = h("input", { ...common, ...day, ...number, type: "text", class: "form-control", autocomplete: "off" });
  input.value = ask.as === "day" ? dayShown(words) : ask.as === "number" ? digits(words) : words;
  return input;
}

/** A day of the record in Jalali; what was half typed stays as it is. */
const dayShown = (words: string) => (/^\d{4}-\d\d-\d\d$/.test(words) && typedDay(words) === undefined ? asTyped(words) : words);

const ascii = (text: string) => text.replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0)).replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660)).replace("٫", ".").replaceAll("٬", "");

/** Read «۹:۳۰» or 0930 as 09:30. */
function typedHour(text: string): string | undefined {
  const found = /^\s*([01]?\d|2[0-3])\s*[:٫.]?\s*([0-5]\d)\s*$/.exec(ascii(text));
  return found ? `${found[1]!.padStart(2, "0")}:${found[2]!}` : undefined;
}

function valueOf(control: Control): Value {
  switch (control.dataset["as"]) {
    case "yes":
      return (control as HTMLInputElement).checked;
    case "day":
      return typedDay(control.value) ?? control.value;
    case "number":
      return control.value.trim() === "" ? null : Number(ascii(control.value));
    case "moment":
      return control.value.trim() ? `${control.dataset["day"]!}T${typedHour(control.value) ?? control.value}` : null;
    default:
      return control.value;
  }
}

/** The first thing that keeps the form from being recorded, in words. */
function faultIn(form: HTMLFormElement, asks: Ask[], controls: Map<string, Control>, fields: Fields): string | undefined {
  for (const ask of asks) {
    const control = controls.get(ask.name);
    if (!control || form.querySelector<HTMLElement>(`[data-ask="${ask.name}"]`)?.hidden) continue;
    const isEmpty = ask.as !== "yes" && !control.value.trim();
    const mayBeEmpty = ask.optional || (ask.mayBeAll && !(ask.needed && fields[ask.needed[0]] === ask.needed[1]));
    if (isEmpty && !mayBeEmpty) return told(control, say(`«${ask.label}» را بنویسید.`, `Write “${ask.label}”.`));
    if (ask.as === "day" && typedDay(control.value) === undefined) return told(control, say(`«${ask.label}» روز درستی نیست؛ نمونه: ۱۴۰۵/۰۹/۰۱`, `“${ask.label}” is no day, such as 1405/09/01.`));
    if (ask.as === "moment" && !isEmpty && !typedHour(control.value)) return told(control, say(`«${ask.label}» ساعت درستی نیست؛ نمونه: ۰۹:۳۰`, `“${ask.label}” is no hour, such as 09:30.`));
    if (ask.as === "number" && Number.isNaN(valueOf(control))) return told(control, say(`«${ask.label}» عدد نیست؛ نمونه: ۱۲٫۵`, `“${ask.label}” is no number, such as 12.5.`));
  }
  return undefined;
}

function told(control: Control, words: string): string {
  control.focus();
  return words;
}

function reveal(form: HTMLFormElement, asks: Ask[], fields: Fields): void {
  for (const { name, when } of asks) {
    if (when) form.querySelector<HTMLElement>(`[data-ask="${name}"]`)!.hidden = fields[when[0]] !== when[1];
  }
}

/** The point comes from the device's own receiver, which needs no line. */
function pointRow(fields: Fields, changed: () => void): HTMLElement {
  const shown = h("p", { class: "field-point" }, point(fields) || say("بدون نقطه", "No point"));
  const find = h("button", { type: "button", class: "btn" }, say("نقطهٔ همین‌جا", "The point here"));
  find.addEventListener("click", () => {
    shown.textContent = say("در حال یافتن نقطه…", "Finding the point…");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        fields["latitude"] = Number(coords.latitude.toFixed(6));
        fields["longitude"] = Number(coords.longitude.toFixed(6));
        shown.textContent = point(fields);
        changed();
      },
      () => (shown.textContent = say("نقطه پیدا نشد؛ بدون آن هم ثبت می‌شود.", "No point was found; the site is recorded without it.")),
      { enableHighAccuracy: true, timeout: 20_000, maximumAge: 60_000 },
    );
  });
  return h("div", { class: "field" }, h("span", { class: "form-label" }, say("نقطهٔ روی نقشه", "Point on the map"), h("span", { class: "optional" }, say(" (اختیاری)", " (optional)"))), h("div", { class: "input-row" }, find, shown));
}
