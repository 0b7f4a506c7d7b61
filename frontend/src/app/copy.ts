/** `<button data-copy="text">` or `data-copy-from="#id"`: copies and says so. With `data-share="title"` the device offers its own ways to pass the address on. */
import { say } from "./language";

function textOf(button: HTMLElement): string {
  const from = button.dataset["copyFrom"];
  if (!from) return button.dataset["copy"] ?? "";
  const source = document.querySelector(from);
  return source instanceof HTMLInputElement ? source.value : (source?.textContent ?? "").trim();
}

function tell(button: HTMLElement, words: string): void {
  const place = button.querySelector("[data-copy-words]") ?? button;
  const before = place.textContent;
  place.textContent = words;
  button.setAttribute("aria-live", "polite");
  setTimeout(() => (place.textContent = before), 2000);
}

export function watchCopy(): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as Element | null)?.closest<HTMLElement>("[data-copy], [data-copy-from]");
    if (!button) return;
    event.preventDefault();
    const title = button.dataset["share"];
    if (title && "share" in navigator) return void navigator.share({ title, url: textOf(button) }).catch(() => undefined); // closed without a choice
    navigator.clipboard.writeText(textOf(button)).then(
      () => tell(button, button.dataset["share"] ? say("نشانی رونوشت شد", "Address copied") : say("رونوشت برداشته شد", "Copied")),
      () => tell(button, say("رونوشت‌برداری ممکن نشد", "Could not copy")),
    );
  });
}
