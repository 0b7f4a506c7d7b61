/** Writes `dist/icons.json`: the inner SVG of each Tabler icon that a template, a Python file or `icons.txt` names. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const DRAWN = /\{%\s*icon\s+"([a-z0-9-]+)"/g;
/** Named in Python or handed to an include; other libraries (the CMS) name icons of their own in the same way. */
const MENTIONED = [/\bicon=["']([a-z0-9-]+)["']/g, /["']icon["']:\s*["']([a-z0-9-]+)["']/g];

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(html|py|ts)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

const namesIn = (text: string, ...patterns: RegExp[]): string[] =>
  patterns.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1]!));

function drawing(folder: string, name: string): string | undefined {
  const path = join(folder, `${name}.svg`);
  if (!existsSync(path)) return undefined;
  const svg = readFileSync(path, "utf8");
  return svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>")).replace(/\s*\n\s*/g, "");
}

export function icons(root: string): Plugin {
  return {
    name: "hamyar-icons",
    generateBundle() {
      const folder = join(root, "node_modules/@tabler/icons/icons/outline");
      const listed = readFileSync(join(root, "icons.txt"), "utf8").split(/\s+/).filter(Boolean);
      const sources = filesUnder(join(root, "../src/hamyar")).map((path) => readFileSync(path, "utf8"));
      const needed = new Set([...listed, ...sources.flatMap((text) => namesIn(text, DRAWN))]);
      const mentioned = sources.flatMap((text) => namesIn(text, ...MENTIONED));
      const set: Record<string, string> = {};
      for (const name of [...new Set([...needed, ...mentioned])].sort()) {
        const inner = drawing(folder, name);
        if (inner !== undefined) set[name] = inner;
        else if (needed.has(name)) this.error(`There is no Tabler icon named "${name}".`);
      }
      this.emitFile({ type: "asset", fileName: "icons.json", source: JSON.stringify(set, null, 1) });
    },
  };
}
