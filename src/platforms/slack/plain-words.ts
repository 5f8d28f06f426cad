/** What a person typed, out of the markup in which Slack delivers it. */
export interface PlainWords {
  readonly text: string;
  /** The ids of the people and bots named in it. */
  readonly named: readonly string[];
}

const bracketed = /<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>/g;

/**
 * @param self the bot's own id: its name is taken out of the text
 * @param nameOf how somebody is called of whom Slack gives the id alone
 */
export function plainWords(text: string, self: string, nameOf: (id: string) => string = () => 'somebody'): PlainWords {
  const named: string[] = [];
  const words = text.replace(bracketed, (_, sign: string, target: string, label: string | undefined) => {
    if (sign === '@') {
      named.push(target);
      return target === self ? ' ' : `@${label ?? nameOf(target)}`;
    }
    if (sign === '#') return `#${label ?? 'channel'}`;
    if (sign === '!') return label ?? `@${target.replace(/\^.*/s, '')}`;
    return label ?? target;
  });
  const unescaped = words.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
  return { text: unescaped.replace(/[^\S\n]+/g, ' ').trim(), named };
}
