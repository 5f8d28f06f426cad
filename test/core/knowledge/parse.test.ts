import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKnowledge } from '../../../src/core/knowledge/knowledge.ts';
import { parseDocument } from '../../../src/core/knowledge/parse.ts';

describe('parsing a document', () => {
  it('leaves the title out of the path, and emoji and colons out of headings', () => {
    const { title, sections } = parseDocument(
      'd',
      '# 🏁 The Title\n\n## 📈 Scale\n\n### Use it when:\n\n- it is *slow*\n',
    );
    expect(title).toBe('The Title');
    expect(sections.map((section) => section.path)).toEqual(['Scale > Use it when']);
  });

  it('keeps first-level headings in the path where there are several of them', () => {
    const { sections } = parseDocument('d', '# One\n\nA.\n\n# Two\n\nB.\n');
    expect(sections.map((section) => section.path)).toEqual(['One', 'Two']);
  });

  it('gives a table one fact for each cell, with row, column and subject', () => {
    const { sections } = parseDocument(
      'd',
      '# T\n\n## Core\n\n| Aspect | Monolith | Microservices |\n|---|---|---|\n| Speed | High | Low |\n',
    );
    expect(
      sections[0]?.facts.map(({ id, text, lead, column, subject, line }) => ({
        id,
        text,
        lead,
        column,
        subject,
        line,
      })),
    ).toEqual([
      { id: 'd:7:1', text: 'High', lead: 'Speed', column: 'Monolith', subject: 'monolith', line: 7 },
      { id: 'd:7:2', text: 'Low', lead: 'Speed', column: 'Microservices', subject: 'microservices', line: 7 },
    ]);
  });

  it('knows which line introduces which', () => {
    const { sections } = parseDocument('d', '# T\n\n👉 Enables:\n\n- one:\n  - two\n');
    expect(
      sections[0]?.facts.map(({ text, leads, introduces, summing }) => ({ text, leads, introduces, summing })),
    ).toEqual([
      { text: 'Enables', leads: [], introduces: true, summing: true },
      { text: 'one', leads: ['Enables'], introduces: true, summing: false },
      { text: 'two', leads: ['Enables', 'one'], introduces: false, summing: false },
    ]);
  });

  it('takes a paragraph sentence by sentence, each at its line, and does not stop at an abbreviation', () => {
    const { sections } = parseDocument('d', '# T\n\nUse a queue, e.g. Kafka. It buffers.\nThat helps.\n');
    expect(sections[0]?.facts.map(({ id, text, line }) => [id, text, line])).toEqual([
      ['d:3', 'Use a queue, e.g. Kafka.', 3],
      ['d:3:1', 'It buffers.', 3],
      ['d:4', 'That helps.', 4],
    ]);
  });

  it('reads past front matter, a byte order mark, Windows line ends, comments and code, with the right lines', () => {
    const text =
      '\ufeff---\r\ntags: [a]\r\n---\r\n# T\r\n\r\n<!-- hidden -->\r\n\r\n```\r\ncode\r\n```\r\n\r\nSeen.\r\n';
    expect(parseDocument('d', text).sections[0]?.facts.map(({ text: seen, line }) => [seen, line])).toEqual([
      ['Seen.', 12],
    ]);
  });

  it('joins what stands under the same heading path twice', () => {
    const { sections } = parseDocument('d', '# T\n\n## A\n\n- x\n\n## B\n\n- y\n\n## A\n\n- z\n');
    expect(sections.map((section) => [section.path, section.facts.map((fact) => fact.text)])).toEqual([
      ['A', ['x', 'z']],
      ['B', ['y']],
    ]);
  });

  it('never throws on anything that has a heading, and every fact has an id of its own', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(fc.string(), fc.constantFrom('- a', '| a | b |', '|---|---|', '## x', '> q', '  - b:', '1. c')),
        ),
        (lines) => {
          const { sections } = parseDocument('d', `# T\n${lines.join('\n')}`);
          const ids = sections.flatMap((section) => section.facts.map((fact) => fact.id));
          expect(new Set(ids).size).toBe(ids.length);
        },
      ),
    );
  });
});

describe('locating a quote', () => {
  const text =
    '# T\n\n## 🧪 A & B\n\n- easily tested\n- two words\n\nA sentence that\nruns on.\n\n## C\n\n| a | b | c |\n|---|---|---|\n| Fault | Weak | Strong |\n';
  const knowledge = createKnowledge([parseDocument('d', text)]);

  it.each([
    ['two words', 6],
    ['tested', 5],
    ['sentence that runs on.', 8],
  ])('finds %j in its section', (quote, line) => {
    expect(knowledge.locate('A & B', quote)).toEqual({ source: 'd', section: 'A & B', quote, line });
  });

  it('finds a row as it stands in the file, whatever the section path looks like', () => {
    expect(knowledge.locate(' 🎉 c: ', 'Fault | Weak | Strong')?.line).toBe(15);
  });

  it.each([
    ['A & B', 'Strong'],
    ['A & B', 'test'],
    ['A & B', 'Two words'],
    ['A & B', ''],
    ['Z', 'two words'],
  ])('finds nothing in %j for %j', (section, quote) => {
    expect(knowledge.locate(section, quote)).toBeNull();
  });
});
