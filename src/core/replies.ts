import type { Reply } from './bot-events.ts';
import { plainText, remarkCard } from './card.ts';
import type { Form } from './form.ts';

/** What a person is told where what they asked for is not done. */
export function refusing(text: string): Reply {
  return { ...remarkCard(text), refused: true };
}

/** A form in words, for a place that has none. */
export function withForm(form: Form): Reply {
  return { ...remarkCard([form.title, ...form.intro.map(plainText)].join(': ')), form };
}
