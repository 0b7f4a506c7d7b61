/** A file box in Persian: the browser writes its own words, in its own language, into the ordinary one. */
import { say } from "../app/language";
import { within } from "../app/within";

const named = (input: HTMLInputElement): string =>
  [...(input.files ?? [])].map(({ name }) => name).join("، ") || say("پرونده‌ای انتخاب نشده است.", "No file is chosen.");

export function nameFiles(part: ParentNode): void {
  for (const input of within<HTMLInputElement>(part, "input[type=file]:not([data-named]):not(.w-sr-only)")) {
    input.dataset["named"] = "yes";
    const row = document.createElement("span");
    row.className = "file-row";
    const face = document.createElement("span");
    face.className = "button button-secondary";
    face.textContent = input.multiple ? say("انتخاب پرونده‌ها", "Choose files") : say("انتخاب پرونده", "Choose a file");
    face.ariaHidden = "true";
    const chosen = document.createElement("span");
    chosen.textContent = named(input);
    input.addEventListener("change", () => (chosen.textContent = named(input)));
    input.replaceWith(row);
    row.append(input, face, chosen);
  }
}
