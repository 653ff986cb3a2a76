import { css } from "lit";

/** Days and months, warmer the more they have, with a dot for what was not seen. */
export const MONTH = css`
  :host {
    display: block;
  }
  table {
    inline-size: 100%;
    border-collapse: separate;
    border-spacing: 2px;
    table-layout: fixed;
  }
  th {
    block-size: 28px;
    font-size: 0.75rem;
    font-weight: 500;
    color: var(--quiet);
  }
  td[role] {
    position: relative;
    block-size: 44px;
    padding: 0;
    border-radius: 10px;
    text-align: center;
    cursor: pointer;
    user-select: none;
  }
  [data-heat="1"] {
    background: color-mix(in srgb, var(--accent) 10%, transparent);
  }
  [data-heat="2"] {
    background: color-mix(in srgb, var(--accent) 20%, transparent);
  }
  [data-heat="3"] {
    background: color-mix(in srgb, var(--accent) 32%, transparent);
  }
  [data-heat="4"] {
    background: color-mix(in srgb, var(--accent) 46%, transparent);
  }
  [aria-disabled="true"] {
    opacity: 0.35;
    cursor: default;
  }
  [aria-current="date"] span {
    font-weight: 700;
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  [aria-selected="true"],
  .months [aria-pressed="true"] {
    box-shadow: inset 0 0 0 2px var(--accent);
  }
  td:focus-visible {
    outline: 2px solid var(--text);
    outline-offset: 1px;
  }
  i {
    position: absolute;
    inset-block-end: 4px;
    inset-inline-start: calc(50% - 3px);
    inline-size: 6px;
    block-size: 6px;
    border-radius: 50%;
    background: var(--accent);
    box-shadow: 0 0 0 1.5px var(--surface);
  }
  .months {
    display: grid;
    grid-template-columns: repeat(3, 1fr);
    gap: 8px;
  }
  .months button {
    position: relative;
    display: grid;
    align-content: center;
    min-block-size: 64px;
    border-radius: 10px;
    text-align: center;
  }
  small {
    color: var(--quiet);
    min-block-size: 1.2em;
  }
`;
