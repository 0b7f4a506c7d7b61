/** A Jalali calendar in a dialog: a grid one walks with the arrow keys, as WAI-ARIA describes. */
import "../styles/date-picker.css";
import { countOf, daysIn, FIRST_YEAR, jalaliOf, LAST_YEAR, MONTHS_EN, MONTHS_FA, moved, read, today, weekday, write, type Day } from "./jalali";
import { digits, isPersian, say } from "./language";

const MONTHS = isPersian ? MONTHS_FA : MONTHS_EN;
const WEEKDAYS = isPersian
  ? ["شنبه", "یکشنبه", "دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه"]
  : ["Saturday", "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];
const SHORT = isPersian ? ["ش", "ی", "د", "س", "چ", "پ", "ج"] : ["Sa", "Su", "Mo", "Tu", "We", "Th", "Fr"];

const FRAME = `
  <div class="jalali-head">
    <button type="button" class="tool" data-move="-1"></button>
    <select class="form-select" data-month></select>
    <input class="form-control" type="number" data-year min="${FIRST_YEAR}" max="${LAST_YEAR}">
    <button type="button" class="tool" data-move="1"></button>
  </div>
  <table role="grid"><thead><tr></tr></thead><tbody></tbody></table>
  <div class="jalali-foot">
    <button type="button" class="btn btn-sm" data-today></button>
    <button type="button" class="btn btn-sm btn-quiet" data-clear></button>
    <button type="button" class="btn btn-sm btn-quiet" data-close></button>
  </div>`;

class Calendar {
  private readonly dialog = document.createElement("dialog");
  private input!: HTMLInputElement;
  private clock = "";
  private at: Day = today();

  constructor() {
    this.dialog.className = "jalali-days";
    this.dialog.setAttribute("aria-label", say("تقویم", "Calendar"));
    this.dialog.dataset["a11yDialogIgnoreFocusTrap"] = "";
    this.dialog.innerHTML = FRAME;
    this.name("[data-move='-1']", say("ماه پیش", "Previous month"), isPersian ? "›" : "‹");
    this.name("[data-move='1']", say("ماه بعد", "Next month"), isPersian ? "‹" : "›");
    this.name("[data-month]", say("ماه", "Month"));
    this.name("[data-year]", say("سال", "Year"));
    this.part("[data-today]").textContent = say("امروز", "Today");
    this.part("[data-clear]").textContent = say("پاک کردن", "Clear");
    this.part("[data-close]").textContent = say("بستن", "Close");
    this.part("select").append(...MONTHS.map((name, place) => new Option(name, String(place + 1))));
    this.part("thead tr").append(...WEEKDAYS.map(headingOf));
    this.listen();
    document.body.append(this.dialog);
  }

  open(input: HTMLInputElement): void {
    this.input = input;
    this.clock = clockOf(input);
    this.at = dayOf(input) ?? today();
    this.draw();
    this.dialog.showModal();
    this.stand();
    this.focus();
  }

  private part<T extends HTMLElement>(selector: string): T {
    return this.dialog.querySelector<T>(selector)!;
  }

  private name(selector: string, words: string, shown?: string): void {
    this.part(selector).setAttribute("aria-label", words);
    if (shown) this.part(selector).textContent = shown;
  }

  /** Beside its field where there is room, in the middle of a phone. */
  private stand(): void {
    const field = this.input.getBoundingClientRect();
    const box = this.dialog.getBoundingClientRect();
    const { style } = this.dialog;
    const isPhone = innerWidth < 480;
    style.margin = isPhone ? "auto" : "0";
    style.inset = isPhone ? "0" : "auto";
    if (isPhone) return;
    const wanted = isPersian ? field.right - box.width : field.left;
    style.left = `${Math.max(8, Math.min(innerWidth - box.width - 8, wanted))}px`;
    style.top = `${field.bottom + box.height + 8 > innerHeight ? Math.max(8, field.top - box.height - 6) : field.bottom + 6}px`;
  }

  private draw(): void {
    const { year, month } = this.at;
    this.part<HTMLSelectElement>("select").value = String(month);
    this.part<HTMLInputElement>("[data-year]").value = String(year);
    const first = countOf({ year, month, day: 1 });
    const length = daysIn(year, month);
    const weeks = Math.ceil((weekday(first) + length) / 7);
    const rows = Array.from({ length: weeks }, (_, week) => {
      const row = document.createElement("tr");
      row.append(...Array.from({ length: 7 }, (_, place) => this.cell(week * 7 + place - weekday(first) + 1, length)));
      return row;
    });
    this.part("tbody").replaceChildren(...rows);
    this.part("table").setAttribute("aria-label", `${MONTHS[month - 1]} ${digits(String(year))}`);
  }

  private cell(day: number, length: number): HTMLTableCellElement {
    const cell = document.createElement("td");
    if (day < 1 || day > length) return cell;
    const date = { ...this.at, day };
    const count = countOf(date);
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = digits(String(day));
    button.dataset["day"] = String(day);
    button.tabIndex = day === this.at.day ? 0 : -1;
    button.setAttribute("aria-label", `${WEEKDAYS[weekday(count)]} ${digits(String(day))} ${MONTHS[date.month - 1]}`);
    if (write(date) === write(today())) button.setAttribute("aria-current", "date");
    if (this.input.value && write(date) === write(dayOf(this.input) ?? { year: 0, month: 0, day: 0 })) cell.setAttribute("aria-selected", "true");
    if (weekday(count) === 6) cell.className = "off";
    cell.append(button);
    return cell;
  }

  private focus(): void {
    this.dialog.querySelector<HTMLElement>(`[data-day="${this.at.day}"]`)?.focus();
  }

  private go(to: Day): void {
    this.at = to;
    this.draw();
    this.focus();
  }

  private choose(value: string): void {
    this.input.value = value && `${value}${this.clock}`;
    this.input.dispatchEvent(new Event("input", { bubbles: true }));
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
    this.dialog.close();
  }

  private listen(): void {
    this.dialog.addEventListener("click", (event) => this.onClick(event));
    this.part("tbody").addEventListener("keydown", (event) => this.onKey(event));
    this.dialog.addEventListener("keydown", (event) => event.key === "Escape" && this.dialog.close());
    this.dialog.addEventListener("close", () => this.input.focus());
    this.part("select").addEventListener("change", () => this.jump());
    this.part("[data-year]").addEventListener("change", () => this.jump());
  }

  /** The month or year was chosen by its own field, which keeps the focus. */
  private jump(): void {
    const month = Number(this.part<HTMLSelectElement>("select").value);
    const year = Math.min(LAST_YEAR, Math.max(FIRST_YEAR, this.part<HTMLInputElement>("[data-year]").valueAsNumber || this.at.year));
    this.at = { year, month, day: Math.min(this.at.day, daysIn(year, month)) };
    this.draw();
  }

  private onClick(event: MouseEvent): void {
    const target = event.target as HTMLElement;
    const button = target.closest<HTMLElement>("button");
    if (target === this.dialog || button?.matches("[data-close]")) this.dialog.close();
    else if (button?.dataset["day"]) this.choose(write({ ...this.at, day: Number(button.dataset["day"]) }));
    else if (button?.matches("[data-today]")) this.choose(write(today()));
    else if (button?.matches("[data-clear]")) this.choose("");
    else if (button?.dataset["move"]) {
      this.at = moved(this.at, Number(button.dataset["move"]));
      this.draw();
    }
  }

  private onKey(event: KeyboardEvent): void {
    const forward = isPersian ? "ArrowLeft" : "ArrowRight";
    const back = isPersian ? "ArrowRight" : "ArrowLeft";
    const place = weekday(countOf(this.at));
    const days: Record<string, number> = { [forward]: 1, [back]: -1, ArrowDown: 7, ArrowUp: -7, Home: -place, End: 6 - place };
    const months: Record<string, number> = { PageDown: event.shiftKey ? 12 : 1, PageUp: event.shiftKey ? -12 : -1 };
    if (event.key in days) this.go(jalaliOf(countOf(this.at) + days[event.key]!));
    else if (event.key in months) this.go(moved(this.at, months[event.key]!));
    else return;
    event.preventDefault();
  }
}

const CLOCK = /[\s،]+[\d۰-۹]{1,2}:[\d۰-۹]{2}\s*$/;
const dayOf = (input: HTMLInputElement) => read(input.value.replace(CLOCK, ""));

/** The hour that stands behind the day in a box of both; morning where none does. */
const clockOf = (input: HTMLInputElement): string =>
  input.dataset["jalali"] === "moment" ? (CLOCK.exec(input.value)?.[0] ?? " 08:00") : "";

function headingOf(name: string, place: number): HTMLElement {
  const cell = document.createElement("th");
  cell.scope = "col";
  cell.abbr = name;
  cell.innerHTML = `<span aria-hidden="true">${SHORT[place]}</span><span class="visually-hidden">${name}</span>`;
  return cell;
}

let calendar: Calendar | undefined;

export function openCalendar(input: HTMLInputElement): void {
  calendar ??= new Calendar();
  calendar.open(input);
}
