/// <reference types="vite/client" />
declare module "@majidh1/jalalidatepicker/dist/jalalidatepicker.min.js";
declare module "*.mjs?url" {
  const address: string;
  export default address;
}
interface Window {
  jalaliDatepicker?: {
    startWatch(options: Record<string, unknown>): void;
    show(input: HTMLInputElement): void;
    hide(): void;
  };
}
