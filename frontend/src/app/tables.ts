import { within } from "./within";

/** On a phone each row of `table.table-cards` is a card: its cells need their heading as label, and their roles kept. */
function headingsOf(table: HTMLTableElement): string[] {
  const cells = table.tHead?.rows[table.tHead.rows.length - 1]?.cells ?? [];
  return [...cells].flatMap((cell) => Array<string>(cell.colSpan).fill(cell.dataset["label"] ?? (cell.textContent ?? "").trim().replace(/\s+/g, " ")));
}

function labelRow(row: HTMLTableRowElement, headings: string[]): void {
  row.setAttribute("role", "row");
  [...row.cells].forEach((cell, place) => {
    cell.setAttribute("role", cell.tagName === "TH" ? "rowheader" : "cell");
    if (cell.dataset["label"] === undefined && cell.colSpan === 1) cell.dataset["label"] = headings[place] ?? "";
  });
}

const isPhone = window.matchMedia("(max-width: 40rem)");

/** Only where rows are cards; a window that is made narrow later gets its labels then. */
export function labelTables(part: ParentNode): void {
  if (isPhone.matches) label(part);
  else isPhone.addEventListener("change", () => label(part), { once: true });
}

function label(part: ParentNode): void {
  for (const table of within<HTMLTableElement>(part, "table.table-cards")) {
    const headings = headingsOf(table);
    table.setAttribute("role", "table");
    for (const group of [table.tHead, table.tFoot, ...table.tBodies]) group?.setAttribute("role", "rowgroup");
    for (const cell of table.tHead?.querySelectorAll("th") ?? []) cell.setAttribute("role", "columnheader");
    for (const row of table.tHead?.rows ?? []) row.setAttribute("role", "row");
    for (const body of table.tBodies) for (const row of body.rows) labelRow(row, headings);
  }
}
