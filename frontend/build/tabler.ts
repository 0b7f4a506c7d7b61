/**
 * Makes `.generated/tabler.css`: Tabler for both directions in one stylesheet, cut down to what our templates use.
 *
 * Tabler writes most of its rules logically and ships a second file for right to left. Where the two differ, a rule is
 * made logical when CSS has the word for it, and gets a `[dir=rtl]` companion when it has none.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import postcss, { type AtRule, type Container, type Declaration, type Root, type Rule } from "postcss";
import { PurgeCSS } from "purgecss";
import type { Plugin } from "vite";

const LOGICAL: Record<string, string> = {
  "border-top-left-radius": "border-start-start-radius",
  "border-top-right-radius": "border-start-end-radius",
  "border-bottom-left-radius": "border-end-start-radius",
  "border-bottom-right-radius": "border-end-end-radius",
  "padding-left": "padding-inline-start",
  "padding-right": "padding-inline-end",
  "margin-left": "margin-inline-start",
  "margin-right": "margin-inline-end",
};
const SIDES: Record<string, string> = { left: "start", right: "end" };

function pathOf(rule: Rule): string {
  let path = rule.selector;
  for (let up: Container | undefined = rule.parent as Container; up && up.type !== "root"; up = up.parent as Container) {
    path = `${(up as AtRule).name} ${(up as AtRule).params}|${path}`;
  }
  return path;
}

/** Key each rule by where it stands and how often that place was met, so that both files can be compared. */
function byPlace(sheet: Root): Map<string, Rule> {
  const seen = new Map<string, number>();
  const rules = new Map<string, Rule>();
  sheet.walkComments((comment) => void comment.remove());
  sheet.walkRules((rule) => {
    const path = pathOf(rule);
    const count = (seen.get(path) ?? 0) + 1;
    seen.set(path, count);
    rules.set(`${path}#${count}`, rule);
  });
  return rules;
}

const text = (declaration: Declaration) =>
  `${declaration.prop}:${declaration.value.replace(/\/\*.*?\*\//g, "").replace(/\s+/g, " ").trim()}`;

const declarations = (rule: Rule) => rule.nodes.filter((node): node is Declaration => node.type === "decl");

function madeLogical(declaration: Declaration): boolean {
  const side = SIDES[declaration.value];
  if (LOGICAL[declaration.prop]) declaration.prop = LOGICAL[declaration.prop]!;
  else if (declaration.prop === "text-align" && side) declaration.value = side;
  else return false;
  return true;
}

function inKeyframes(rule: Rule): boolean {
  return rule.parent?.type === "atrule" && (rule.parent as AtRule).name.endsWith("keyframes");
}

function companion(rule: Rule, mirrored: Declaration[]): Rule {
  const selectors = rule.selectors.map((selector) => `[dir=rtl] ${selector}`);
  return postcss.rule({ selectors, nodes: mirrored.map((declaration) => declaration.clone()) });
}

function bothDirections(leftToRight: string, rightToLeft: string): Root {
  const sheet = postcss.parse(leftToRight);
  const mirror = byPlace(postcss.parse(rightToLeft));
  for (const [place, rule] of byPlace(sheet)) {
    const other = mirror.get(place);
    if (!other || inKeyframes(rule)) continue;
    const here = new Set(declarations(rule).map(text));
    const there = new Set(declarations(other).map(text));
    const differing = declarations(rule).filter((declaration) => !there.has(text(declaration)));
    const left = differing.filter((declaration) => !madeLogical(declaration)).map((declaration) => declaration.prop);
    const mirrored = declarations(other).filter(
      (declaration) => !here.has(text(declaration)) && left.includes(declaration.prop),
    );
    if (mirrored.length) rule.after(companion(rule, mirrored));
  }
  return sheet;
}

/** Class names a script or Django writes that no template spells out. */
const KEPT = [/^is-invalid$/, /^is-valid$/, /^htmx-/, /^invalid-feedback$/, /data-bs-theme/];

async function used(css: string, root: string): Promise<string> {
  const [result] = await new PurgeCSS().purge({
    css: [{ raw: css }],
    content: [join(root, "../src/hamyar/**/*.html"), join(root, "../src/hamyar/**/*.py"), join(root, "src/**/*.ts")],
    defaultExtractor: (content) => content.match(/[\w-]+/g) ?? [],
    safelist: { standard: KEPT },
    variables: true,
    keyframes: true,
  });
  return result!.css;
}

export function tabler(root: string): Plugin {
  return {
    name: "hamyar-tabler",
    async buildStart() {
      const read = (name: string) =>
        readFileSync(createRequire(import.meta.url).resolve(`@tabler/core/dist/css/${name}`), "utf8");
      const whole = bothDirections(read("tabler.css"), read("tabler.rtl.css")).toString();
      const folder = join(root, ".generated");
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, "tabler.css"), process.env.HAMYAR_WHOLE_CSS ? whole : await used(whole, root));
    },
  };
}
