/** Text as every database keeps it: a NUL or half of a surrogate pair becomes U+FFFD. PostgreSQL refuses the one, SQLite alters the other. */
export function toStorableText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}
