import MarkdownIt, { type Token } from 'markdown-it';
import { DataError } from '../errors.ts';
import { type Fact, type KnowledgeDocument, plainHeading, type Section } from './document.ts';
import { marks, sentences } from './sentences.ts';
import { subjectOf } from './subject.ts';

// markdown-it rather than a syntax tree of the mdast family: ten thousand sections in one file take it 0.25 s, the other 47 s.
const markdown = new MarkdownIt({ html: true, linkify: false });

/**
 * Parses one Markdown file into sections and facts.
 *
 * @param source file name without `.md`
 * @throws {DataError} where the file has no heading, so that nothing in it could be cited
 */
export function parseDocument(source: string, text: string): KnowledgeDocument {
  const lines = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const tokens = markdown.parse(withoutFrontMatter(lines), {});
  if (!tokens.some((token) => token.type === 'heading_open')) {
    throw new DataError(
      `${source}.md: expected at least one heading, for example "# ${source}", so that its lines can be cited; found none. Add a heading or move the file out of the knowledge folder.`,
    );
  }
  const reader = new Reader(source, titleOf(tokens));
  for (const [index, token] of tokens.entries()) reader.read(token, tokens[index + 1]);
  return { source, title: reader.title ?? source, text: lines, sections: reader.sections(lines.split('\n').length) };
}

/** Blanks YAML front matter, so that the lines after it keep their numbers. */
function withoutFrontMatter(text: string): string {
  const match = /^---\n[\s\S]*?\n---(?:\n|$)/.exec(text);
  return match ? '\n'.repeat(match[0].split('\n').length - 1) + text.slice(match[0].length) : text;
}

/** A single first-level heading that opens the file is its title, and no part of any section's path. */
function titleOf(tokens: readonly Token[]): string | null {
  const tops = tokens.flatMap((token, index) => (token.type === 'heading_open' && token.tag === 'h1' ? [index] : []));
  const first = tokens.findIndex((token) => token.type === 'heading_open');
  return tops.length === 1 && tops[0] === first ? plainHeading(tokens[first + 1]?.content ?? '') : null;
}

interface OpenSection {
  path: string;
  headings: string[];
  line: number;
  spans: [number, number][];
  facts: Fact[];
}

interface OpenItem {
  text: string | null;
  introduces: boolean;
}

/** Walks the tokens once, keeping where it is: the heading path, the open list items, the table's columns. */
class Reader {
  readonly title: string | null;
  readonly #source: string;
  #path: { level: number; text: string }[] = [];
  #sections = new Map<string, OpenSection>();
  #current: OpenSection | null = null;
  #ids = new Set<string>();
  #items: OpenItem[] = [];
  #listLead: string | null = null;
  #paragraphLead: string | null = null;
  #columns: string[] = [];
  #row: { line: number; cells: string[] } | null = null;
  #inHead = false;

  constructor(source: string, title: string | null) {
    this.#source = source;
    this.title = title;
  }

