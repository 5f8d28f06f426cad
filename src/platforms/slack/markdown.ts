import { plainText, type Text } from '../../core/card.ts';
import { neutralise } from '../../core/text/neutralise.ts';

/**
 * Standard Markdown, as Slack's streams take it, that shows exactly this text, without its styles: nothing in it pings, links or becomes an
 * emoji. What is added to a text behind a space only adds to its Markdown.
 */
export function toMarkdown(text: Text): string {
  return (
    neutralise(plainText(text))
      // Slack's own brackets work in Markdown, too.
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replace(/[\\`*_~[\]|#!]|(?<=\])\(/g, '\\$&')
      .replace(/^(\s*)([-+=])/gm, '$1\\$2')
      .replace(/^(\s*\d+)([.)])/gm, '$1\\$2')
      .replace(/:(?=[\w+'-]+:)/g, '\\:')
  );
}
