import { css } from "lit";

export const LIST_STYLES = css`
  :host {
    display: block;
    position: relative;
    block-size: 100%;
    min-block-size: 0;
    background: var(--page);
  }
  .scroller {
    position: absolute;
    inset: 0;
    overflow-y: auto;
    overflow-x: hidden;
    overflow-anchor: none;
    overscroll-behavior: contain;
    scrollbar-width: thin;
  }
  .scroller:focus-visible {
    outline-offset: -2px;
  }
  .content {
    position: relative;
  }
  .day {
    position: absolute;
    inset-inline: 0;
    pointer-events: none;
    z-index: 1;
  }
  .header {
    position: sticky;
    inset-block-start: 0;
    display: flex;
    align-items: center;
    gap: 8px;
    block-size: 44px;
    padding-inline: 12px 4px;
    background: var(--page);
    pointer-events: auto;
  }
  h2 {
    margin: 0;
    font-size: 0.9rem;
    font-weight: 500;
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .count {
    color: var(--quiet);
    font-size: 0.82rem;
    white-space: nowrap;
  }
  .header button {
    min-block-size: 44px;
    padding-inline: 8px;
    margin-inline-start: auto;
    color: var(--link);
    font-size: 0.82rem;
    font-weight: 500;
    white-space: nowrap;
    border-radius: var(--radius);
  }
  .end {
    display: grid;
    place-items: center;
    gap: 4px;
    min-block-size: 72px;
    padding: 8px 16px 24px;
    text-align: center;
    color: var(--quiet);
    font-size: 0.85rem;
  }
  .skeleton {
    display: grid;
    grid-template-columns: 124px 1fr;
    gap: 12px;
    block-size: 70px;
    margin: 0 12px 10px;
  }
  .skeleton i {
    border-radius: 10px;
    background: color-mix(in srgb, var(--text) 9%, var(--page));
    animation: wait 1.2s ease-in-out infinite alternate;
  }
  .skeleton i + i {
    block-size: 34px;
    align-self: center;
    max-inline-size: 180px;
  }
  @keyframes wait {
    to {
      opacity: 0.4;
    }
  }
  .note {
    display: grid;
    justify-items: center;
    gap: 12px;
    padding: 48px 24px;
    text-align: center;
    color: var(--quiet);
  }
  .note h2 {
    color: var(--text);
    font-size: 1.05rem;
    white-space: normal;
  }
  .note p {
    margin: 0;
    max-inline-size: 36ch;
  }
  .pill {
    position: absolute;
    inset-block-start: 52px;
    inset-inline: 0;
    margin-inline: auto;
    inline-size: max-content;
    display: flex;
    align-items: center;
    gap: 6px;
    z-index: 2;
    box-shadow: 0 2px 10px #0005;
  }
`;
