/** How a card is shown in a terminal. */
export interface TerminalView {
  /** Columns; what is not within {@link limits} is taken for the nearest that is, and what is no number for 80. */
  readonly width: number;
  /** Whether our own colour and weight sequences may be written; false under NO_COLOR and in pipes. */
  readonly colour: boolean;
  /** False where the terminal shows ASCII only; our own marks then keep to it. */
  readonly unicode?: boolean;
}

/** Columns. Below the narrowest there is no room for a word beside a mark; nobody reads past the widest. */
export const limits = { narrowest: 20, widest: 200 } as const;

/** Longer lines of prose are tiring to read, however wide the window; tables may use all of it. */
export const proseWidth = 100;
