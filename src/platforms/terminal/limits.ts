import { z } from 'zod';

/** How a card is shown in a terminal. */
export const viewSchema = z.object({
  /** Columns; narrower and wider terminals are treated as the nearest of 20 to 200, and prose is never wider than {@link proseWidth}. */
  width: z.number(),
  /** Whether our own colour and weight sequences may be written; false under NO_COLOR and in pipes. */
  colour: z.boolean(),
  /** False where the terminal shows ASCII only. */
  unicode: z.boolean().optional(),
});

export type TerminalView = z.infer<typeof viewSchema>;

export const limits = { narrowest: 20, widest: 200 } as const;

/** Longer lines are tiring to read. */
export const proseWidth = 100;
