import { describe, expect, it } from 'vitest';
import { loadLexicon } from '../../../src/core/knowledge/load-lexicon.ts';
import { knowledgeWith, lexiconFile } from '../answers/support.ts';

const knowledge = knowledgeWith();
const load = (edit: (text: string) => string) => () =>
  loadLexicon({ ...lexiconFile, text: edit(lexiconFile.text) }, knowledge);

describe('the lexicon', () => {
  it('speaks of every section of the document', () => {
    const lexicon = loadLexicon(lexiconFile, knowledge);
    const said = [...lexicon.aspects.values()].flatMap(({ lines, sides }) =>
      [...lines, ...sides.monolith.lines, ...sides.microservices.lines].flatMap(({ citations }) => citations),
    );
    const sections = new Set(said.map(({ section }) => section));
    expect(knowledge.sections.map(({ path }) => path).filter((path) => !sections.has(path))).toEqual([]);
    const quotes = new Set([...said, ...lexicon.signals.map(({ citation }) => citation)].map(({ line }) => line));
    const unsaid = knowledge.facts
      .filter(({ line, introduces }) => !introduces && !quotes.has(line))
      .map(({ text }) => text);
    expect(unsaid).toEqual([]);
  });

  it('refuses a comparison of an unknown aspect, with file, line and an example', () => {
    const broken = load((text) => text.replace('rows: [definition,', 'rows: [colour,'));
    expect(broken).toThrow(
      /^knowledge\/lexicon\.yaml:\d+: aspects\.differences\.rows\.0: expected an aspect .* for example "definition", got "colour"/,
    );
  });

  it('refuses a cue with an unknown concept', () => {
    expect(load((text) => text.replace('FAIL + SPREAD', 'FAIL + SPRAED'))).toThrow(
      /^knowledge\/lexicon\.yaml:\d+: .*expected a concept .* got "SPRAED"/,
    );
  });

  it('refuses a quote that does not stand in its section', () => {
    expect(
      load((text) => text.replace('from: { Core Differences: [Weak] }', 'from: { Core Differences: [Feeble] }')),
    ).toThrow(/^knowledge\/lexicon\.yaml:\d+: .*expected words that stand in "Core Differences".* got "Feeble"/);
    expect(load((text) => text.replace('from: { Core Differences: [Weak] }', 'from: { Differences: [Weak] }'))).toThrow(
      /expected a section of the documents, for example "Overview", got "Differences"/,
    );
  });

  it('refuses a key that it does not know', () => {
    expect(load((text) => text.replace('\naspects:\n', '\ncolours: {}\naspects:\n'))).toThrow(
      /colours: expected no such key/,
    );
  });
});
