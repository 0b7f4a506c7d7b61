/** The table of a figure and its downloads: SVG and PNG with title, source and font inside; CSV for Excel. */
import { number, say } from "../app/language";
import type { Plan, Table } from "./plan";

const SCALE = 2;
const MARGIN = 24;

function cellOf(value: string | number | null): string {
  return typeof value === "number" || value === null ? number(value) : value;
}

function tableOf(table: Table): HTMLTableElement {
  const made = document.createElement("table");
  made.className = "table";
  const head = made.createTHead().insertRow();
  table.head.forEach((words, place) => {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.className = place ? "num" : "";
    cell.textContent = words;
    head.append(cell);
  });
  const body = made.createTBody();
  for (const row of table.rows) {
    const line = body.insertRow();
    row.forEach((value, place) => {
      const cell = line.appendChild(document.createElement(place ? "td" : "th"));
      if (!place) (cell as HTMLTableCellElement).scope = "row";
      cell.className = place && typeof value === "number" ? "num" : "";
      cell.textContent = typeof value === "number" && !place ? String(value) : cellOf(value);
    });
  }
  return made;
}

/** Fill the table under a figure that the page itself left without one. */
export function showTable(chart: HTMLElement, table: Table): void {
  const figure = chart.closest(".figure");
  if (!figure || figure.querySelector("details.data:not([data-made])")) return;
  let details = figure.querySelector<HTMLDetailsElement>("details.data[data-made]");
  if (!details) {
    details = document.createElement("details");
    details.className = "data";
    details.dataset["made"] = "yes";
    details.append(document.createElement("summary"), document.createElement("div"));
    details.querySelector("summary")!.textContent = say("همین داده‌ها در جدول", "The same as a table");
    details.querySelector("div")!.className = "table-wrap";
    details.querySelector("div")!.tabIndex = 0;
    figure.append(details);
  }
  details.querySelector("div")!.replaceChildren(tableOf(table));
}

const quoted = (value: string | number | null) => {
  const words = value === null ? "" : String(value);
  const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(words) ? `'${words}` : words;
  return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

export function csvOf(table: Table): string {
  return `\ufeff${[table.head, ...table.rows].map((row) => row.map(quoted).join(",")).join("\r\n")}\r\n`;
}

function save(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

async function fontInside(): Promise<string> {
  const address = [...document.querySelectorAll<HTMLLinkElement>("link[rel=preload][as=font]")][0]?.href;
  if (!address) return "";
  const bytes = new Uint8Array(await (await fetch(address)).arrayBuffer());
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return `@font-face{font-family:Vazirmatn;font-weight:400 700;src:url(data:font/woff2;base64,${btoa(binary)})}`;
}

/** Write the colours of the moment into the drawing: tokens mean nothing outside the page. */
function withColours(source: SVGSVGElement): SVGSVGElement {
  const copy = source.cloneNode(true) as SVGSVGElement;
  const originals = source.querySelectorAll<SVGElement>("*");
  copy.querySelectorAll<SVGElement>("*").forEach((element, place) => {
    const style = getComputedStyle(originals[place]!);
    for (const name of ["fill", "stroke"] as const) {
      if (element.hasAttribute(name)) element.setAttribute(name, style[name]);
    }
  });
  return copy;
}

const escaped = (words: string) => words.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]!);

async function drawingOf(chart: HTMLElement): Promise<{ svg: string; width: number; height: number }> {
  const source = chart.querySelector("svg")!;
  const figure = chart.closest(".figure");
  const words = (part: string) => escaped(figure?.querySelector(part)?.textContent?.trim() ?? "");
  const look = getComputedStyle(document.body);
  const width = source.clientWidth + 2 * MARGIN;
  const height = source.clientHeight + 100;
  const inner = withColours(source);
  inner.setAttribute("x", String(MARGIN));
  inner.setAttribute("y", "56");
  inner.removeAttribute("style");
  const isRight = document.documentElement.dir === "rtl";
  const place = `x="${isRight ? width - MARGIN : MARGIN}" text-anchor="start" direction="${isRight ? "rtl" : "ltr"}" font-family="Vazirmatn, Tahoma, sans-serif"`;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
    `<style>${await fontInside()}</style><rect width="100%" height="100%" fill="${look.backgroundColor}"/>` +
    `<text ${place} y="34" font-size="17" font-weight="700" fill="${look.color}">${words("figcaption")}</text>` +
    new XMLSerializer().serializeToString(inner) +
    `<text ${place} y="${height - 18}" font-size="12" fill="${look.color}">${words(".source")}</text></svg>`;
  return { svg, width, height };
}

async function pngOf(chart: HTMLElement): Promise<Blob> {
  const { svg, width, height } = await drawingOf(chart);
  const picture = new Image(width, height);
  picture.src = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  await picture.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width * SCALE;
  canvas.height = height * SCALE;
  canvas.getContext("2d")!.drawImage(picture, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(picture.src);
  return new Promise((done, failed) => canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("empty"))), "image/png"));
}

function button(words: string, name: string, act: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn btn-sm btn-quiet";
  const hidden = document.createElement("span");
  hidden.className = "visually-hidden";
  hidden.textContent = `${name} `;
  made.append(hidden, words);
  made.addEventListener("click", act);
  return made;
}

export function offerDownloads(chart: HTMLElement, plan: () => Plan): void {
  const figure = chart.closest<HTMLElement>(".figure");
  if (!figure || figure.querySelector(".figure-tools")) return;
  const name = figure.id || "hamyar-chart";
  const tools = document.createElement("div");
  tools.className = "figure-tools";
  const heading = document.createElement("span");
  heading.className = "soft small";
  heading.textContent = say("دریافت:", "Download:");
  tools.append(
    heading,
    button("SVG", say("دریافت نگارهٔ برداری", "Download as a vector drawing"), () => void drawingOf(chart).then(({ svg }) => save(new Blob([svg], { type: "image/svg+xml" }), `${name}.svg`))),
    button("PNG", say("دریافت تصویر", "Download as a picture"), () => void pngOf(chart).then((blob) => save(blob, `${name}.png`))),
    button("CSV", say("دریافت داده‌ها", "Download the figures"), () => save(new Blob([csvOf(plan().table)], { type: "text/csv;charset=utf-8" }), `${name}.csv`)),
  );
  chart.parentElement!.insertBefore(tools, figure.querySelector("details.data"));
}
