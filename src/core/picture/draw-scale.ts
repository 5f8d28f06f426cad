import type { Questionnaire } from '../check/questionnaire.ts';
import { type Verdict, verdictIndex } from '../check/verdict.ts';
import { listed, nameOf, signed } from '../check/wording.ts';
import { innerWidth, margin, type Section } from './frame.ts';
import { drawableText, widthOf, wrapped } from './measure.ts';
import { palette } from './palette.ts';
import { box, line, pin, text } from './shapes.ts';

const barTop = 96;
const barHeight = 64;
const labelSize = 32;

/** The scale with its ends and cuts, the stretch of the verdict lit, and the score, or the range of scores, on it. */
export function drawScale(questionnaire: Questionnaire, verdict: Verdict): Section {
  const [low, high] = verdict.scale;
  const [least, greatest] = verdict.scoreRange;
  const place = (score: number) => margin + (innerWidth * (score - low)) / Math.max(1, high - low);
  const edges = [low, ...questionnaire.cuts, high];
  const shapes: string[] = [];
  for (const [at, { id, name, side }] of questionnaire.verdicts.entries()) {
    const [from = low, to = high] = [edges[at], edges[at + 1]];
    const x = place(from) + (at === 0 ? 0 : 3);
    const width = place(to) - place(from) - (at === 0 ? 0 : 3);
    const isTheOne = id === verdict.verdict;
    const isOpen = verdict.reachable.includes(id) && !isTheOne;
    const inset = isOpen ? 2 : 0;
    shapes.push(
      box({
        x: x + inset,
        y: barTop + inset,
        width: width - 2 * inset,
        height: barHeight - 2 * inset,
        fill: isTheOne ? palette[side] : palette.panel,
        radius: 10,
        ...(isOpen ? { stroke: palette[side] } : {}),
      }),
    );
    const size = fitting(name, width - 16);
    const fill = isTheOne ? palette.ink : isOpen ? palette[side] : palette.quiet;
    if (size > 0) {
      const y = barTop + barHeight / 2 + size * 0.36;
      shapes.push(text(name, { x: x + width / 2, y, size, fill, anchor: 'middle', isStrong: isTheOne }));
    }
  }
  for (const [at, edge] of edges.entries()) {
    const anchor = at === 0 ? 'start' : at === edges.length - 1 ? 'end' : 'middle';
    shapes.push(
      text(signed(edge), { x: place(edge), y: barTop + barHeight + 42, size: labelSize, fill: palette.quiet, anchor }),
    );
  }
  shapes.push(...marker(place(least), place(greatest), scoreLabel(least, greatest)));
  const lines = wrapped(drawableText(caption(questionnaire, verdict)), 36, innerWidth, 4);
  const top = barTop + barHeight + 104;
  shapes.push(...lines.map((each, at) => text(each, { x: margin, y: top + at * 47, size: 36 })));
  return { shapes, height: top + lines.length * 47 + 22 };
}

function scoreLabel(least: number, greatest: number): string {
  return least === greatest ? signed(least) : `${signed(least)} to ${signed(greatest)}`;
}

/** A pin above the scale; for a range one at each end and a band between. */
function marker(from: number, to: number, label: string): string[] {
  const size = 48;
  const half = widthOf(label, size) / 2;
  const middle = Math.min(margin + innerWidth - half, Math.max(margin + half, (from + to) / 2));
  const y = barTop - 8;
  return [
    text(label, { x: middle, y: barTop - 46, size, anchor: 'middle', isStrong: true }),
    ...(from === to ? [] : [line(from, y - 24, to, y - 24, palette.text, 5)]),
    ...[...new Set([from, to])].map((x) => pin(x, y, palette.text)),
  ];
}

/** The greatest size at which a name fits, 0 where none is legible. */
function fitting(name: string, width: number): number {
  return [34, 32, 30, 28].find((size) => widthOf(name, size) * 1.03 <= width) ?? 0;
}

/** What the score says and what the verdict is, in one sentence. */
function caption(questionnaire: Questionnaire, verdict: Verdict): string {
  const { reachable, scoreSays, verdict: id, scoreRange } = verdict;
  const name = (each: typeof id) => nameOf(questionnaire, each);
  if (reachable.length > 1) {
    const could = `With what is open it could be ${listed(reachable.map(name), 'or')}.`;
    return `${could} ${name(id)} until more is known.`;
  }
  if (scoreRange[0] !== scoreRange[1]) return `Every way to answer what is open gives ${name(id)}.`;
  if (verdictIndex(scoreSays) > verdictIndex(id))
    return `The score says ${name(scoreSays)}; it is capped at ${name(id)}.`;
  return `The score says ${name(scoreSays)}.`;
}
