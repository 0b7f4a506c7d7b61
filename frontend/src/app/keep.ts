/**
 * Forms with `data-keep` keep what was typed when the line or the tab is lost, and offer it again.
 * Passwords, files and tokens are never kept; what was sent is forgotten.
 */
import { say } from "./language";
import { within } from "./within";

const PREFIX = "hamyar-kept:";
const NEVER = new Set(["password", "file", "hidden", "submit", "button"]);

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const keyOf = (form: HTMLFormElement) => `${PREFIX}${location.pathname}#${form.dataset["keep"] || form.id}`;

const isKept = (field: Element): field is Field =>
  (field instanceof HTMLInputElement && !NEVER.has(field.type)) ||
  field instanceof HTMLTextAreaElement ||
  field instanceof HTMLSelectElement;

function valueOf(field: Field): string {
  if (field instanceof HTMLInputElement && (field.type === "checkbox" || field.type === "radio")) {
    return field.checked ? "\u2713" : "";
  }
  return field.value;
}

function write(field: Field, value: string): void {
  if (field instanceof HTMLInputElement && (field.type === "checkbox" || field.type === "radio")) {
    field.checked = value !== "";
  } else field.value = value;
}

function read(form: HTMLFormElement): Record<string, string> {
  const values: Record<string, string> = {};
  [...form.elements].filter(isKept).forEach((field, place) => {
    if (field.name) values[`${field.name}@${place}`] = valueOf(field);
  });
  return values;
}

function fill(form: HTMLFormElement, values: Record<string, string>): void {
  [...form.elements].filter(isKept).forEach((field, place) => {
    const value = values[`${field.name}@${place}`];
    if (value !== undefined) write(field, value);
  });
}

function offer(form: HTMLFormElement, values: Record<string, string>): void {
  const note = document.createElement("div");
  note.className = "note note-info";
  note.setAttribute("role", "status");
  const words = document.createElement("div");
  words.textContent = say("نوشته‌های ثبت‌نشدهٔ شما در این صفحه نگه داشته شده است. ", "What you typed here before was kept. ");
  const restore = button(say("بازگرداندن", "Restore"), () => fill(form, values), note);
  const forget = button(say("دور انداختن", "Discard"), () => localStorage.removeItem(keyOf(form)), note);
  words.append(restore, " ", forget);
  note.append(words);
  form.before(note);
}

function button(words: string, act: () => void, note: HTMLElement): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn btn-sm";
  made.textContent = words;
  made.addEventListener("click", () => {
    act();
    note.remove();
  });
  return made;
}

function watch(form: HTMLFormElement): void {
  if (form.dataset["keeping"]) return;
  form.dataset["keeping"] = "yes";
  const key = keyOf(form);
  const before = JSON.stringify(read(form));
  const kept = localStorage.getItem(key);
  if (kept && kept !== before) offer(form, JSON.parse(kept) as Record<string, string>);
  form.addEventListener("input", () => localStorage.setItem(key, JSON.stringify(read(form))));
  form.addEventListener("submit", () => localStorage.removeItem(key));
  let sent = false;
  form.addEventListener("submit", () => (sent = true));
  window.addEventListener("beforeunload", (event) => {
    if (!sent && JSON.stringify(read(form)) !== before) event.preventDefault();
  });
}

export function keepForms(part: ParentNode): void {
  for (const form of within<HTMLFormElement>(part, "form[data-keep]")) watch(form);
}
