/** One figure on a page: draws its chart, tells its parts to mouse, keyboard and screen reader, offers its downloads. */
import type { ECharts } from "echarts/core";
import { say } from "../app/language";
import { offerDownloads, showTable } from "./downloads";
import { init } from "./engine";
import type { Part, Plan, Room } from "./plan";

export type Builder = (data: never, room: Room) => Plan;

const NARROW = 560;

export class Figure {
  private chart: ECharts;
  private plan!: Plan;
  private place = -1;
  private readonly words: HTMLElement;

  constructor(
    private readonly element: HTMLElement,
    private readonly build: Builder,
    private data: unknown,
  ) {
    this.chart = init(element, undefined, { renderer: "svg", height: 80 });
    this.words = this.placeForWords();
    this.draw();
    this.listen();
    offerDownloads(element, () => this.plan);
  }

  /** Draw again with other data; the explorer calls this while a slider moves. */
  update(data: unknown): void {
    this.data = data;
    this.draw();
  }

  private draw(): void {
    const width = this.element.clientWidth || 320;
    this.plan = this.build(this.data as never, { width, narrow: width < NARROW });
    this.chart.resize({ width, height: this.plan.height });
    this.chart.setOption(
      { animation: false, textStyle: { fontFamily: "Vazirmatn" }, tooltip: this.tooltip(), ...this.plan.option },
      { notMerge: true },
    );
    showTable(this.element, this.plan.table);
  }

  private tooltip(): object {
    return {
      trigger: "item",
      confine: true,
      transitionDuration: 0,
      padding: 0,
      borderWidth: 0,
      backgroundColor: "transparent",
      extraCssText: "box-shadow:none",
      formatter: (point: { seriesIndex: number; dataIndex: number }) => this.tip(this.partAt(point)),
    };
  }

  private tip(part: Part | undefined): HTMLElement | string {
    if (!part) return "";
    const box = document.createElement("div");
    box.className = "chart-tip";
    part.words.forEach((line, place) => {
      const row = document.createElement(place ? "span" : "strong");
      row.textContent = line;
      box.append(row, document.createElement("br"));
    });
    return box;
  }

  private partAt(point: { seriesIndex?: number; dataIndex?: number }): Part | undefined {
    return this.plan.parts.find((part) => part.seriesIndex === point.seriesIndex && part.dataIndex === point.dataIndex);
  }

  private placeForWords(): HTMLElement {
    const words = document.createElement("p");
    words.className = "visually-hidden";
    words.setAttribute("aria-live", "polite");
    words.textContent = "";
    this.element.after(words);
    this.element.tabIndex = 0;
    this.element.setAttribute("role", "application");
    this.element.setAttribute("aria-roledescription", say("نمودار؛ با کلیدهای جهت‌دار بخوانید", "chart; read it with the arrow keys"));
    return words;
  }

  private listen(): void {
    this.element.addEventListener("keydown", (event) => this.onKey(event));
    this.element.addEventListener("blur", () => this.leave());
    this.chart.on("click", (point) => this.follow(this.partAt(point as { seriesIndex?: number; dataIndex?: number })));
    let width = this.element.clientWidth;
    new ResizeObserver(() => {
      if (Math.abs(this.element.clientWidth - width) < 2) return;
      width = this.element.clientWidth;
      this.draw();
    }).observe(this.element);
  }

  private onKey(event: KeyboardEvent): void {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, ArrowLeft: 1, ArrowRight: -1 };
    const last = this.plan.parts.length - 1;
    if (event.key === "Enter") this.follow(this.plan.parts[this.place]);
    else if (event.key === "Escape") this.leave();
    else if (event.key === "Home") this.go(0);
    else if (event.key === "End") this.go(last);
    else if (steps[event.key]) this.go(Math.min(last, Math.max(0, this.place + steps[event.key]!)));
    else return;
    event.preventDefault();
  }

  private go(place: number): void {
    this.chart.dispatchAction({ type: "downplay" });
    this.place = place;
    const part = this.plan.parts[place];
    if (!part) return;
    const where = { seriesIndex: part.seriesIndex, dataIndex: part.dataIndex };
    this.chart.dispatchAction({ type: "highlight", ...where });
    this.chart.dispatchAction({ type: "showTip", ...where });
    this.words.textContent = part.words.join(say("؛ ", "; "));
  }

  private leave(): void {
    this.chart.dispatchAction({ type: "downplay" });
    this.chart.dispatchAction({ type: "hideTip" });
    this.words.textContent = "";
    this.place = -1;
  }

  private follow(part: Part | undefined): void {
    if (part?.href) location.href = part.href;
  }
}
