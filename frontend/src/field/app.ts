/** The page as a whole: who it belongs to, which screen is shown, when it speaks with the server. */
import { digits, say } from "../app/language";
import { conflictScreen } from "./conflict-screen";
import { ask, button, h, link, note } from "./dom";
import { KINDS } from "./kinds";
import { forgetPerson, rememberedPerson, rememberPerson } from "./person";
import { formScreen, kindScreen, listScreen, visitScreen, type Context, type Screen } from "./screens";
import { NoAnswer, Server, type Failure } from "./server";
import { Store } from "./store";
import { synchronise, type Outcome } from "./sync";
import type { Kind, Person } from "./types";
import { clock, howLong, isoDay, sendingWords, shortDay, waitingWords } from "./words";

const EVERY_MS = 60_000;
const LEAST_PAUSE_MS = 1_000;
const HOUR_MS = 3_600_000;
const SAID_MS = 4_000;

const meetingId = (named = "") => (/^\d+$/.test(named) ? Number(named) : named);
const part = (id: string): HTMLElement => document.getElementById(id)!;
const isTyping = (element: Element | null): boolean => element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement || (element instanceof HTMLInputElement && !["checkbox", "file"].includes(element.type));

export class App {
  private readonly server: Server;
  private person: Person | null = null;
  private store: Store | null = null;
  private failure: Failure | null = null;
  private failed = 0;
  private skew = 0;
  private turn = 0;
  private running = false;
  private again = false;
  private isStep = false;
  private isFresh = false;
  private isCleared = false;
  private saying: number | undefined;
  private retry: number | undefined;
  private pause = LEAST_PAUSE_MS;

  constructor(private readonly root: HTMLElement) {
    const { visits = "", sync = "", photos = "" } = root.dataset;
    this.server = new Server({ visits, sync, photos });
  }

