/** «/» goes to the search box, unless the reader is writing. */
const WRITING = "input, textarea, select, [contenteditable=''], [contenteditable=true]";

export function watchSearchKey(): void {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof Element && event.target.closest(WRITING)) return;
    const boxes = document.querySelectorAll<HTMLInputElement>("input[type=search]");
    const box = [...boxes].find((candidate) => candidate.offsetParent !== null);
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
}
