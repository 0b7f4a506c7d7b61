/** Two versions side by side: what was written here and what stands in the system; a person chooses. */
import { say } from "../app/language";
import { button, h } from "./dom";
import { asksOf, inWords, KINDS } from "./kinds";
import { choicesAt, type Context, type Screen } from "./screens";
import type { Choices, Fields, Operation, Resolution } from "./types";
import { clock, isoDay, shortDay } from "./words";

export async function conflictScreen(context: Context): Promise<Screen> {
  const conflicts = (await context.store.operations()).filter(({ state }) => state === "conflict");
  const visits = await context.store.visits();
  const versions = await Promise.all(
    conflicts.map(async (each) => {
      const visit = visits.find(({ id }) => id === each.visit);
      const choices = choicesAt(context.choices, visit, await context.store.shown(each.visit));
      return versus({ ...context, choices }, each, visit?.town ?? "");
    }),
  );
  const title = say("دو نوشته در برابر هم", "Two versions");
  if (!conflicts.length) return { title, back: "#/", nodes: [h("p", { class: "soft" }, say("چیزی برای انتخاب نمانده است.", "Nothing is left to choose."))] };
  const lead = h("p", {}, say("این موردها را شما بی‌خط نوشته‌اید و در همان مدت کسی دیگر هم آن‌ها را تغییر داده است. هیچ‌کدام از میان نرفته است؛ بگویید کدام بماند.", "You wrote these without a line, and somebody else changed them meanwhile. Neither is lost; say which stays."));
  return { title, back: "#/", nodes: [lead, ...versions] };
}

function versus(context: Context, conflict: Operation, town: string): HTMLElement {
  const words = KINDS[conflict.kind];
  const current = conflict.current ?? { revision: 0, fields: {}, by: "", at: null };
  const choose = (resolution: Resolution) => () => {
    void context.store.resolve(conflict.id, resolution).then(() => context.say(say("انتخاب شما ثبت شد.", "Your choice is recorded.")));
  };
  const at = current.at ? new Date(current.at) : null;
  const when = at ? `${shortDay(isoDay(at))} ${clock(at)}` : "";
  const who = [current.by, when, current.is_withdrawn ? say("کنار گذاشته شده", "withdrawn") : ""].filter(Boolean).join(" · ");
  const both = conflict.kind === "held" || conflict.kind === "photo" ? null : button(say("هر دو بماند", "Keep both"), choose("both"));
  return h(
    "section",
    { class: "card field-versus", "data-operation": conflict.id },
    h("h2", {}, `${words.title}: ${town}`),
    h("div", { class: "field-sides" }, side(say("مال شما", "Yours"), "", conflict.fields, current.fields, conflict, context.choices), side(say("آنچه در سامانه است", "What is in the system"), who, current.fields, conflict.fields, conflict, context.choices)),
    h("div", { class: "field-choose" }, button(say("مال من بماند", "Keep mine"), choose("mine"), "btn btn-primary"), button(say("نوشتهٔ سامانه بماند", "Keep the system’s"), choose("theirs")), both),
  );
}

function side(title: string, who: string, fields: Fields, other: Fields, { kind }: Operation, choices: Choices): HTMLElement {
  const extra = kind === "agenda" ? [{ name: "is_done", label: say("مطرح شد", "Talked about"), as: "yes" as const }] : [];
  const lines = [...asksOf(kind, choices).filter(({ later }) => !later), ...extra].flatMap((ask) => {
    const value = inWords(ask, fields, choices);
    const differs = value !== inWords(ask, other, choices);
    return [h("dt", {}, ask.label), h("dd", { dir: "auto", class: differs ? "field-differs" : undefined }, differs ? h("mark", {}, value) : value)];
  });
  return h("div", { class: "field-side" }, h("h3", {}, title), who && h("p", { class: "soft" }, who), h("dl", { class: "facts-list" }, ...lines));
}
