/** Small courtesies: close a note, close an open menu from outside or with Escape, print, ask before a loss. */
function closeMenus(except?: Element | null): void {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>("details.menu[open]")) {
    if (menu !== except) menu.open = false;
  }
}

function onClick(event: MouseEvent): void {
  const target = event.target as Element | null;
  if (target?.closest("[data-dismiss]")) target.closest(".note")?.remove();
  if (target?.closest("[data-print]")) window.print();
  closeMenus(target?.closest("details.menu"));
}

function onEscape(event: KeyboardEvent): void {
  if (event.key !== "Escape") return;
  const open = document.querySelector<HTMLDetailsElement>("details.menu[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary")?.focus();
}

/** A form with `data-confirm` names what is lost and asks once more. */
function onSubmit(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  const words = event.submitter?.dataset["confirm"] ?? form.dataset["confirm"];
  if (words && !window.confirm(words)) event.preventDefault();
}

/** Filters with `data-auto` are sent as soon as a choice is made; the button stays for those without a script. */
function onChange(event: Event): void {
  const field = event.target as HTMLInputElement;
  if (field.matches("form[data-auto] select, form[data-auto] input[type=checkbox], form[data-auto] input[type=radio]")) {
    field.form?.requestSubmit();
  }
}

export function watchDismiss(): void {
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onEscape);
  document.addEventListener("submit", onSubmit);
  document.addEventListener("change", onChange);
}
