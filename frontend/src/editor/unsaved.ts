/**
 * Wagtail saves and warns of what differs from a picture of the form that it takes two seconds after the page was
 * opened and again when a saving has come back: what was changed just before (a picture chosen at once, a word typed
 * while it saved) is in that picture and lost when the page is left. Here the form is compared with how it stood at
 * the first touch, or as it was sent.
 */
const SILENT = /^(csrfmiddlewaretoken|loaded_revision_id|loaded_revision_created_at|next|comments-.*)$/;

function written(data: FormData): string {
  const pairs = [...data].filter(([name]) => !SILENT.test(name));
  return JSON.stringify(pairs.map(([name, value]) => [name, value instanceof File ? `${value.name} ${value.size}` : value]));
}

class Watch {
  private seen: string | undefined;
  private isTouched = false;

  constructor(private readonly form: HTMLFormElement) {
    for (const kind of ["pointerdown", "keydown", "drop"]) document.addEventListener(kind, () => this.touch(), true);
    form.addEventListener("w-autosave:save", (event) => this.sent((event as CustomEvent<{ formData: FormData }>).detail.formData));
    form.addEventListener("w-unsaved:watch-edits", () => setTimeout(() => this.settle()));
  }

  private now(): string {
    return written(new FormData(this.form));
  }

  private touch(): void {
    this.seen ??= this.now();
    this.isTouched = true;
  }

  private sent(data: FormData): void {
    this.seen = written(data);
    this.isTouched = false;
  }

  /** Wagtail has taken its picture: tell it of what it overlooked. */
  private settle(): void {
    const isOverlooked = this.isTouched && this.seen !== undefined && this.seen !== this.now();
    this.seen = undefined;
    this.isTouched = false;
    if (isOverlooked) this.form.dataset["wUnsavedForceValue"] = "true";
  }
}

export function watchUnsaved(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-controller~='w-unsaved']")) new Watch(form);
}
