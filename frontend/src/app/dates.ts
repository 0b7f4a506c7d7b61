/** A calendar beside `input[data-jalali]`; the field stays an ordinary field one can type in. */
import { say } from "./language";
import { within } from "./within";

const labelOf = (input: HTMLInputElement) => input.labels?.[0]?.innerText.trim() ?? "";

function opener(input: HTMLInputElement): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn date-open";
  made.textContent = say("تقویم", "Calendar");
  const hidden = document.createElement("span");
  hidden.className = "visually-hidden";
  hidden.textContent = ` ${labelOf(input)}`;
  made.append(hidden);
  made.disabled = input.disabled || input.readOnly;
  made.addEventListener("click", () => void import("./calendar").then(({ openCalendar }) => openCalendar(input)));
  return made;
}

export function loadDates(part: ParentNode): void {
  for (const input of within<HTMLInputElement>(part, "input[data-jalali]:not([data-jalali-ready])")) {
    input.dataset["jalaliReady"] = "yes";
    const button = opener(input);
    const row = document.createElement("span");
    row.className = "input-row";
    input.replaceWith(row);
    row.append(input, button);
  }
}
