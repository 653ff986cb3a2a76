// How much a browser loads, compressed: says it, and fails where it is more than it may be. Its argument is the folder of what was built.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const KB = 1000;
/** What there is altogether, what the list needs, and what a dashboard needs before there is a card on it, in bytes. */
const BUDGETS = { all: 96 * KB, panel: 60 * KB, card: 10 * KB };

/** The compressed size of each script but the languages, of which a browser loads one at most. */
function sizesIn(folder) {
  const languages = readdirSync(new URL("../shared/texts", import.meta.url)).map((name) => name.replace(".json", "-"));
  const scripts = readdirSync(folder).filter(
    (name) => name.endsWith(".js") && !languages.some((language) => name.startsWith(language)),
  );
  return new Map(scripts.map((name) => [name, readFileSync(join(folder, `${name}.gz`)).length]));
}

/** A script and all that it cannot start without. */
function needed(folder, name, found = new Set()) {
  if (found.has(name)) return found;
  found.add(name);
  const imports = readFileSync(join(folder, name), "utf8").matchAll(/\b(?:from|import)\s*["'`]\.\/([^"'`]+)["'`]/g);
  for (const [, other] of imports) needed(folder, other, found);
  return found;
}

function sum(names, sizes) {
  return [...names].reduce((total, name) => total + sizes.get(name), 0);
}

const [folder] = process.argv.slice(2);
const sizes = sizesIn(folder);
const figures = {
  all: sum(sizes.keys(), sizes),
  panel: sum(needed(folder, "panel.js"), sizes),
  card: sum(needed(folder, "card.js"), sizes),
};
for (const [name, budget] of Object.entries(BUDGETS)) {
  const over = figures[name] > budget;
  console.log(`${name}: ${(figures[name] / KB).toFixed(1)} of ${budget / KB} KB${over ? ", which is too much" : ""}`);
  if (over) process.exitCode = 1;
}
