/// <reference types="vite/client" />
declare module "*.mjs?url" {
  const address: string;
  export default address;
}
