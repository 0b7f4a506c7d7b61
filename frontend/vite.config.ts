/** One build for the whole product: hashed files in `dist/build`, a manifest for Django, the icons templates use. */
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { documents } from "./build/documents.ts";
import { fonts } from "./build/fonts.ts";
import { icons } from "./build/icons.ts";
import { tabler } from "./build/tabler.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  base: "./",
  publicDir: false,
  plugins: [documents(), fonts(here("./")), tabler(here("./")), icons(here("./"))],
  css: { transformer: "lightningcss" },
  build: {
    outDir: here("./dist"),
    emptyOutDir: true,
    assetsDir: "build",
    assetsInlineLimit: 0,
    manifest: "manifest.json",
    sourcemap: false,
    target: ["chrome111", "firefox115", "safari16.4"],
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
    rollupOptions: {
      input: {
        app: here("./src/app.ts"),
        charts: here("./src/charts.ts"),
        map: here("./src/map.ts"),
        explorer: here("./src/explorer.ts"),
        cms: here("./src/styles/cms.css"),
        editor: here("./src/editor.ts"),
        field: here("./src/field.ts"),
      },
    },
  },
});
