import { css } from "lit";

/** Colours and sizes of the page around us, or our own where there are none. */
export const THEME = css`
  :host {
    --page: var(--primary-background-color, #fafafa);
    --surface: var(--card-background-color, #fff);
    --text: var(--primary-text-color, #212121);
    --quiet: var(--secondary-text-color, #5f6368);
    --line: var(--divider-color, #e0e0e0);
    --accent: var(--primary-color, #0288a8);
    /* Words in the accent's colour, dark or light enough to be read. */
    --link: color-mix(in srgb, var(--accent) 62%, var(--text));
    --on-accent: var(--text-primary-color, #fff);
    --good: var(--success-color, #2e7d32);
    --warn: var(--warning-color, #b26a00);
    --bad: var(--error-color, #c62828);
    --radius: 12px;
    --font: var(--ha-font-family-body, system-ui, sans-serif);
    font-family: var(--font);
    color: var(--text);
  }
`;

/** Buttons that a thumb can hit, and that show when the keyboard is on them. */
export const CONTROLS = css`
  button {
    font: inherit;
    color: inherit;
    background: none;
    border: 0;
    padding: 0;
    cursor: pointer;
    touch-action: manipulation;
  }
  button.icon {
    display: inline-grid;
    place-items: center;
    min-width: 48px;
    min-height: 48px;
    border-radius: 50%;
  }
  /* What there is to do here. */
  .filled {
    min-block-size: 44px;
    padding-inline: 20px;
    border-radius: 22px;
    background: var(--accent);
    color: var(--on-accent);
    font-weight: 500;
  }
  button:disabled {
    opacity: 0.4;
    cursor: default;
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      animation: none !important;
      transition: none !important;
    }
  }
`;
