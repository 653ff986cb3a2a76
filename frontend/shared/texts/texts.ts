import english from "./en.json";

/** A text, its plural forms by CLDR category, or texts below a name. */
export type Tree = { readonly [name: string]: string | Tree };
type Values = Readonly<Record<string, string | number>>;

const LOADERS = import.meta.glob<Tree>(["./*.json", "!./en.json"], { import: "default" });
const RIGHT_TO_LEFT = new Set(["ar", "fa", "he", "ur"]);

/** The texts of one language, English where it lacks one. */
export class Texts {
  readonly #plurals: Intl.PluralRules;
  readonly #numbers: Intl.NumberFormat;

  constructor(
    readonly language: string,
    private readonly tree: Tree,
  ) {
    this.#plurals = new Intl.PluralRules(language);
    this.#numbers = new Intl.NumberFormat(language);
  }

  get direction(): "ltr" | "rtl" {
    return RIGHT_TO_LEFT.has(base(this.language)) ? "rtl" : "ltr";
  }

  /** The text of a name such as `timeline.events`; `count` chooses the plural form. */
  text(name: string, values: Values = {}): string {
    const found = this.#form(find(this.tree, name), values) ?? this.#form(find(english, name), values) ?? name;
    return found.replace(/\{(\w+)\}/g, (whole, key: string) => this.#value(values[key]) ?? whole);
  }

  #form(found: string | Tree | undefined, values: Values): string | undefined {
    if (found === undefined || typeof found === "string") return found;
    const form = found[this.#plurals.select(Number(values.count ?? 0))] ?? found.other;
    return typeof form === "string" ? form : undefined;
  }

  #value(value: string | number | undefined): string | undefined {
    return typeof value === "number" ? this.#numbers.format(value) : value;
  }
}

/** Loads the texts of a language such as `de` or `pt-BR`, or of the nearest there is; English never fails. */
export async function loadTexts(language: string): Promise<Texts> {
  for (const name of [language, base(language)]) {
    const load = LOADERS[`./${name}.json`];
    if (!load) continue;
    try {
      return new Texts(language, await load());
    } catch {
      // Offline: better English than nothing.
    }
  }
  return new Texts(base(language) === "en" ? language : "en", english);
}

function find(tree: Tree, name: string): string | Tree | undefined {
  return name
    .split(".")
    .reduce<string | Tree | undefined>((at, part) => (typeof at === "object" ? at[part] : undefined), tree);
}

function base(language: string): string {
  return language.split("-")[0] ?? language;
}
