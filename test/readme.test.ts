import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { archcheck } from './support/world.ts';

const root = join(import.meta.dirname, '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** The transcript's pieces between its lines of an ellipsis, where something is left out. */
function piecesOf(transcript: string): string[] {
  return transcript.split(/^…$/m).map((piece) => piece.trim());
}

describe('the README', () => {
  it('shows what one really sees', async () => {
    const transcript = /```text\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
    const { output } = await archcheck(['start'], { columns: 80 });
    const pieces = piecesOf(transcript);
    expect(pieces.length).toBeGreaterThan(1);
    let from = 0;
    for (const piece of pieces) {
      const at = output.indexOf(piece, from);
      expect(at, `in the demonstration: ${piece}`).toBeGreaterThanOrEqual(0);
      from = at + piece.length;
    }
  });

  it('holds both commands and the transcript on its first screen', () => {
    const screen = readme.split('\n').slice(0, 60).join('\n');
    expect(screen).toContain('npm ci && npm start');
    expect(screen).toContain('npm ci && npm test');
    expect(screen).toContain('```text');
  });

  it('links only to files that exist', () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map((match) => match[1] ?? '');
    expect(links.length).toBeGreaterThan(6);
    expect(links.filter((link) => !existsSync(join(root, link)))).toEqual([]);
  });
});