  async start(): Promise<void> {
    window.addEventListener("hashchange", () => (this.isFresh ? location.reload() : void this.show(true)));
    window.addEventListener("online", () => void this.refresh());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && void this.refresh());
    setInterval(() => void this.refresh(), EVERY_MS);
    this.keepPage();
    try {
      const person = await rememberedPerson();
      if (person) await this.open(person);
    } catch {
      return this.cannotKeep();
    }
    await this.show(false);
    await this.refresh();
  }

  /** A browser without a database of its own, such as a private window of some, cannot record a visit. */
  private cannotKeep(): void {
    this.isCleared = true;
    const help = say("پنجرهٔ خصوصی را ببندید یا مرورگر دیگری به کار ببرید؛ تا آن زمان در میز کار یا روی فرم چاپی ثبت کنید.", "Leave the private window or use another browser; until then record on the desk or on the printed form.");
    this.root.replaceChildren(note("error", say("این مرورگر نمی‌تواند چیزی را روی گوشی نگه دارد", "This browser cannot keep anything on the device"), h("p", {}, help)));
  }

  /** Let the worker keep the page; when a newer one has taken over, the next step shows it. */
  private keepPage(): void {
    if (!("serviceWorker" in navigator)) return;
    const had = navigator.serviceWorker.controller !== null;
    navigator.serviceWorker.addEventListener("controllerchange", () => (this.isFresh = had));
    navigator.serviceWorker.register(this.root.dataset["worker"]!, { scope: this.root.dataset["page"]! }).then(
      () => navigator.serviceWorker.ready.then(() => (this.root.dataset["kept"] = "yes")),
      () => undefined,
    );
  }

  private async open(person: Person): Promise<void> {
    this.store?.close();
    this.person = person;
    this.store = await Store.open(person.id);
    this.skew = (await this.store.meta<number>("skew")) ?? 0;
    const store = this.store;
    store.onNews(() => {
      if (store !== this.store) return;
      void this.show(false);
      void this.refresh();
    });
    await rememberPerson(person);
    void navigator.storage?.persist?.();
  }

  /** Send what waits and fetch what is new; a call that comes meanwhile is done right after. */
  private async refresh(): Promise<void> {
    this.again = true;
    if (this.running || this.isCleared) return;
    this.running = true;
    try {
      while (this.again) {
        this.again = false;
        this.root.dataset["state"] = "busy";
        await this.meet();
        this.again &&= this.failure === null && (await this.hasWork());
      }
    } finally {
      this.running = false;
      this.root.dataset["state"] = "idle";
    }
    this.trySoon();
    await this.show(false);
  }

  /** After an answer that was no answer, ask again: soon at first, then less and less often. Where there is a line it is worth a try:
   * the event that tells of it may have come in the middle of an attempt that had failed already. */
  private trySoon(): void {
    clearTimeout(this.retry);
    const isCut = this.failure === "no-line" && navigator.onLine;
    const isTroubled = isCut || this.failure === "server" || this.failure === "token" || this.failed > 0;
    this.pause = isTroubled ? Math.min(this.pause * 2, EVERY_MS) : LEAST_PAUSE_MS;
    if (isTroubled) this.retry = window.setTimeout(() => void this.refresh(), this.pause);
  }

  private async hasWork(): Promise<boolean> {
    return this.store !== null && (await this.store.sendable()).length > this.failed;
  }

  private async meet(): Promise<void> {
    const { store, person } = this;
    if (!store || !person) return this.arrive();
    const outcome = await synchronise(store, this.server, person).catch((failure: unknown) => {
      if (store !== this.store) return undefined; // cleared or changed hands meanwhile
      throw failure;
    });
    if (!outcome) return;
    if (outcome.failure === "other-user") return this.arrive();
    this.told(outcome);
  }

  private told({ failure, skew, failed }: Outcome): void {
    this.failure = failure;
    this.failed = failed;
    if (skew !== null) this.skew = skew;
  }

  /** Ask the server who is signed in, and open what belongs to that person. */
  private async arrive(): Promise<void> {
    try {
      const snapshot = await this.server.snapshot();
      await this.open(snapshot.user);
      await this.store!.take(snapshot);
      this.told({ failure: null, skew: Date.now() - Date.parse(snapshot.server_time), failed: 0 });
      this.again = true;
    } catch (failure) {
      if (!(failure instanceof NoAnswer)) throw failure;
      this.failure = failure.why;
    }
  }

  private async show(isStep: boolean): Promise<void> {
    const turn = ++this.turn;
    this.isStep ||= isStep; // a step that a later call overtakes is taken by that call
    const screen = this.store ? await this.screen(this.store) : this.nobody();
    await this.showState();
    if (turn !== this.turn) return;
    const isForm = this.root.querySelector("form.field-form") !== null;
    if (!this.isStep && this.root.childElementCount && (isForm || (this.root.contains(document.activeElement) && isTyping(document.activeElement)))) return;
    this.put(screen, this.isStep);
    this.isStep = false;
  }

  private put(screen: Screen, isStep: boolean): void {
    const focused = this.root.contains(document.activeElement) ? document.activeElement?.id : "";
    const open = [...this.root.querySelectorAll("details")].map((each) => each.open);
    this.root.replaceChildren(...screen.nodes.filter((node): node is Node => node !== null));
    if (!isStep) this.root.querySelectorAll("details").forEach((each, place) => (each.open = open[place] ?? each.open));
    const title = part("field-title");
    title.textContent = screen.title;
    document.title = screen.title;
    const back = part("field-back");
    back.hidden = !screen.back;
    back.querySelector("a")!.setAttribute("href", screen.back ?? "#/");
    if (isStep) {
      title.focus();
      window.scrollTo(0, 0);
    } else if (focused) document.getElementById(focused)?.focus();
  }

  private nobody(): Screen {
    const title = say("بازدیدهای پیش روی من", "My coming visits");
    if (this.isCleared) {
      const bring = button(say("دوباره آوردن بازدیدها", "Bring the visits again"), () => location.reload(), "btn btn-primary");
      return { title, nodes: [note("info", say("همه چیز از این گوشی پاک شد.", "Everything is removed from this device.")), bring] };
    }
    if (this.failure === null) return { title, nodes: [h("p", { class: "soft" }, say("در حال آوردن بازدیدها…", "Fetching the visits…"))] };
    return { title, nodes: [] };
  }

  private async screen(store: Store): Promise<Screen> {
    const [, place, visitId, kind, id] = location.hash.split("/");
    const context = await this.context(store);
    if (place === "conflicts") return conflictScreen(context);
    const visit = place === "visit" ? await store.visit(meetingId(visitId)) : undefined;
    if (!visit) return this.first(await listScreen(context), store);
    if (!kind || !(kind in KINDS)) return visitScreen(context, visit);
    if (!id) return kindScreen(context, visit, kind as Kind);
    return formScreen(context, visit, kind as Kind, id);
  }

  private async context(store: Store): Promise<Context> {
    return {
      store,
      choices: (await store.choices()) ?? {},
      now: () => new Date(Date.now() - this.skew),
      say: (words) => this.say(words),
      go: (address) => {
        location.hash = address;
      },
    };
  }

  /** What stands under the list of visits: when it was fetched, and the ways out. */
  private async first(screen: Screen, store: Store): Promise<Screen> {
    const taken = await store.meta<number>("taken_at");
    const at = taken ? new Date(taken - this.skew) : null;
    const when = at ? say(`آخرین همگام‌سازی: ${shortDay(isoDay(at))}، ${clock(at)}`, `Last synchronised: ${shortDay(isoDay(at))}, ${clock(at)}`) : "";
    const out = h("form", { method: "post", action: this.root.dataset["signOut"]! }, h("input", { type: "hidden", name: "csrfmiddlewaretoken", value: "" }), h("button", { class: "btn" }, say("خروج", "Sign out")));
    out.addEventListener("submit", () => out.querySelector("input")!.setAttribute("value", /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? ""));
    const tools = h("div", { class: "field-ways" }, button(say("همگام‌سازی", "Synchronise"), () => void this.refresh()), out, button(say("پاک کردن از این گوشی", "Remove from this device"), () => void this.clear(store), "btn btn-quiet"));
    const who = this.person ? h("p", { class: "soft" }, `${this.person.name} · ${when}`) : null;
    return { ...screen, nodes: [...screen.nodes, h("footer", { class: "field-foot" }, who, tools)] };
  }

  private async clear(store: Store): Promise<void> {
    const amount = (await store.operations()).length;
    const lost = amount ? say(`${amount} مورد هنوز به سامانه نرسیده است و با پاک کردن از میان می‌رود.`, `${amount} entries have not reached the system and will be lost.`) : say("همه چیز فرستاده شده است؛ چیزی از میان نمی‌رود.", "Everything is sent; nothing is lost.");
    if (!(await ask(say("پاک کردن از این گوشی", "Remove from this device"), digits(lost), say("پاک شود", "Remove"), say("بماند", "Keep")))) return;
    this.isCleared = true;
    store.close();
    this.store = this.person = null;
    await Store.remove(store.user);
    await forgetPerson();
    location.hash = "#/";
    await this.show(true);
  }

  private say(words: string): void {
    const said = part("field-said");
    said.textContent = words;
    clearTimeout(this.saying);
    this.saying = window.setTimeout(() => (said.textContent = ""), SAID_MS);
  }

  private async showState(): Promise<void> {
    const operations = this.store ? await this.store.operations() : [];
    const waiting = operations.filter(({ state }) => state === "waiting" || state === "sent").length;
    const of = (state: string) => operations.filter((each) => each.state === state).length;
    this.root.dataset["waiting"] = String(waiting);
    this.root.dataset["conflicts"] = String(of("conflict"));
    const line = part("field-state");
    line.hidden = !this.store;
    const isSending = waiting > 0 && this.running && navigator.onLine && this.failure === null;
    const words = (isSending ? sendingWords(waiting) : waitingWords(waiting)) + (this.failure === "no-line" ? say(" · بی‌خط", " · no line") : "");
    if (line.textContent !== words) line.textContent = words;
    line.className = waiting ? "field-state is-waiting" : "field-state";
    part("field-notes").replaceChildren(...this.notes(of("conflict"), of("refused")));
  }

  private notes(conflicts: number, refused: number): HTMLElement[] {
    const found: HTMLElement[] = [];
    const signIn = () => link(say("ورود", "Sign in"), `${this.root.dataset["signIn"]!}?next=${encodeURIComponent(this.root.dataset["page"]!)}`, "btn btn-primary");
    if (this.failure === "sign-in") found.push(note("warning", say("برای فرستادن باید دوباره وارد شوید", "Sign in again to send"), h("p", {}, say("آنچه ثبت کرده‌اید روی این گوشی می‌ماند و پس از ورود فرستاده می‌شود.", "What you recorded stays on this device and is sent after you sign in.")), signIn()));
    if (this.failure === "not-yours") found.push(note("warning", say("این حساب ثبت بازدید ندارد", "This account records no visits"), h("p", {}, say("با حساب عضو گروه بازدید یا برنامه‌ریز وارد شوید.", "Sign in as a member of a visiting team or as a planner.")), signIn()));
    if (this.failure === "no-line" && !this.store) found.push(note("warning", say("خط در دسترس نیست", "There is no line"), h("p", {}, say("این گوشی هنوز بازدیدی نگه نداشته است. هنگامی که خط هست این صفحه را باز کنید.", "This device holds no visits yet. Open this page while there is a line."))));
    if (this.failure === "storage") found.push(note("error", say("حافظهٔ این گوشی پر است", "This device is full"), h("p", {}, say("آنچه ثبت کرده‌اید سر جای خود است، ولی چیز تازه‌ای نگه داشته نمی‌شود. جا باز کنید.", "What you recorded is kept, but nothing new can be. Make room."))));
    if (this.failure === "too-much" || this.failure === "server" || this.failure === "token" || this.failed) found.push(note("warning", say("سرور اکنون پاسخ درستی نداد", "The server did not answer rightly"), h("p", {}, say("چیزی از میان نرفته است؛ دوباره فرستاده می‌شود.", "Nothing is lost; it is sent again."))));
    if (conflicts && location.hash !== "#/conflicts") found.push(note("warning", digits(say(`${conflicts} مورد را کس دیگری هم تغییر داده است`, `${conflicts} entries were changed by somebody else too`)), link(say("مقایسه و انتخاب", "Compare and choose"), "#/conflicts", "btn")));
    if (refused) found.push(note("error", digits(say(`${refused} مورد پذیرفته نشد`, `${refused} entries were refused`)), h("p", {}, say("دلیل آن کنار هر مورد نوشته شده است؛ ویرایش کنید تا دوباره فرستاده شود.", "The reason stands beside each; change it and it is sent again."))));
    if (Math.abs(this.skew) > HOUR_MS) found.push(note("warning", this.skew > 0 ? say(`ساعت این گوشی ${howLong(this.skew)} جلو است`, `The clock of this device is ${howLong(this.skew)} ahead`) : say(`ساعت این گوشی ${howLong(this.skew)} عقب است`, `The clock of this device is ${howLong(this.skew)} behind`), h("p", {}, say("زمان سامانه ملاک است؛ ساعت گوشی را درست کنید.", "The time of the system counts; set the clock right."))));
    return found;
  }
}
