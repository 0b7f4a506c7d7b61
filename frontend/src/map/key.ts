/** The key under a map: what colours and sizes mean, in words. */
import { number, say } from "../app/language";
import type { MapData } from "./data";
import { SIZES } from "./look";

const WORDS = [
  say("برخوردارتر", "more endowed"),
  say("نسبتاً برخوردار", "rather endowed"),
  say("میانه", "in the middle"),
  say("کمتر برخوردار", "less endowed"),
  say("در اولویت حمایت", "in priority for support"),
];

function entry(mark: HTMLElement, words: string): HTMLLIElement {
  const made = document.createElement("li");
  made.append(mark, document.createTextNode(words));
  return made;
}

function swatch(css: string, pixels?: number): HTMLElement {
  const made = document.createElement("span");
  made.className = `swatch ${css}`;
  if (pixels) made.style.inlineSize = made.style.blockSize = `${pixels}px`;
  return made;
}

export function keyOf(data: MapData): HTMLElement {
  const list = document.createElement("ul");
  list.className = "map-key";
  const towns = data.points?.features.map((feature) => feature.properties) ?? [];
  const steps = new Set(towns.map((town) => town.step ?? town.tier).filter(Boolean));
  (data.steps ?? WORDS).forEach((words, place) => {
    if (steps.has(place + 1)) list.append(entry(swatch(`tier-${place + 1}`), words));
  });
  if (steps.size && towns.some((town) => !(town.step ?? town.tier))) list.append(entry(swatch("tier-none"), data.missing ?? say("بدون رتبه", "not ranked")));
  if (towns.some((town) => town.population)) {
    for (const [people, pixels] of SIZES.slice(1, 4)) {
      list.append(entry(swatch("size", pixels * 2), say(`${number(people)} نفر`, `${number(people)} people`)));
    }
  }
  return list;
}
