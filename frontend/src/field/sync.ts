/** Sending what waits and fetching what is new, one tab at a time, over and over without harm. */
import { say } from "../app/language";
import { isFull, type Store } from "./store";
import { NoAnswer, type Failure, type Server } from "./server";
import type { Answer, Operation, Person } from "./types";

const AT_ONCE = 20;

export interface Outcome {
  failure: Failure | null;
  /** How far this device's clock is ahead of the server's, in milliseconds. */
  skew: number | null;
  /** Changes the server could not handle; they wait for the next time. */
  failed: number;
}

/** Send, then fetch; nothing when another tab is at it. */
export async function synchronise(store: Store, server: Server, person: Person): Promise<Outcome | undefined> {
  const done = await navigator.locks.request(`hamyar-field-${store.user}`, { ifAvailable: true }, (lock) => (lock ? run(store, server, person) : undefined));
  return done ?? undefined;
}

async function run(store: Store, server: Server, person: Person): Promise<Outcome> {
  const outcome: Outcome = { failure: null, skew: null, failed: 0 };
  try {
    await sendAll(store, server, person, outcome);
    const snapshot = await server.snapshot();
    if (snapshot.user.id !== store.user) throw new NoAnswer("other-user");
    outcome.skew = Date.now() - Date.parse(snapshot.server_time);
    await store.take(snapshot);
    await store.setMeta("skew", outcome.skew);
  } catch (failure) {
    if (isFull(failure)) outcome.failure = "storage";
    else if (failure instanceof NoAnswer) outcome.failure = failure.why;
    else throw failure;
  }
  return outcome;
}

async function sendAll(store: Store, server: Server, person: Person, outcome: Outcome): Promise<void> {
  const failed = new Set<string>();
  for (;;) {
    const ready = (await store.sendable()).filter(({ id }) => !failed.has(id));
    if (!ready.length) break;
    for (const { id, result } of await sendSome(store, server, person, ready)) if (result === "failed") failed.add(id);
  }
  outcome.failed = failed.size;
}

/** Send a batch of changes, or one photo; what is sent is marked so before it leaves. */
async function sendSome(store: Store, server: Server, person: Person, ready: Operation[]): Promise<Answer["results"]> {
  const plain = ready.filter(isPlain).slice(0, AT_ONCE);
  const chosen = plain.length ? plain : ready.slice(0, 1);
  const batch = await store.markSent(chosen.map(({ id }) => id));
  if (!batch.length) return [];
  const answer = await deliver(store, server, batch);
  const told = new Map(answer.results.map((result) => [result.id, result]));
  const missing = { result: "failed", same: false, revision: null, reason: "", current: null } as const;
  const results = batch.map(({ id }) => told.get(id) ?? { id, ...missing });
  for (const result of results) await store.settle(result, person.name, answer.server_time);
  return results;
}

/** Send a batch; where it is too much at once, one by one, so that one that is never taken in holds up no other. */
async function deliver(store: Store, server: Server, batch: Operation[]): Promise<Answer> {
  const [first] = batch;
  try {
    return isPlain(first!) ? await server.sync(store.user, batch) : await sendPhoto(store, server, first!);
  } catch (failure) {
    if (!(failure instanceof NoAnswer) || failure.why !== "too-much") throw failure;
    if (batch.length === 1) return refusedHere(first!);
    const answers: Answer[] = [];
    for (const each of batch) answers.push(await deliver(store, server, [each]));
    return { server_time: answers.at(-1)!.server_time, results: answers.flatMap(({ results }) => results) };
  }
}

function refusedHere({ id }: Operation): Answer {
  const reason = say("سامانه این مورد را نگرفت؛ شاید بسیار بزرگ است. آن را کوتاه‌تر یا کوچک‌تر کنید.", "The system did not take this in; it may be too large. Make it shorter or smaller.");
  return { server_time: new Date().toISOString(), results: [{ id, result: "refused", same: false, revision: null, reason, current: null }] };
}

const isPlain = (operation: Operation) => operation.kind !== "photo" || operation.base !== 0 || operation.resolution === "theirs";

async function sendPhoto(store: Store, server: Server, operation: Operation): Promise<Answer> {
  const photo = await store.photo(operation.record);
  if (!photo) return server.sync(store.user, [operation]);
  return server.photo(store.user, operation, photo.blob);
}
