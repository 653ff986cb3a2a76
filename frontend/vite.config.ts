import { createHash } from "node:crypto";
import { defineConfig, type Plugin } from "vite";
import { squeezeTemplates } from "./build/templates";

/** Where Home Assistant serves the built files from: the integration's own folder, so that nobody needs Node. */
const DIST = "../custom_components/camvault/panel/dist";

/**
 * What goes together, so that it is compressed together. Language files stay out of it, and so does what a dashboard needs
 * before there is a card on it.
 */
const CHUNKS = [
  { name: "start", test: /shared\/define|card\/config/, priority: 3 },
  {
    name: "common",
    test: /node_modules|shared\/(data|texts\/(en|texts)|format|zone|env|hass|events|parts\/(icon|styles|labels|homes|day_name|problem|modal|sheet|list\/(row|pictures)|find\/(filters|density)))/,
    priority: 2,
  },
  { name: "find", test: /parts\/find\/(month|words|calendar|search|help)/, priority: 1 },
];

/** Writes `manifest.json`: the entries' names, and a hash of all files, which becomes a part of their address. */
function manifest(): Plugin {
  return {
    name: "camvault-manifest",
    generateBundle(_options, bundle) {
      const hash = createHash("sha256");
      for (const name of Object.keys(bundle).sort()) {
        const file = bundle[name];
        if (!file) continue;
        hash.update(name).update(file.type === "chunk" ? file.code : file.source);
      }
      const content = { hash: hash.digest("hex").slice(0, 16), panel: "panel.js", card: "card.js" };
      this.emitFile({ type: "asset", fileName: "manifest.json", source: `${JSON.stringify(content)}\n` });
    },
  };
}

export default defineConfig({
  base: "./",
  build: {
    target: "es2022",
    outDir: process.env.CAMVAULT_DIST ?? DIST,
    emptyOutDir: true,
    modulePreload: false,
    lib: { entry: { panel: "panel/panel.ts", card: "card/card.ts" }, formats: ["es"] },
    rolldownOptions: {
      output: {
        // A library's whitespace is kept otherwise, for the sake of who bundles it: nobody does.
        minify: true,
        codeSplitting: { groups: CHUNKS },
        entryFileNames: "[name].js",
        chunkFileNames: "[name]-[hash].js",
        assetFileNames: "[name]-[hash][extname]",
      },
    },
  },
  plugins: [squeezeTemplates(), manifest()],
});
