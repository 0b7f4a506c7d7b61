/** What device and server tell each other, and what the device keeps. */
export type Kind = "agenda" | "attendance" | "site" | "photo" | "note" | "decision" | "held" | "finding" | "promise";
export type Value = string | number | boolean | null;
export type Fields = Record<string, Value>;

/** The number of a visit, or `s3` for a county session of several towns. */
export type MeetingId = number | string;

export interface Standing {
  revision: number;
  fields: Fields;
  by: string;
  at: string | null;
  is_withdrawn?: boolean;
}

export interface SentRecord extends Standing {
  kind: Kind;
  id: string;
}

export interface KeptRecord extends SentRecord {
  visit: MeetingId;
  /** The revision from which this device itself made the newest one. */
  was?: number | undefined;
}

export interface Line {
  label: string;
  value: string;
  remark: string;
  badge?: string;
  is_late?: boolean;
}

/** `facts` name what they tell, a `list` reads like sentences; a file kept by an older page has facts alone. */
export interface Section {
  title: string;
  lines: Line[];
  form?: "facts" | "list";
  empty?: string;
  more?: string;
  amount?: number;
}

export interface Visit {
  id: MeetingId;
  town: string;
  county: string;
  team: string;
  place: string;
  state: string;
  start: string;
  end: string;
  held_id: string;
  desk: string;
  /** The printed form, for where even the telephone fails. */
  paper?: string;
  /** The county session this visit belongs to. */
  session?: string;
  /** The towns of a county session, each with its code; none for a visit. */
  towns?: [string, string][];
  file: Section[];
  /** No longer sent by the server, kept because something of it is not sent yet. */
  gone?: boolean;
}

export type Choices = Record<string, [string, string][]>;

export interface Person {
  id: number;
  name: string;
}

export interface Snapshot {
  user: Person;
  server_time: string;
  choices: Choices;
  open_conflicts: string[];
  visits: (Visit & { records: SentRecord[] })[];
}

/**
 * `waiting`: never sent, may still be changed. `sent`: on its way or its answer was lost; it is sent again just as it was.
 */
export type State = "waiting" | "sent" | "conflict" | "refused";
export type Resolution = "mine" | "theirs" | "both";

export interface Operation {
  seq?: number;
  id: string;
  visit: MeetingId;
  kind: Kind;
  record: string;
  /** The revision it was made from; nothing while the change before it has no answer. */
  base: number | null;
  after: string | null;
  fields: Fields;
  state: State;
  device_time: string;
  reason: string;
  current: Standing | null;
  resolves: string | null;
  resolution: Resolution | null;
}

export interface Result {
  id: string;
  result: "applied" | "conflict" | "refused" | "failed";
  same: boolean;
  revision: number | null;
  reason: string;
  current: Standing | null;
}

export interface Answer {
  server_time: string;
  results: Result[];
}

export interface Photo {
  id: string;
  visit: MeetingId;
  blob: Blob;
}

export interface Draft {
  key: string;
  visit: MeetingId;
  record: string;
  seen: number;
  fields: Fields;
}

/** A record as a screen shows it: what the server has, with what is not sent yet over it. */
export interface Shown {
  id: string;
  kind: Kind;
  fields: Fields;
  revision: number;
  state: State | "kept";
  reason: string;
}
