import { css } from "lit";

export const BAR_STYLES = css`
  :host {
    position: relative;
    display: flex;
    align-items: center;
    flex: none;
    min-block-size: calc(var(--header-height, 56px) + var(--safe-area-inset-top, 0px));
    box-sizing: border-box;
    padding-block-start: var(--safe-area-inset-top, 0px);
    padding-inline: 4px;
    background: var(--app-header-background-color, var(--surface));
    color: var(--app-header-text-color, var(--text));
    border-block-end: var(--app-header-border-bottom, 1px solid var(--line));
  }
  /* A search takes the room of the title. */
  h1:has(~ camvault-search[open]) {
    display: none;
  }
  h1 {
    flex: 1;
    margin: 0 8px;
    font-size: 1.25rem;
    font-weight: 400;
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .menu {
    position: absolute;
    inset-block-start: calc(var(--header-height, 56px) + var(--safe-area-inset-top, 0px) - 4px);
    inset-inline-end: 8px;
    z-index: 6;
    min-inline-size: 220px;
    padding-block: 8px;
    border-radius: var(--radius);
    background: var(--surface);
    box-shadow: 0 4px 24px #0005;
  }
  .menu button {
    display: block;
    inline-size: 100%;
    min-block-size: 48px;
    padding-inline: 16px;
    text-align: start;
  }
  .menu button:hover {
    background: color-mix(in srgb, var(--text) 6%, transparent);
  }
`;
