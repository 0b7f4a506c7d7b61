/** The database on the device, one for each person. Every change is one transaction that is on the disk when it ends. */
import { deleteDB, openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from "idb";
import type { Choices, Draft, Fields, KeptRecord, Kind, MeetingId, Operation, Photo, Resolution, Result, Shown, Snapshot, Visit } from "./types";

interface Schema extends DBSchema {
  visits: { key: MeetingId; value: Visit };
  records: { key: string; value: KeptRecord; indexes: { visit: MeetingId } };
  operations: { key: number; value: Operation; indexes: { id: string; record: string; visit: MeetingId } };
  photos: { key: string; value: Photo; indexes: { visit: MeetingId } };
  drafts: { key: string; value: Draft };
  meta: { key: string; value: unknown };
}

export interface Change {
  visit: MeetingId;
  kind: Kind;
  record: string;
  fields: Fields;
  /** The revision the person saw when they began; without it the newest one on the device. */
  seen?: number;
  photo?: Blob;
  draft?: string;
}

const VERSION = 1;
const ON_DISK = { durability: "strict" } as const;
const ALL = ["visits", "records", "operations", "photos", "drafts", "meta"] as const;

const nameOf = (user: number) => `hamyar-field-${user}`;
const news = new BroadcastChannel("hamyar-field");

export class Store {
  private readonly listeners: (() => void)[] = [];

  private constructor(
    private readonly db: IDBPDatabase<Schema>,
    readonly user: number,
  ) {}

  static async open(user: number): Promise<Store> {
    const db = await openDB<Schema>(nameOf(user), VERSION, {
      upgrade(made) {
        made.createObjectStore("visits", { keyPath: "id" });
        made.createObjectStore("records", { keyPath: "id" }).createIndex("visit", "visit");
        const operations = made.createObjectStore("operations", { keyPath: "seq", autoIncrement: true });
        operations.createIndex("id", "id", { unique: true });
        operations.createIndex("record", "record");
        operations.createIndex("visit", "visit");
        made.createObjectStore("photos", { keyPath: "id" }).createIndex("visit", "visit");
        made.createObjectStore("drafts", { keyPath: "key" });
        made.createObjectStore("meta");
      },
      blocking: (_was, _wants, event) => (event.target as IDBDatabase).close(),
    });
    return new Store(db, user);
  }

  static async remove(user: number): Promise<void> {
    await deleteDB(nameOf(user));
  }

  close(): void {
    this.db.close();
  }

  onNews(listen: () => void): void {
    this.listeners.push(listen);
    news.addEventListener("message", (event) => event.data === this.user && listen());
  }

  private tell(): void {
    for (const listen of this.listeners) listen();
    news.postMessage(this.user);
  }

  async visits(): Promise<Visit[]> {
    const found = await this.db.getAll("visits");
    return found.sort((one, other) => one.start.localeCompare(other.start) || Number(typeof one.id === "number") - Number(typeof other.id === "number") || String(one.id).localeCompare(String(other.id), "en", { numeric: true }));
  }

  visit(id: MeetingId): Promise<Visit | undefined> {
    return this.db.get("visits", id);
  }

  operations(): Promise<Operation[]> {
    return this.db.getAll("operations");
  }

  record(id: string): Promise<KeptRecord | undefined> {
    return this.db.get("records", id);
  }

  photo(id: string): Promise<Photo | undefined> {
    return this.db.get("photos", id);
  }

  async meta<T>(name: string): Promise<T | undefined> {
    return (await this.db.get("meta", name)) as T | undefined;
  }

  async setMeta(name: string, value: unknown): Promise<void> {
    await this.db.put("meta", value, name);
  }

  choices(): Promise<Choices | undefined> {
    return this.meta<Choices>("choices");
  }

  draft(key: string): Promise<Draft | undefined> {
    return this.db.get("drafts", key);
  }

  async keepDraft(draft: Draft): Promise<void> {
    await this.db.put("drafts", draft);
  }

  async dropDraft(key: string): Promise<void> {
    await this.db.delete("drafts", key);
  }

  /** The records of a visit, with what is not sent yet over what the server has. */
  async shown(visit: MeetingId): Promise<Shown[]> {
    const tx = this.db.transaction(["records", "operations"]);
    const records = await tx.objectStore("records").index("visit").getAll(visit);
    const operations = await tx.objectStore("operations").index("visit").getAll(visit);
    await tx.done;
    const found = new Map<string, Shown>();
    for (const { id, kind, fields, revision } of records) found.set(id, { id, kind, fields, revision, state: "kept", reason: "" });
    for (const each of operations.sort(bySeq)) {
      if (each.resolution === "theirs") continue;
      const before = found.get(each.record);
      const fields = { ...before?.fields, ...each.fields };
      found.set(each.record, { id: each.record, kind: each.kind, fields, revision: before?.revision ?? 0, state: each.state, reason: each.reason });
    }
    return [...found.values()];
  }

  /** Record a change; when this returns it is on the disk. */
  async write(...changes: Change[]): Promise<void> {
    const tx = this.db.transaction(["records", "operations", "photos", "drafts"], "readwrite", ON_DISK);
    try {
      for (const change of changes) await put(tx, change);
    } catch (failure) {
      const why = await ended(tx);
      throw isFull(why) ? why : failure;
    }
    await tx.done;
    this.tell();
  }

  /** Forget a change that the server refused, which has kept it; photos that wait for such a site become those of the meeting. */
  async forget(record: string): Promise<void> {
    const tx = this.db.transaction("operations", "readwrite", ON_DISK);
    for (const each of await tx.store.getAll()) if (each.kind === "photo" && each.fields["site"] === record) await tx.store.put({ ...each, fields: { ...each.fields, site: null } });
    for (const each of await tx.store.index("record").getAll(record)) if (each.state === "refused") await tx.store.delete(each.seq!);
    await tx.done;
    this.tell();
  }

  /** The changes that may be sent now: for each record the oldest one, photos after their site. */
  async sendable(): Promise<Operation[]> {
    const tx = this.db.transaction(["records", "operations"]);
    const all = (await tx.objectStore("operations").getAll()).sort(bySeq);
    const seen = new Set<string>();
    const found: Operation[] = [];
    for (const each of all) {
      if (seen.has(each.record)) continue;
      seen.add(each.record);
      if (each.state !== "waiting" && each.state !== "sent") continue;
      const site = each.kind === "photo" ? each.fields["site"] : null;
      if (typeof site === "string" && site && !(await tx.objectStore("records").get(site))?.revision) continue;
      found.push(each);
    }
    await tx.done;
    return found;
  }

  /** Mark changes as sent and return them as they are now: what was typed since they were chosen goes along. */
  async markSent(ids: string[]): Promise<Operation[]> {
    const tx = this.db.transaction("operations", "readwrite", ON_DISK);
    const marked: Operation[] = [];
    for (const id of ids) {
      const each = await tx.store.index("id").get(id);
      if (!each) continue;
      const sent: Operation = { ...each, state: "sent" };
      await tx.store.put(sent);
      marked.push(sent);
    }
    await tx.done;
    return marked;
  }

  /** Keep what became of a change, with all that follows from it, at once. */
  async settle(result: Result, by: string, at: string): Promise<void> {
    const tx = this.db.transaction(["records", "operations"], "readwrite", ON_DISK);
    const operations = tx.objectStore("operations");
    const records = tx.objectStore("records");
    const done = await operations.index("id").get(result.id);
    if (!done || result.result === "failed") return tx.done;
    const later = (await operations.index("record").getAll(done.record)).filter((each) => each.seq! > done.seq!).sort(bySeq);
    const { record: id, visit, kind } = done;
    if (result.result === "applied") {
      const revision = result.revision ?? 0;
      const before = await records.get(id);
      if (done.resolution !== "theirs") await records.put({ id, visit, kind, revision, by, at, was: done.base ?? 0, fields: { ...before?.fields, ...done.fields } });
      for (const each of later) if (each.after === done.id) await operations.put({ ...each, base: revision, after: null });
      await operations.delete(done.seq!);
    } else {
      const fields = later.reduce((folded, each) => ({ ...folded, ...each.fields }), done.fields);
      for (const each of later) await operations.delete(each.seq!);
      await operations.put({ ...done, fields, state: result.result, reason: result.reason, current: result.current });
      if (result.current) await records.put({ id, visit, kind, ...result.current });
    }
    await tx.done;
    this.tell();
  }

  /** End a conflict: one transaction takes it away and puts the change that says how it ended in its place. */
  async resolve(id: string, resolution: Resolution): Promise<void> {
    const tx = this.db.transaction("operations", "readwrite", ON_DISK);
    const conflict = await tx.store.index("id").get(id);
    if (conflict?.state === "conflict") {
      const record = resolution === "both" ? crypto.randomUUID() : conflict.record;
      const base = resolution === "both" ? 0 : (conflict.current?.revision ?? 0);
      const fields = resolution === "theirs" ? {} : conflict.fields;
      const ends = { base, after: null, resolves: conflict.id, resolution };
      await tx.store.delete(conflict.seq!);
      await tx.store.add({ ...operation({ ...conflict, record, fields }, ends), device_time: now() });
    }
    await tx.done;
    this.tell();
  }

  /** Put what the server has in the place of what it had; nothing that waits is touched. */
  async take(snapshot: Snapshot): Promise<void> {
    const tx = this.db.transaction(ALL, "readwrite", ON_DISK);
    const operations = await tx.objectStore("operations").getAll();
    const open = new Set(snapshot.open_conflicts);
    const pending = new Set<string>();
    const busy = new Set<MeetingId>();
    for (const each of operations) {
      if (each.state === "conflict" && !open.has(each.id)) await tx.objectStore("operations").delete(each.seq!);
      else {
        pending.add(each.record);
        busy.add(each.visit);
      }
    }
    const coming = new Set(snapshot.visits.map(({ id }) => id));
    const drafts = await tx.objectStore("drafts").getAll();
    for (const visit of await tx.objectStore("visits").getAll()) {
      if (coming.has(visit.id)) continue;
      if (busy.has(visit.id) || drafts.some((draft) => draft.visit === visit.id)) await tx.objectStore("visits").put({ ...visit, gone: true });
      else {
        await tx.objectStore("visits").delete(visit.id);
        for (const key of await tx.objectStore("records").index("visit").getAllKeys(visit.id)) await tx.objectStore("records").delete(key);
        for (const key of await tx.objectStore("photos").index("visit").getAllKeys(visit.id)) await tx.objectStore("photos").delete(key);
      }
    }
    for (const { records, ...visit } of snapshot.visits) {
      await tx.objectStore("visits").put(visit);
      const sent = new Set(records.map(({ id }) => id));
      for (const key of await tx.objectStore("records").index("visit").getAllKeys(visit.id)) {
        if (!sent.has(key) && !pending.has(key)) await tx.objectStore("records").delete(key);
      }
      for (const record of records) {
        const before = await tx.objectStore("records").get(record.id);
        const was = before?.revision === record.revision ? before.was : undefined;
        await tx.objectStore("records").put({ ...record, visit: visit.id, was });
      }
    }
    await tx.objectStore("meta").put(snapshot.choices, "choices");
    await tx.objectStore("meta").put(Date.now(), "taken_at");
    await tx.done;
    this.tell();
  }
}

const now = () => new Date().toISOString();
const bySeq = (one: Operation, other: Operation) => one.seq! - other.seq!;

/** A revision this device made from the one the person saw is not news to them; any other one is. */
function baseOf(change: Change, record: KeptRecord | undefined): number {
  const newest = record?.revision ?? 0;
  return change.seen === undefined || change.seen === record?.was ? newest : change.seen;
}

function operation(change: Pick<Change, "visit" | "kind" | "record" | "fields">, more: Partial<Operation>): Operation {
  const { visit, kind, record, fields } = change;
  const made: Operation = { id: crypto.randomUUID(), visit, kind, record, fields, base: 0, after: null, state: "waiting", device_time: now(), reason: "", current: null, resolves: null, resolution: null };
  return { ...made, ...more };
}

/** Whether the device refused for want of room. */
export const isFull = (failure: unknown): boolean => failure instanceof Error && failure.name === "QuotaExceededError";

/** Undo a transaction that failed; the answer is why it ended where it ended by itself. */
async function ended(tx: Writing): Promise<unknown> {
  const end = tx.done.catch((why: unknown) => why);
  try {
    tx.abort();
  } catch {
    return end;
  }
  await end;
  return undefined;
}

type Writing = IDBPTransaction<Schema, ("records" | "operations" | "photos" | "drafts")[], "readwrite">;

/** Put one change into a transaction: into what waits already, or as a change of its own. */
async function put(tx: Writing, change: Change): Promise<void> {
  const operations = tx.objectStore("operations");
  const pending = (await operations.index("record").getAll(change.record)).sort(bySeq);
  const record = await tx.objectStore("records").get(change.record);
  const last = pending.at(-1);
  if (last?.state === "conflict") throw new Error("A conflict is resolved first.");
  if (last?.state === "waiting") {
    await operations.put({ ...last, fields: { ...last.fields, ...change.fields }, device_time: now() });
  } else {
    if (last?.state === "refused") await operations.delete(last.seq!);
    const after = last?.state === "sent" ? last.id : null;
    const base = after ? null : baseOf(change, record);
    await operations.add(operation(change, { base, after }));
  }
  if (change.photo) await tx.objectStore("photos").put({ id: change.record, visit: change.visit, blob: change.photo });
  if (change.draft) await tx.objectStore("drafts").delete(change.draft);
}
