/** Asking the server; every way it can fail has a name. */
import type { Answer, Operation, Snapshot } from "./types";

const PATIENCE_MS = 30_000;
/** A photo on the slowest line that still carries anything. */
const PHOTO_PATIENCE_MS = 240_000;

export type Failure = "no-line" | "sign-in" | "not-yours" | "other-user" | "token" | "too-much" | "storage" | "server";

export class NoAnswer extends Error {
  constructor(readonly why: Failure) {
    super(why);
  }
}

export interface Addresses {
  visits: string;
  sync: string;
  photos: string;
}

const token = () => /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";

async function ask(address: string, init: RequestInit, patience = PATIENCE_MS): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(address, { ...init, credentials: "same-origin", cache: "no-store", signal: AbortSignal.timeout(patience) });
  } catch {
    throw new NoAnswer("no-line");
  }
  if (response.ok) {
    try {
      return await response.json();
    } catch {
      throw new NoAnswer("no-line"); // the answer broke off, or a gate of the network answered in its place
    }
  }
  throw new NoAnswer(await reason(response));
}

async function reason(response: Response): Promise<Failure> {
  if (response.status === 401) return "sign-in";
  if (response.status === 409) return "other-user";
  if (response.status === 400 || response.status === 413) return "too-much"; // this request as it is will never be taken in
  const isJson = response.headers.get("content-type")?.includes("json");
  if (response.status === 403) return isJson ? "not-yours" : "token";
  return "server";
}

export class Server {
  constructor(private readonly at: Addresses) {}

  async snapshot(): Promise<Snapshot> {
    const found = (await ask(this.at.visits, { headers: { Accept: "application/json" } })) as Partial<Snapshot>;
    if (!found.user || !Array.isArray(found.visits)) throw new NoAnswer("no-line");
    return found as Snapshot;
  }

  async sync(user: number, operations: Operation[]): Promise<Answer> {
    const body = JSON.stringify({ user, device_now: new Date().toISOString(), operations: operations.map(spoken) });
    return this.send(this.at.sync, body, { "Content-Type": "application/json" });
  }

  async photo(user: number, operation: Operation, blob: Blob): Promise<Answer> {
    const form = new FormData();
    form.set("operation", JSON.stringify({ user, device_now: new Date().toISOString(), ...spoken(operation) }));
    form.set("photo", blob, "photo.jpg");
    return this.send(this.at.photos, form, {}, PHOTO_PATIENCE_MS);
  }

  private async send(address: string, body: BodyInit, headers: Record<string, string>, patience?: number): Promise<Answer> {
    const post = () => ask(address, { method: "POST", body, headers: { ...headers, "X-CSRFToken": token() } }, patience);
    if (!token()) await this.snapshot(); // it brings the token of the forms, which a killed browser may have lost
    const answer = (await post().catch(async (failure: unknown) => {
      if (!(failure instanceof NoAnswer) || failure.why !== "token") throw failure;
      await this.snapshot();
      return post();
    })) as Partial<Answer>;
    if (!Array.isArray(answer.results)) throw new NoAnswer("no-line");
    return answer as Answer;
  }
}

const spoken = ({ id, visit, kind, record, base, fields, device_time, resolves, resolution }: Operation) => ({ id, visit, kind, record, base: base ?? 0, fields, device_time, resolves, resolution });
