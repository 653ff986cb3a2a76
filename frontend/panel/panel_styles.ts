import { css } from "lit";

export const PANEL_STYLES = css`
  :host {
    display: block;
    block-size: 100%;
    background: var(--page);
  }
  .page {
    display: flex;
    flex-direction: column;
    position: relative;
    block-size: 100%;
    box-sizing: border-box;
    overflow: hidden;
    padding-inline: var(--safe-area-inset-left, 0px) var(--safe-area-inset-right, 0px);
  }
  .hint {
    margin: 0;
    padding: 8px 16px;
    color: var(--warn);
    font-size: 0.85rem;
  }
  .main {
    position: relative;
    display: flex;
    flex: 1;
    min-block-size: 0;
  }
  camvault-list {
    flex: 1;
    min-inline-size: 0;
  }
  camvault-scrubber {
    flex: none;
    inline-size: 44px;
  }
  .cover {
    position: absolute;
    inset: 0;
    z-index: 5;
    background: var(--page);
  }
  .page.wide camvault-list {
    flex: 0 0 400px;
  }
  .page.wide camvault-scrubber {
    border-inline-end: 1px solid var(--line);
  }
  .pane {
    display: grid;
    flex: 1;
    min-inline-size: 0;
  }
  .choose {
    display: grid;
    place-items: center;
    align-content: center;
    gap: 12px;
    flex: 1;
    padding: 24px;
    text-align: center;
    color: var(--quiet);
  }
  .choose h2 {
    margin: 0;
    color: var(--text);
    font-size: 1.1rem;
    font-weight: 500;
  }
  .choose p {
    margin: 0;
  }
`;
