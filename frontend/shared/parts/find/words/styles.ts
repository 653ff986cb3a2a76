import { css } from "lit";

export const SEARCH = css`
  :host {
    display: block;
  }
  :host([open]) {
    flex: 1;
    min-inline-size: 0;
  }
  search {
    display: block;
    position: relative;
  }
  form {
    display: flex;
    align-items: center;
  }
  input {
    flex: 1;
    min-inline-size: 0;
    block-size: 44px;
    box-sizing: border-box;
    padding-inline: 14px;
    border: 0;
    border-radius: 22px;
    background: color-mix(in srgb, var(--quiet) 14%, var(--surface));
    color: var(--text);
    font: inherit;
    font-size: 1rem;
  }
  input::-webkit-search-cancel-button {
    display: none;
  }
  p {
    display: flex;
    align-items: center;
    gap: 8px;
    margin: 0;
    padding-inline: 16px 8px;
    font-size: 0.8125rem;
    color: var(--quiet);
  }
  p span {
    white-space: nowrap;
  }
  .read {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-block-size: 44px;
    color: var(--text);
    font-weight: 500;
    text-align: start;
  }
  .suggestions {
    position: absolute;
    z-index: 10;
    inset-inline: 0;
    inset-block-start: 100%;
    max-block-size: 70dvh;
    overflow: auto;
    margin-inline: 8px;
    padding-block: 8px;
    border-radius: var(--radius);
    background: var(--surface);
    box-shadow: 0 4px 20px #0004;
  }
  .heading {
    display: flex;
    align-items: center;
    justify-content: space-between;
    min-block-size: 36px;
    padding-inline: 16px;
    font-size: 0.8125rem;
    color: var(--quiet);
  }
  .text {
    min-block-size: 44px;
    color: var(--link);
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li button {
    display: flex;
    align-items: center;
    gap: 16px;
    inline-size: 100%;
    min-block-size: 44px;
    padding-inline: 16px;
    text-align: start;
  }
  li button:hover {
    background: color-mix(in srgb, var(--quiet) 10%, transparent);
  }
  li svg {
    color: var(--quiet);
  }
  [dir="rtl"] .back svg {
    transform: scaleX(-1);
  }
`;
