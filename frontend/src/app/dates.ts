/** The Jalali calendar beside `input[data-jalali]`; the field stays an ordinary field one can type in. */
import { say } from "./language";

let started: Promise<void> | undefined;

async function start(): Promise<void> {
  await import("./datepicker");
  window.jalaliDatepicker?.startWatch({
    selector: "input[data-jalali-open]",
    autoShow: false,
    autoHide: true,
    hideAfterChange: true,
    autoReadOnlyInput: false,
    persianDigits: false,
    minDate: "attr",
    maxDate: "attr",
    showEmptyBtn: true,
    showCloseBtn: true,
    zIndex: 60,
  });
}

function opener(input: HTMLInputElement): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn date-open";
  made.textContent = say("تقویم", "Calendar");
  made.setAttribute("aria-label", say(`باز کردن تقویم برای ${labelOf(input)}`, `Open the calendar for ${labelOf(input)}`));
  made.addEventListener("click", (event) => {
    event.stopPropagation();
    started ??= start();
    void started.then(() => window.jalaliDatepicker?.show(input));
  });
  return made;
}

const labelOf = (input: HTMLInputElement) => input.labels?.[0]?.innerText.trim() ?? "";

export function loadDates(part: ParentNode): void {
  for (const input of part.querySelectorAll<HTMLInputElement>("input[data-jalali]:not([data-jalali-ready])")) {
    input.dataset["jalaliReady"] = "yes";
    const row = document.createElement("span");
    row.className = "input-row";
    input.replaceWith(row);
    row.append(input, opener(input));
  }
}
