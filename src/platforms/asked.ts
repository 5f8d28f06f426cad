import type { Card } from '../core/card.ts';

/** The words behind "check" where a message asks for a check; null where it does not. */
export function parseAskedCheck(text: string): string | null {
  return /^\/?(?:arch-?)?check(?:[\s:,.!]+|$)(.*)$/is.exec(text)?.[1]?.trim() ?? null;
}

/** Whether a message asks what the bot can do, or says nothing. */
export function asksForHelp(text: string): boolean {
  return text === '' || /^help\W*$/i.test(text);
}

/** "summarise", "sum up", "record the decision": what is asked of a thread. */
export function asksToSummarise(text: string): boolean {
  return /^(?:please\s+)?(?:summari[sz]e|sum\s+(?:this\s+|it\s+)?up|record\s+(?:the\s+|this\s+|a\s+|our\s+)?decision)\b/i.test(
    text,
  );
}

/** The way from a message to the questions of a check, which only a click or a command can open. @param id the button's */
export function offerCheckCard(id: string): Card {
  const text =
    'A few questions, then a verdict with its reasons. Only you see the questions; the verdict is posted here.';
  return {
    summary: text,
    blocks: [
      { kind: 'text', text },
      { kind: 'buttons', buttons: [{ id, label: 'Open the questions', style: 'primary' }] },
    ],
  };
}
