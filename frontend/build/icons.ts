/** Writes `dist/icons.json`: the inner SVG of each Tabler icon that a template, a Python file or `icons.txt` names. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const NAMED = [/\{%\s*icon\s+"([a-z0-9-]+)"/g, /\bicon=["']([a-z0-9-]+)["']/g, /["']icon["']:\s*["']([a-z0-9-]+)["']/g];

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(html|py|ts)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

function namesIn(text: string): string[] {
  return NAMED.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1]!));
}

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
      const found = filesUnder(join(root, "../src/hamyar")).flatMap((path) => namesIn(readFileSync(path, "utf8")));
      const set: Record<string, string> = {};
      for (const name of [...new Set([...listed, ...found])].sort()) {
        const inner = drawing(folder, name);
        if (inner === undefined) this.error(`There is no Tabler icon named "${name}".`);
        set[name] = inner;
      }
      this.emitFile({ type: "asset", fileName: "icons.json", source: JSON.stringify(set, null, 1) });
    },
  };
}
