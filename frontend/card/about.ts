import { CARD, suggestFor } from "./suggestion";

/** What is said of the card in the list of cards. Not among the texts: every dashboard loads this file, and nothing may wait. */
const DESCRIPTION: Readonly<Record<string, string>> = {
  en: "The latest events of your cameras, to play in place",
  de: "Die letzten Ereignisse deiner Kameras, direkt abspielbar",
  he: "האירועים האחרונים של המצלמות שלך, לצפייה במקום",
};

interface Page {
  customCards?: { type: string }[];
}

interface App extends Element {
  hass?: { language?: string };
}

/** Puts the card on the list that people add cards from, once. */
export function announceCard(page: Page): void {
  page.customCards ??= [];
  if (page.customCards.some(({ type }) => type === CARD)) return;
  const about = {
    type: CARD,
    name: "CamVault",
    preview: true,
    get description() {
      const language = document.querySelector<App>("home-assistant")?.hass?.language ?? "en";
      return DESCRIPTION[language.split("-")[0] ?? "en"] ?? DESCRIPTION.en;
    },
    getEntitySuggestion: suggestFor,
  };
  page.customCards.push(about);
}
