import type { Questionnaire } from '../check/questionnaire.ts';
import type { Verdict } from '../check/verdict.ts';
import { capitalised, optionOf, questionOf, signed } from '../check/wording.ts';
import { innerWidth, margin, type Section } from './frame.ts';
import { drawableText, widthOf, wrapped } from './measure.ts';
import { palette } from './palette.ts';
import { box, line, text } from './shapes.ts';

interface Row {
  readonly topic: string;
  readonly fact: string;
  /** Least and greatest pull; the same unless a group answered differently. */
  readonly pulls: readonly [number, number];
}

const axis = margin + innerWidth / 2;
const gap = 28;
const half = innerWidth / 2 - gap;
const unit = 130;
const barHeight = 58;
const topicSize = 36;
const factSize = 31;

/** Every pull as a bar to its side, strongest first, what it is about on the other side; then what pulls to neither or is open. */
export function drawPulls(questionnaire: Questionnaire, verdict: Verdict): Section {
  const rows = rowsOf(questionnaire, verdict);
  const shapes: string[] = [];
  let y = 0;
  if (rows.length > 0) {
    shapes.push(
      text('← to a monolith', {
        x: axis - gap,
        y: 40,
        size: 36,
        fill: palette.monolith,
        anchor: 'end',
        isStrong: true,
      }),
      text('to microservices →', { x: axis + gap, y: 40, size: 36, fill: palette.microservices, isStrong: true }),
    );
    y = 76;
    const top = y;
    const drawn: string[] = [];
    for (const row of rows) {
      const section = drawRow(row);
      drawn.push(`<g transform="translate(0 ${y})">${section.shapes.join('')}</g>`);
      y += section.height;
    }
    shapes.push(line(axis, top + 2, axis, y - 14, palette.line, 4), ...drawn);
    y += 22;
  }
  for (const note of notes(questionnaire, verdict)) {
    for (const each of wrapped(drawableText(note), factSize, innerWidth, 4)) {
      y += factSize;
      shapes.push(text(each, { x: margin, y, size: factSize, fill: palette.quiet }));
      y += 12;
    }
    y += 10;
  }
  return { shapes, height: y + 24 };
}

function rowsOf(questionnaire: Questionnaire, verdict: Verdict): Row[] {
  const own = verdict.contributions
    .filter(({ pull }) => pull !== 0)
    .map(
      ({ question, option, pull }): Row => ({
        topic: questionOf(questionnaire, question).topic,
        fact: capitalised(optionOf(questionnaire, question, option).fact),
        pulls: [pull, pull],
      }),
    );
  const disputed = verdict.disagreements.flatMap(({ question, given, matters }): Row[] => {
    const pulls = given.map(({ pull }) => pull);
    const [least, greatest] = [Math.min(...pulls), Math.max(...pulls)];
    if (least === greatest) return [];
    const fact = matters
      ? 'Answered differently, and it matters'
      : 'Answered differently; it does not change the verdict';
    return [{ topic: questionOf(questionnaire, question).topic, fact, pulls: [least, greatest] }];
  });
  const strength = ({ pulls }: Row) => Math.max(...pulls.map(Math.abs));
  return [...own, ...disputed].sort((a, b) => strength(b) - strength(a));
}

function drawRow(row: Row): Section {
  const [least, greatest] = row.pulls;
  if (least < 0 && greatest > 0) return drawAcross(row);
  const toMonolith = least < 0;
  const bar = drawBar(row.pulls, 8);
  const x = toMonolith ? axis + gap : axis - gap;
  const words = drawWords(row, x, half, toMonolith ? 'start' : 'end');
  return { shapes: [...bar, ...words.shapes], height: Math.max(barHeight + 16, words.height) + 22 };
}

/** A group pulls both ways: the words stand above the bar, which needs both sides. */
function drawAcross(row: Row): Section {
  const words = drawWords(row, margin, innerWidth, 'start');
  const cover = box({ x: margin, y: 0, width: innerWidth, height: words.height + 14, fill: palette.background });
  return {
    shapes: [cover, ...words.shapes, ...drawBar(row.pulls, words.height + 14)],
    height: words.height + barHeight + 44,
  };
}

/** A full bar from the axis to the pull, or a dashed one between the least and the greatest pull of a group. */
function drawBar([least, greatest]: Row['pulls'], y: number): string[] {
  const isDisputed = least !== greatest;
  const toMonolith = least + greatest < 0;
  const [from, to] = isDisputed ? [least, greatest] : [Math.min(0, least), Math.max(0, greatest)];
  const bar = { x: axis + from * unit, y, width: (to - from) * unit, height: barHeight, radius: 8 };
  const baseline = (size: number) => y + barHeight / 2 + size * 0.36;
  if (isDisputed) {
    const label = `${signed(least)} to ${signed(greatest)}`;
    const size = widthOf(label, 34) + 24 < bar.width ? 34 : 28;
    return [
      box({ ...bar, fill: palette.panel, stroke: palette.text }),
      text(label, { x: bar.x + bar.width / 2, y: baseline(size), size, anchor: 'middle', isStrong: true }),
    ];
  }
  const x = toMonolith ? bar.x + 18 : bar.x + bar.width - 18;
  return [
    box({ ...bar, fill: toMonolith ? palette.monolith : palette.microservices }),
    text(signed(least), {
      x,
      y: baseline(40),
      size: 40,
      fill: palette.ink,
      anchor: toMonolith ? 'start' : 'end',
      isStrong: true,
    }),
  ];
}

function drawWords({ topic, fact }: Row, x: number, width: number, anchor: 'start' | 'end'): Section {
  const lines = wrapped(drawableText(fact), factSize, width, 3);
  return {
    shapes: [
      text(drawableText(topic), { x, y: topicSize, size: topicSize, anchor, isStrong: true }),
      ...lines.map((each, at) =>
        text(each, { x, y: topicSize + (at + 1) * 40, size: factSize, fill: palette.quiet, anchor }),
      ),
    ],
    height: topicSize + lines.length * 40 + 8,
  };
}

function notes(questionnaire: Questionnaire, { contributions, unknown, disagreements }: Verdict): string[] {
  const topic = (id: string) => questionOf(questionnaire, id).topic;
  const neither = contributions.filter(({ pull }) => pull === 0).map(({ question }) => topic(question));
  const alike = disagreements
    .filter(({ given }) => new Set(given.map(({ pull }) => pull)).size === 1)
    .map(({ question }) => topic(question));
  return [
    ...(neither.length > 0 ? [`Pulls to neither side: ${neither.join(', ')}`] : []),
    ...(alike.length > 0 ? [`Answered differently, to the same effect: ${alike.join(', ')}`] : []),
    ...(unknown.length > 0 ? [`Not known yet: ${unknown.map(topic).join(', ')}`] : []),
  ];
}
