/** Whose data this device shows: the person who was last signed in here, until they sign out. */
import { openDB } from "idb";
import type { Person } from "./types";

const open = () => openDB("hamyar-field", 1, { upgrade: (made) => void made.createObjectStore("meta") });

export async function rememberedPerson(): Promise<Person | null> {
  const db = await open();
  const person = ((await db.get("meta", "person")) as Person | undefined) ?? null;
  db.close();
  return person;
}

export async function rememberPerson(person: Person | null): Promise<void> {
  const db = await open();
  const tx = db.transaction("meta", "readwrite", { durability: "strict" });
  await tx.store.put(person, "person");
  await tx.done;
  db.close();
}

export const forgetPerson = (): Promise<void> => rememberPerson(null);
