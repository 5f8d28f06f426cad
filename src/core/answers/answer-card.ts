import type { Block, Card } from '../card.ts';
import type { Answer, AnswerPart, Sentence } from './answer.ts';

/** An answer as a card: its words first, then where they stand. */
export function answerCard(answer: Answer): Card {
  const blocks = answer.parts.map(blockOf);
  return {
    summary: summaryOf(answer),
    blocks: answer.citations.length > 0 ? [...blocks, { kind: 'sources', citations: answer.citations }] : blocks,
  };
}

/** The plain text of an answer, as a person would read it. */
export function plainAnswer(answer: Answer): string {
  return answer.parts.map(plainPart).join('\n\n');
}

function blockOf(part: AnswerPart): Block {
  switch (part.kind) {
    case 'paragraph':
      return { kind: 'text', text: spoken(part.sentences) };
    case 'list':
      return { kind: 'list', items: part.items.map(({ text }) => text) };
    case 'comparison':
      return {
        kind: 'table',
        columns: part.columns,
        rows: part.rows.map(({ label, cells }) => [upperFirst(label), cells[0].text, cells[1].text]),
      };
    case 'remark':
      return { kind: 'text', text: part.text };
  }
}

/** One line that says it all: the first words of the answer. */
function summaryOf(answer: Answer): string {
  const [first] = answer.parts;
  if (!first) return '';
  if (first.kind === 'paragraph') return first.sentences[0]?.text ?? '';
  if (first.kind === 'comparison') return plainPart({ ...first, rows: first.rows.slice(0, 1) });
  return plainPart(first).split('\n')[0] ?? '';
}

function plainPart(part: AnswerPart): string {
  switch (part.kind) {
    case 'paragraph':
      return spoken(part.sentences);
    case 'list':
      return [part.lead, ...part.items.map(({ text }) => `- ${text}`)].join('\n');
    case 'comparison':
      return part.rows.map(({ label, cells }) => comparedRow(label, part.columns, cells)).join('\n\n');
    case 'remark':
      return part.text;
  }
}

function spoken(sentences: readonly Sentence[]): string {
  return sentences.map(({ text }) => text).join(' ');
}

function comparedRow(
  label: string,
  [, first, second]: readonly [string, string, string],
  cells: readonly [Sentence, Sentence],
): string {
  return `${upperFirst(label)}\n- ${first}: ${cells[0].text}\n- ${second}: ${cells[1].text}`;
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
