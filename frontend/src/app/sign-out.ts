/** Signing out closes what the field page keeps on this device; what is not sent yet is said before. */
export function watchSignOut(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (!/\/logout\/$/.test(form.getAttribute("action") ?? "") || !("indexedDB" in window)) return;
    event.preventDefault();
    const leave = import("../field/leaving").then(({ mayLeave }) => mayLeave());
    leave.then(
      (goes) => goes && form.submit(),
      () => form.submit(),
    );
  });
}