  read(token: Token, next: Token | undefined): void {
    switch (token.type) {
      case 'heading_open':
        this.#heading(Number(token.tag.slice(1)), plainHeading(next?.content ?? ''), lineOf(token));
        return;
      case 'bullet_list_open':
      case 'ordered_list_open':
        if (this.#items.length === 0) this.#listLead = this.#paragraphLead;
        return;
      case 'bullet_list_close':
      case 'ordered_list_close':
        if (this.#items.length === 0) this.#listLead = null;
        return;
      case 'list_item_open':
        this.#items.push({ text: null, introduces: false });
        return;
      case 'list_item_close':
        this.#items.pop();
        return;
      case 'paragraph_open':
        if (next?.type === 'inline') this.#paragraph(next.content, lineOf(token));
        return;
      case 'thead_open':
        this.#inHead = true;
        return;
      case 'thead_close':
        this.#inHead = false;
        return;
      case 'tr_open':
        this.#row = { line: lineOf(token), cells: [] };
        return;
      case 'th_open':
      case 'td_open':
        this.#row?.cells.push(next?.type === 'inline' ? next.content.trim() : '');
        return;
      case 'tr_close':
        this.#endRow();
        return;
    }
  }

  /** @param lastLine the file's number of lines, where the last section ends */
  sections(lastLine: number): Section[] {
    this.#close(lastLine);
    return [...this.#sections.values()]
      .filter((section) => section.facts.length > 0)
      .map((section) => {
        const subject = subjectOf(section.headings.at(-1) ?? '');
        return { ...section, id: `${this.#source}#${section.path}`, source: this.#source, subject };
      });
  }

  #heading(level: number, text: string, line: number): void {
    const isTitle = level === 1 && this.title !== null;
    this.#path = isTitle ? [] : [...this.#path.filter((heading) => heading.level < level), { level, text }];
    const headings = this.#path.map((heading) => heading.text);
    this.#paragraphLead = null;
    this.#open(headings.length > 0 ? headings : [text], line);
  }

  #open(headings: string[], line: number): OpenSection {
    const path = headings.join(' > ');
    // A heading that stands twice goes on in the section of the first: a path is cited, so it must mean one thing.
    const section = this.#sections.get(path) ?? { path, headings, line, spans: [], facts: [] };
    this.#sections.set(path, section);
    this.#close(line - 1);
    section.spans.push([line, line]);
    this.#current = section;
    return section;
  }

  /** Ends the open section's lines at `line`. */
  #close(line: number): void {
    const span = this.#current?.spans.at(-1);
    if (span) span[1] = line;
  }

  get #section(): OpenSection {
    return this.#current ?? this.#open([this.title ?? this.#source], 1);
  }

  #paragraph(content: string, line: number): void {
    const item = this.#items.at(-1);
    const leads = [
      this.#items.length > 0 ? this.#listLead : this.#paragraphLead,
      ...this.#items.slice(0, -1).map((open) => open.text),
    ].filter((lead) => lead !== null);
    let offset = 0;
    for (const sentence of sentences(content)) {
      const at = content.indexOf(sentence, offset);
      offset = at + sentence.length;
      const { text, summing, introduces } = marks(sentence);
      if (text === '') continue;
      if (item && item.text === null) Object.assign(item, { text, introduces });
      if (!item && introduces) this.#paragraphLead = text;
      this.#add({
        kind: item ? 'item' : 'sentence',
        text,
        summing,
        introduces,
        leads: introduces && !item ? [] : leads,
        column: null,
        line: line + content.slice(0, at).split('\n').length - 1,
      });
    }
  }

  #endRow(): void {
    const row = this.#row;
    this.#row = null;
    if (!row) return;
    if (this.#inHead) {
      this.#columns = row.cells;
      return;
    }
    const label = row.cells[0] ?? '';
    for (const [index, cell] of row.cells.entries()) {
      if (index === 0 || cell === '') continue;
      this.#add(
        {
          kind: 'cell',
          text: cell,
          summing: false,
          introduces: false,
          leads: [label],
          column: this.#columns[index] ?? null,
          line: row.line,
        },
        index,
      );
    }
  }

  #add(fact: Omit<Fact, 'id' | 'source' | 'section' | 'lead' | 'subject'>, column?: number): void {
    const section = this.#section;
    const subject =
      subjectOf(fact.column ?? '') ??
      subjectOf(section.headings.at(-1) ?? '') ??
      subjectOf(fact.text) ??
      section.headings.map(subjectOf).findLast((found) => found !== null) ??
      null;
    const id = `${this.#source}:${fact.line}${column === undefined ? '' : `:${column}`}`;
    // Two sentences on one line would share an id; the second takes its place in the section as well.
    const unique = this.#ids.has(id) ? `${id}:${section.facts.length}` : id;
    this.#ids.add(unique);
    section.facts.push({
      ...fact,
      id: unique,
      source: this.#source,
      section: section.path,
      lead: fact.leads.at(-1) ?? null,
      subject,
    });
  }
}

function lineOf(token: Token): number {
  return (token.map?.[0] ?? 0) + 1;
}
