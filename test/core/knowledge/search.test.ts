import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../../src/core/knowledge/parse.ts';
import { createSearch } from '../../../src/core/knowledge/search.ts';
import { stemOf } from '../../../src/core/text/tokens.ts';
import { knowledgeWith } from '../answers/support.ts';

const notes = parseDocument('notes', '# Notes\n\n## Tracing\n\n- We trace with Jaeger.\n- Nothing else.\n');
const search = createSearch(knowledgeWith(notes));
const find = (...words: string[]) => search.find(words.map(stemOf), 5).map(({ section }) => section.path);

describe('full-text search', () => {
  it('finds words in all their forms', () => {
    expect(find('versions', 'debug')[0]).toBe('Development & Maintenance > Microservices');
  });

  it('finds added documents beside the default one', () => {
    expect(find('jaeger')).toEqual(['Tracing']);
    expect(search.hasAdded(new Set(['microservices-vs-monolith']))).toBe(true);
    expect(createSearch(knowledgeWith()).hasAdded(new Set(['microservices-vs-monolith']))).toBe(false);
  });

  it('gives the lines that hold most of the words first', () => {
    const [found] = search.find([stemOf('jaeger')], 1);
    const facts = found ? search.facts(found.section, [stemOf('jaeger'), stemOf('trace')]) : [];
    expect(facts.map(({ text }) => text)).toEqual(['We trace with Jaeger.']);
  });

  it('finds nothing for nothing', () => {
    expect(find()).toEqual([]);
    expect(find('zyx')).toEqual([]);
  });
});
