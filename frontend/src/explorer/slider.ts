/** `.slider` around a range input: its value in words, its share among its kin, and whether it was moved. */
import { number, percent, say } from "../app/language";

function outputOf(input: HTMLInputElement): HTMLOutputElement | null {
  return input.closest(".slider")?.querySelector("output") ?? null;
}

function shareOf(input: HTMLInputElement): HTMLElement {
  const slider = input.closest(".slider")!;
  let share = slider.querySelector<HTMLElement>(".share");
  if (!share) {
    share = document.createElement("span");
    share.className = "share";
    slider.append(share);
  }
  return share;
}

export function slidersIn(form: HTMLElement): HTMLInputElement[] {
  return [...form.querySelectorAll<HTMLInputElement>(".slider input[type=range]")];
}

/** Say each value, and what part of the sum it is among the sliders of the same `data-group` (weights). */
export function showValues(form: HTMLElement): void {
  const sums = new Map<string, number>();
  const sliders = slidersIn(form);
  for (const input of sliders) {
    const group = input.dataset["group"];
    if (group) sums.set(group, (sums.get(group) ?? 0) + input.valueAsNumber);
  }
  for (const input of sliders) {
    const output = outputOf(input);
    if (output) output.value = number(input.valueAsNumber);
    input.closest<HTMLElement>(".slider")!.toggleAttribute("data-changed", input.value !== input.defaultValue);
    const sum = sums.get(input.dataset["group"] ?? "");
    if (sum === undefined) continue;
    const words = percent(sum > 0 ? input.valueAsNumber / sum : 0, 1);
    shareOf(input).textContent = say(`${words} از وزن گروه`, `${words} of the weight of its group`);
    input.setAttribute("aria-valuetext", `${number(input.valueAsNumber)}، ${words}`);
  }
}

/** Put every slider and choice back to what the page came with. */
export function reset(form: HTMLFormElement): void {
  form.reset();
  showValues(form);
  form.dispatchEvent(new Event("input", { bubbles: true }));
}
