/** `[data-gallery]`: a picture opens whole over the page; arrow keys, a swipe and two buttons lead on. Without it the link opens the picture. */
import { number, say } from "./language";

const SWIPE = 48;
const LEFT = "M15 6l-6 6l6 6";
const RIGHT = "M9 6l6 6l-6 6";
const CROSS = "M18 6l-12 12M6 6l12 12";

function button(className: string, name: string, path: string, act: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = className;
  made.setAttribute("aria-label", name);
  const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("aria-hidden", "true");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  line.setAttribute("d", path);
  drawing.append(line);
  made.append(drawing);
  made.addEventListener("click", act);
  return made;
}

class Viewer {
  private readonly dialog = document.createElement("dialog");
  private readonly picture = document.createElement("img");
  private readonly words = document.createElement("figcaption");
  private readonly place = document.createElement("p");
  private links: HTMLAnchorElement[] = [];
  private at = 0;
  private from: number | null = null;

  constructor() {
    const isRight = document.dir === "rtl";
    const bar = document.createElement("div");
    bar.className = "viewer-bar";
    bar.append(this.place, button("viewer-close", say("بستن", "Close"), CROSS, () => this.dialog.close()));
    const figure = document.createElement("figure");
    figure.append(this.picture, this.words);
    this.place.setAttribute("role", "status");
    this.dialog.className = "viewer";
    this.dialog.setAttribute("aria-label", say("تصویر", "Picture"));
    this.dialog.append(
      bar,
      figure,
      button("viewer-step viewer-back", say("تصویر پیشین", "Previous picture"), isRight ? RIGHT : LEFT, () => this.go(-1)),
      button("viewer-step viewer-on", say("تصویر بعدی", "Next picture"), isRight ? LEFT : RIGHT, () => this.go(1)),
    );
    const forward = isRight ? -1 : 1;
    this.dialog.addEventListener("keydown", (event) => {
      if (event.key === "ArrowRight") this.go(forward);
      else if (event.key === "ArrowLeft") this.go(-forward);
      else if (event.key === "Home") this.show(0);
      else if (event.key === "End") this.show(this.links.length - 1);
    });
    this.picture.addEventListener("pointerdown", (event) => (this.from = event.clientX));
    this.picture.addEventListener("pointerup", (event) => {
      const moved = this.from === null ? 0 : event.clientX - this.from;
      if (Math.abs(moved) > SWIPE) this.go(Math.sign(-moved) * forward);
      this.from = null;
    });
    this.dialog.addEventListener("close", () => this.links[this.at]?.focus());
    this.picture.draggable = false;
    document.body.append(this.dialog);
  }

  open(links: HTMLAnchorElement[], at: number): void {
    this.links = links;
    for (const step of this.dialog.querySelectorAll<HTMLElement>(".viewer-step")) step.hidden = links.length < 2;
    this.show(at);
    this.dialog.showModal();
  }

  private go(steps: number): void {
    this.show((this.at + steps + this.links.length) % this.links.length);
  }

  private show(at: number): void {
    const link = this.links[at];
    if (!link) return;
    this.at = at;
    this.picture.removeAttribute("src"); // the one before is not shown under another caption
    this.picture.src = link.href;
    this.picture.alt = link.querySelector("img")?.alt ?? "";
    this.words.textContent = link.closest("figure")?.querySelector("figcaption")?.textContent ?? "";
    this.place.textContent = say(`${number(at + 1)} از ${number(this.links.length)}`, `${number(at + 1)} of ${number(this.links.length)}`);
    const next = this.links[at + 1];
    if (next) new Image().src = next.href;
  }
}

export function watchGalleries(): void {
  let viewer: Viewer | null = null;
  document.addEventListener("click", (event) => {
    const link = (event.target as Element | null)?.closest<HTMLAnchorElement>("[data-gallery] a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const links = [...(link.closest("[data-gallery]")?.querySelectorAll<HTMLAnchorElement>("a") ?? [])];
    viewer ??= new Viewer();
    viewer.open(links, links.indexOf(link));
  });
}
