import type { Call } from './call.ts';
import { honestAnswer, type Sentence } from './models.ts';
import { type OpenAiServer, type Play, testKey, testModel } from './server.ts';
import type { Ending } from './wire.ts';

/** A model that writes each sentence when it is told to. */
export interface Dictation {
  play(call: Call): Play;
  /** Lets it write the next sentence; after the last one, the end. */
  next(): void;
  /** Lets it write all that is left. */
  rest(): void;
  /** How many sentences there are, once it was asked. */
  readonly length: number;
}

export interface DictationOptions {
  readonly sentences?: (call: Call) => readonly Sentence[];
  /** How it ends after its last sentence, in place of the rest of its reply. */
  readonly end?: Ending;
}

export function createDictation({ sentences = honestAnswer, end }: DictationOptions = {}): Dictation {
  const gates = Array.from({ length: 20 }, () => Promise.withResolvers<void>());
  let at = 0;
  let length = 0;
  function* pieces(written: readonly Sentence[]): Generator<string | Promise<void>> {
    yield '{"verdict":"answered","sentences":[';
    for (const [index, sentence] of written.entries()) {
      yield gates[index]?.promise ?? '';
      yield `${index === 0 ? '' : ','}${JSON.stringify(sentence)}`;
    }
    yield gates[written.length]?.promise ?? '';
    if (end === undefined) yield '],"notCovered":[]}';
  }
  return {
    play(call) {
      const written = sentences(call);
      length = written.length;
      return { kind: 'write', pieces: pieces(written), ...(end === undefined ? {} : { end }) };
    },
    next: () => gates[at++]?.resolve(),
    rest() {
      for (const gate of gates) gate.resolve();
    },
    get length() {
      return length;
    },
  };
}

/** The settings by which a bot finds the model of a server. */
export function settingsOf({ url }: Pick<OpenAiServer, 'url'>) {
  return { OPENAI_API_KEY: testKey, OPENAI_BASE_URL: url, OPENAI_MODEL: testModel };
}
