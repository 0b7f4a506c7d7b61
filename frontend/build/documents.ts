/** Puts the fonts of letters and printed sheets beside the pages' files: whole faces, as Typst and Word read no WOFF2. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import subsetFont from "subset-font";
import type { Plugin } from "vite";

const FACES = {
  "Vazirmatn-Regular.ttf": "vazirmatn/fonts/ttf/Vazirmatn-Regular.ttf",
  "Vazirmatn-Bold.ttf": "vazirmatn/fonts/ttf/Vazirmatn-Bold.ttf",
};
/** Draws Persian digits for ASCII ones: the number of a page, which Word counts itself, has no other way to them. */
const DIGITS = "vazirmatn/misc/Farsi-Digits/fonts/ttf/Vazirmatn-FD-Regular.ttf";

export function documents(): Plugin {
  const read = (name: string) => readFileSync(createRequire(import.meta.url).resolve(name));
  return {
    name: "hamyar-documents",
    async generateBundle() {
      for (const [name, source] of Object.entries(FACES))
        this.emitFile({ type: "asset", fileName: `documents/${name}`, source: read(source) });
      const digits = await subsetFont(read(DIGITS), "0123456789 ", { targetFormat: "sfnt" });
      this.emitFile({ type: "asset", fileName: "documents/Vazirmatn-FD-Regular.ttf", source: digits });
    },
  };
}
