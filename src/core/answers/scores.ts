/** Scores of an aspect, as cues give them: 4 for a sure cue, 2 for a likely one, a little more where several are met. */

/** From this score on an aspect is what is asked. */
export const sure = 4;
/** From this score on it may be what is asked, where the rest fits. */
export const likely = 2;
/** A score that no example overrules. */
export const beyondDoubt = 6;
