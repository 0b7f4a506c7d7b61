/** Cuts Vazirmatn down to the letters the product writes: one file for Persian, one for Latin, loaded only when used. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import subsetFont from "subset-font";
import type { Plugin } from "vite";

const SOURCE = "vazirmatn/fonts/webfonts/Vazirmatn[wght].woff2";
const WEIGHTS = { wght: { min: 400, max: 700 } };

const between = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, step) => String.fromCodePoint(first + step)).join("");

const PERSIAN =
  "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهويپچژکگیۀـ،؛؟٪٫٬" +
  between(0x64b, 0x655) + between(0x660, 0x669) + between(0x6f0, 0x6f9) +
  "\u0670\u200c\u200d\u200e\u200f\u2066\u2067\u2068\u2069 \u00a0«»()[]{}:.!/\\-–—…•·×÷±≤≥%+=*#_|\u2212";
const LATIN = between(0x21, 0x7e) + "\u2018\u2019\u201c\u201d";
/** What the Latin file alone serves; the Persian file carries the marks both scripts share. */
const SHARED = new Set(PERSIAN);

const FILES = {
  "vazirmatn-persian.woff2": PERSIAN,
  "vazirmatn-latin.woff2": [...LATIN].filter((letter) => !SHARED.has(letter)).join(""),
};

const range = (letters: string) =>
  [...new Set(letters)].map((letter) => `U+${letter.codePointAt(0)!.toString(16)}`).join(",");

async function cut(folder: string): Promise<void> {
  const source = readFileSync(createRequire(import.meta.url).resolve(SOURCE));
  const faces: string[] = [];
  for (const [name, letters] of Object.entries(FILES)) {
    const target = join(folder, name);
    const recipe = letters + JSON.stringify(WEIGHTS);
    const isCut = existsSync(target) && existsSync(`${target}.txt`) && readFileSync(`${target}.txt`, "utf8") === recipe;
    if (!isCut) {
      writeFileSync(target, await subsetFont(source, letters, { targetFormat: "woff2", variationAxes: WEIGHTS }));
      writeFileSync(`${target}.txt`, recipe);
    }
    faces.push(
      `@font-face{font-family:Vazirmatn;font-weight:400 700;font-style:normal;font-display:swap;` +
        `src:url("./${name}") format("woff2");unicode-range:${range(letters)}}`,
    );
  }
  writeFileSync(join(folder, "fonts.css"), faces.join("\n"));
}

export function fonts(root: string): Plugin {
  return {
    name: "hamyar-fonts",
    async buildStart() {
      const folder = join(root, ".generated");
      mkdirSync(folder, { recursive: true });
      await cut(folder);
    },
  };
}
