import { type Block, type Card, plainText } from '../../../src/core/card.ts';

/** A card as plain lines, for reading in tests: nothing wrapped, nothing left out. */
export function cardText(card: Card): string {
  return [`[${card.summary}]`, ...card.blocks.map(blockText)].join('\n');
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `# ${block.text}`;
    case 'text':
      return plainText(block.text);
    case 'list':
      return block.items.map((item) => `- ${plainText(item)}`).join('\n');
    case 'quote':
      return `> ${block.citation.quote} (${block.citation.section}, line ${block.citation.line})`;
    case 'fields':
      return block.fields.map(({ label, value }) => `${label}: ${value}`).join('\n');
    case 'table':
      return [block.columns, ...block.rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
    case 'scale':
      return `scale ${block.ends.join(' … ')}, cuts ${block.cuts.join(' and ')}, at ${[...new Set(block.range)].join(' … ')}`;
    case 'sources':
      return `sources: ${block.citations.map(({ section, line }) => `${section}, line ${line}`).join('; ')}`;
    case 'note':
      return `(${plainText(block.text)})`;
    case 'divider':
      return '---';
    case 'choices':
      return block.choices
        .map(
          ({ id, label, hint, selected }) => `${selected ? '(x)' : '( )'} ${label}${hint ? ` (${hint})` : ''}  {${id}}`,
        )
        .join('\n');
    case 'buttons':
      return block.buttons.map(({ id, label }) => `[${label}] {${id}}`).join(' ');
  }
}
