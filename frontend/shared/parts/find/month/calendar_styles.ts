import { css } from "lit";

export const CALENDAR = css`
  .quick {
    display: flex;
    gap: 8px;
  }
  .chip {
    min-block-size: 44px;
    padding-inline: 18px;
    border: 1px solid var(--line);
    border-radius: 22px;
  }
  .chip[aria-pressed="true"] {
    background: var(--accent);
    border-color: var(--accent);
    color: var(--on-accent);
  }
  .header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    margin-block: 8px;
  }
  .title {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-block-size: 44px;
    padding-inline: 12px;
    font-weight: 500;
  }
  [dir="rtl"] .turn svg {
    transform: scaleX(-1);
  }
  form {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 8px 12px;
    margin-block-start: 12px;
    padding-block-start: 12px;
    border-block-start: 1px solid var(--line);
  }
  label {
    display: grid;
    gap: 4px;
    font-size: 0.8125rem;
    color: var(--quiet);
  }
  input {
    inline-size: 7em;
    block-size: 44px;
    box-sizing: border-box;
    padding-inline: 12px;
    border: 1px solid var(--line);
    border-radius: 10px;
    background: var(--page);
    color: var(--text);
    font: inherit;
    font-size: 1rem;
  }
  input[aria-invalid="true"] {
    border-color: var(--bad);
  }
  .go {
    flex: 1;
  }
  #wrong {
    flex-basis: 100%;
    margin: 0;
    color: var(--bad);
    font-size: 0.8125rem;
  }
  #wrong:empty {
    display: none;
  }
`;
