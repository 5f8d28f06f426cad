/** At most `length` UTF-16 units, never half a character. */
export function cut(text: string, length: number): string {
  const start = text.slice(0, length);
  return start.isWellFormed() ? start : start.slice(0, -1);
}

/** At most `length` UTF-16 units; what was longer ends in an ellipsis. */
export function cutText(text: string, length: number): string {
  return text.length <= length ? text : `${cut(text, length - 1)}…`;
}
