import type { Questionnaire } from '../check/questionnaire.ts';
import type { FiredBlock, Verdict } from '../check/verdict.ts';
import { blockOf } from '../check/verdict-parts.ts';
import { nameOf } from '../check/wording.ts';
import { innerWidth, margin, type Section } from './frame.ts';
import { drawableText, wrapped } from './measure.ts';
import { palette } from './palette.ts';
import { box, stop, text } from './shapes.ts';

const size = 34;
const indent = 104;

/** The rules that cap the verdict, each with a stop before it: filled where it fires, an outline where it may. */
export function drawBlocks(questionnaire: Questionnaire, verdict: Verdict): Section {
  const entries = [
    ...verdict.blocks.map((block) => ({ block, isSure: true })),
    ...verdict.possibleBlocks.filter(({ cap }) => cap !== 'microservices').map((block) => ({ block, isSure: false })),
  ];
  const shapes: string[] = [];
  let y = 0;
  for (const { block, isSure } of entries) {
    const lines = wrapped(drawableText(wording(questionnaire, block, isSure)), size, innerWidth - indent - 24, 5);
    const height = Math.max(88, lines.length * 45 + 34);
    shapes.push(
      box({ x: margin, y, width: innerWidth, height, fill: palette.panel, radius: 14 }),
      stop(margin + 52, y + height / 2, 28, isSure),
      ...lines.map((each, at) =>
        text(each, { x: margin + indent, y: y + height / 2 - (lines.length * 45) / 2 + 34 + at * 45, size }),
      ),
    );
    y += height + 16;
  }
  return { shapes, height: entries.length === 0 ? 0 : y + 20 };
}

function wording(questionnaire: Questionnaire, { rule, cap }: FiredBlock, isSure: boolean): string {
  const { because, possibly } = blockOf(questionnaire, rule);
  const most = `At most ${nameOf(questionnaire, cap)}`;
  return isSure ? `${most}: ${because}` : `${most} if ${possibly}`;
}
