/** Who and what a message names, by id. */
export interface Names {
  /** People's names. */
  readonly people: ReadonlyMap<string, string>;
  /** The ids of the bot and its role: their names are taken out of the text. */
  readonly self: ReadonlySet<string>;
}

const person = /<@!?(\d+)>/g;
const role = /<@&(\d+)>/g;
const channel = /<#\d+>/g;
const emoji = /<a?(:\w+:)\d+>/g;
const command = /<(\/[^:<>]+):\d+>/g;
const time = /<t:-?\d+(?::\w)?>/g;

/** What a person typed, out of the markup in which Discord delivers it. */
export function plainWords(content: string, { people, self }: Names): string {
  return content
    .replace(person, (_, id: string) => (self.has(id) ? ' ' : `@${people.get(id) ?? 'somebody'}`))
    .replace(role, (_, id: string) => (self.has(id) ? ' ' : '@some role'))
    .replace(channel, '#some-channel')
    .replace(emoji, '$1')
    .replace(command, '$1')
    .replace(time, 'some time')
    .replace(/[^\S\n]+/g, ' ')
    .trim();
}
