import { css } from "lit";

/** As high as a dashboard wants it, or else as high as its rows. */
export const VIEW = css`
  :host {
    display: block;
    block-size: 100%;
    container-type: inline-size;
    --columns: 2;
  }
  ha-card {
    display: flex;
    flex-direction: column;
    block-size: 100%;
    box-sizing: border-box;
    overflow: hidden;
  }
  .title {
    display: flex;
    align-items: center;
    gap: 4px;
    flex: none;
    min-block-size: 44px;
    padding-inline: 16px 8px;
    color: var(--text);
    text-decoration: none;
  }
  .title svg {
    flex: none;
    color: var(--quiet);
  }
  .title:focus-visible {
    outline-offset: -3px;
    border-radius: var(--radius);
  }
  [dir="rtl"] .title svg {
    transform: scaleX(-1);
  }
  h2 {
    flex: 1;
    margin: 0;
    font-size: 1rem;
    font-weight: 500;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  h3 {
    margin: 0;
    padding: 8px 12px 4px;
    font-size: 0.82rem;
    font-weight: 500;
    color: var(--quiet);
  }
  .note {
    margin: 0;
    padding: 8px 16px 12px;
    color: var(--quiet);
    font-size: 0.9rem;
  }
  .note button {
    min-block-size: 44px;
    padding-inline: 12px;
    color: var(--link);
    font-weight: 500;
  }
  .list,
  .grid {
    min-block-size: 0;
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
  }
  .list {
    flex: 1 1 calc(var(--rows) * 78px);
    padding-block-end: 8px;
  }
  camvault-row {
    position: relative;
    margin-block-end: 8px;
  }
  .grid {
    --gap: 4px;
    flex: 1 1 calc(var(--rows) * (100cqi / var(--columns) * 9 / 16));
    display: grid;
    grid-template-columns: repeat(var(--columns), minmax(0, 1fr));
    align-content: start;
    gap: var(--gap);
    padding: 0 8px 8px;
  }
  .grid > div {
    aspect-ratio: 16 / 9;
  }
  camvault-tile {
    block-size: 100%;
  }
  .strip {
    display: flex;
    flex: 1 1 140px;
    gap: 8px;
    min-block-size: 64px;
    padding: 0 12px 12px;
    overflow: auto hidden;
    overscroll-behavior-inline: contain;
    scroll-snap-type: inline proximity;
    scroll-padding-inline: 12px;
    scrollbar-width: none;
    touch-action: pan-x pan-y;
  }
  .strip > div {
    flex: none;
    block-size: 100%;
    aspect-ratio: 16 / 9;
    scroll-snap-align: start;
  }
  .latest {
    flex: 1 1 auto;
    block-size: calc((100cqi - 24px) * 9 / 16);
    margin-inline: 12px;
  }
  :host([layout="camera"]) .strip {
    flex: none;
    block-size: 76px;
    padding-block-start: 8px;
  }
  @container (min-width: 480px) {
    ha-card {
      --columns: 3;
    }
  }
  @container (min-width: 760px) {
    ha-card {
      --columns: 4;
    }
  }
`;
