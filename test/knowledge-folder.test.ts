import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openKnowledgeFolder } from '../src/knowledge-folder.ts';
import { freshFolder } from './support/world.ts';

function folderWith(files: Record<string, string | Uint8Array>): string {
  const folder = freshFolder();
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

describe('the knowledge folder', () => {
  it('brings the built-in document, every quote of it verbatim at its line', () => {
    const knowledge = openKnowledgeFolder(undefined).knowledge();
    const lines = readFileSync('knowledge/microservices-vs-monolith.md', 'utf8').split('\n');
    expect(knowledge.sections).toHaveLength(18);
    for (const fact of knowledge.facts) expect(lines[fact.line - 1]).toContain(fact.text);
  });

  it('joins every other document that is put beside it', () => {
    const folder = folderWith({
      'a.md': '# A\n\n## Queues\n\n- A queue decouples.',
      'b.md': '## Caches\n\nA cache saves work.',
    });
    const knowledge = openKnowledgeFolder(folder).knowledge();
    expect(knowledge.sections.map((section) => `${section.source}: ${section.path}`)).toEqual([
      'a: Queues',
      'b: Caches',
    ]);
  });

  it('says what to do about a document without a heading', () => {
    const folder = folderWith({ 'notes.md': 'just words' });
    expect(() => openKnowledgeFolder(folder).knowledge()).toThrow(
      /^notes\.md: expected at least one heading, for example "# notes"/,
    );
  });

  it('says what to do about a folder that is not there, is empty, or is in another encoding', () => {
    expect(() => openKnowledgeFolder('/no/such/folder').knowledge()).toThrow(
      /cannot be read \(ENOENT\)\. Name a folder that exists/,
    );
    expect(() => openKnowledgeFolder(folderWith({})).knowledge()).toThrow(/expected at least one Markdown document/);
    const latin = folderWith({ 'a.md': new Uint8Array([0x23, 0x20, 0xe9, 0x0a]) });
    expect(() => openKnowledgeFolder(latin).knowledge()).toThrow(/expected text in UTF-8/);
  });

  it('takes the built-in data files where the folder has none of its own, if their document is there', () => {
    const main = readFileSync('knowledge/microservices-vs-monolith.md', 'utf8');
    const beside = folderWith({ 'microservices-vs-monolith.md': main, 'a.md': '# A\n\nText.' });
    expect(openKnowledgeFolder(beside).data('questionnaire.yaml').file).toBe('questionnaire.yaml (built in)');
    const alone = folderWith({ 'a.md': '# A\n\nText.' });
    expect(() => openKnowledgeFolder(alone).data('lexicon.yaml')).toThrow(
      /has no lexicon\.yaml, and the built-in one belongs to microservices-vs-monolith\.md.*Put that document beside yours/,
    );
    const own = folderWith({ 'a.md': '# A\n\nText.', 'lexicon.yaml': 'x: y' });
    expect(openKnowledgeFolder(own).data('lexicon.yaml').text).toBe('x: y');
  });
});
