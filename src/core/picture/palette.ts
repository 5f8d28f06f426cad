/**
 * The picture's colours. It brings its own background, so that it reads the same in light and dark mode; every text has a contrast of
 * at least 4.5 to what lies under it (test/core/picture/palette.test.ts). Amber and blue stay apart for the colour-blind too.
 */
export const palette = {
  background: '#12161d',
  panel: '#1b212b',
  line: '#5b6676',
  text: '#f4f6fa',
  quiet: '#b7c0ce',
  monolith: '#f6b83c',
  microservices: '#5cc4ff',
  block: '#ff8f7d',
  /** Under dark text: the zone of the scale that the verdict stands in. */
  ink: '#12161d',
} as const;
