/** Photos of a visit: taken with the camera, kept on the device, each of a site or of the meeting. */
import { say } from "../app/language";
import { button, h, link, note } from "./dom";
import { KINDS } from "./kinds";
import { shrink } from "./photos";
import { isFull } from "./store";
import { stateBadge, type Context, type Screen } from "./screens";
import type { MeetingId, Shown, Visit } from "./types";

const shownPictures: string[] = [];

export async function photoScreen(context: Context, visit: Visit, back: string): Promise<Screen> {
  for (const address of shownPictures.splice(0)) URL.revokeObjectURL(address);
  const shown = await context.store.shown(visit.id);
  const sites = shown.filter(({ kind }) => kind === "site");
  const photos = shown.filter(({ kind }) => kind === "photo");
  const cards = await Promise.all(photos.map((photo) => card(context, visit.id, photo, sites)));
  const list = cards.length ? h("ul", { class: "field-photos" }, ...cards) : h("p", { class: "soft" }, KINDS.photo.empty);
  return { title: `${KINDS.photo.title}: ${visit.town}`, back, nodes: [taking(context, visit, sites), list] };
}

async function card(context: Context, visit: MeetingId, photo: Shown, sites: Shown[]): Promise<HTMLElement> {
  const kept = await context.store.photo(photo.id);
  const words = KINDS.photo.line(photo.fields);
  const site = sites.find(({ id }) => id === photo.fields["site"]);
  let picture: HTMLElement = h("p", { class: "soft" }, say("عکس در سامانه است.", "The photo is in the system."));
  if (kept) {
    const address = URL.createObjectURL(kept.blob);
    shownPictures.push(address);
    picture = h("img", { src: address, alt: words, loading: "lazy" });
  }
  const change = photo.state === "conflict" ? link(say("مقایسه و انتخاب", "Compare and choose"), "#/conflicts", "btn btn-sm btn-quiet") : link(say("ویرایش", "Change"), `#/visit/${visit}/photo/${photo.id}`, "btn btn-sm btn-quiet");
  change.append(h("span", { class: "visually-hidden" }, ` ${words}`));
  const forget = photo.state === "refused" && button(say("کنار گذاشتن", "Set aside"), () => void context.store.forget(photo.id), "btn btn-sm btn-quiet");
  const reason = photo.state === "refused" ? h("p", { class: "error" }, photo.reason) : null;
  return h("li", { class: "card", "data-record": photo.id }, picture, h("p", { dir: "auto" }, words, site && h("span", { class: "soft" }, ` · ${KINDS.site.line(site.fields)}`)), h("div", { class: "field-tools" }, stateBadge(photo), change, forget), reason);
}

function taking(context: Context, visit: Visit, sites: Shown[]): HTMLElement {
  const site = h("select", { class: "form-select", id: "photo-site" }, h("option", { value: "" }, say("از جلسه", "of the meeting")), ...sites.map(({ id, fields }) => h("option", { value: id }, KINDS.site.line(fields))));
  const caption = h("input", { class: "form-control", id: "photo-caption", type: "text", dir: "auto", autocomplete: "off", maxlength: 200 });
  const file = h("input", { class: "visually-hidden field-file", id: "photo-file", type: "file", accept: "image/*", capture: "environment", multiple: true });
  const take = h("label", { class: "btn btn-primary field-add", for: "photo-file" }, say("گرفتن یا انتخاب عکس", "Take or choose a photo"));
  const fault = h("div", { role: "alert" });
  file.addEventListener("change", () => {
    fault.replaceChildren();
    (document.activeElement as HTMLElement | null)?.blur(); // the list below is drawn anew, and the caption begins empty
    void keepAll(context, visit, [...(file.files ?? [])], { site: site.value, caption: caption.value.trim() }).catch((failure: unknown) => {
      const why = isFull(failure) ? say("حافظهٔ این گوشی پر است؛ جا باز کنید و دوباره عکس بگیرید.", "This device is full; make room and take it again.") : say("این پرونده عکسی نیست که نشان داده شود.", "This file is no picture that can be shown.");
      fault.append(note("error", say("این عکس ثبت نشد", "The photo was not recorded"), h("p", {}, why)));
    });
  });
  return h(
    "div",
    { class: "field-form" },
    h("div", { class: "field" }, h("label", { for: "photo-site" }, say("عکس از کجاست", "What it shows")), site),
    h("div", { class: "field" }, h("label", { for: "photo-caption" }, say("شرح", "Caption"), h("span", { class: "optional" }, say(" (اختیاری)", " (optional)"))), caption),
    file,
    take,
    fault,
  );
}

async function keepAll(context: Context, visit: Visit, files: File[], { site, caption }: { site: string; caption: string }): Promise<void> {
  for (const file of files) {
    const photo = await shrink(file);
    await context.store.write({ visit: visit.id, kind: "photo", record: crypto.randomUUID(), fields: { caption, site: site || null }, photo });
  }
  context.say(say("ثبت شد.", "Recorded."));
}
