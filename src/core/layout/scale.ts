import type { Block } from '../card.ts';
import { listed } from '../check/wording.ts';

type Scale = Extract<Block, { kind: 'scale' }>;

/** Two lines for a font of equal widths: the bar, and the numbers under it. Both exactly fill or fall short of `width`. */
export interface ScaleDrawing {
  readonly bar: string;
  readonly ticks: string;
}

const drawn = { line: '─', from: '├', to: '┤', cut: '┼', point: '●', span: '━' };
const typed: typeof drawn = { line: '-', from: '|', to: '|', cut: '+', point: 'O', span: '=' };

/** The scale with its ends, its cuts and where the score (or the range of scores) stands. `width` in columns, at least 12. */
export function drawScale(scale: Scale, width: number, unicode = true): ScaleDrawing {
  const signs = unicode ? drawn : typed;
  const [low, high] = scale.ends;
  const last = width - 1;
  const place = (value: number): number => {
    const share = (value - low) / (high - low);
    return Number.isFinite(share) ? Math.round(Math.min(1, Math.max(0, share)) * last) : 0;
  };
  const bar = Array.from({ length: width }, () => signs.line);
  bar[0] = signs.from;
  bar[last] = signs.to;
  const cuts = scale.cuts.filter((cut) => cut > low && cut < high);
  for (const cut of cuts) bar[place(cut)] = signs.cut;
  const [from, to] = [place(scale.range[0]), place(scale.range[1])];
  bar.fill(signs.span, from, to);
  bar[from] = signs.point;
  bar[to] = signs.point;
  return { bar: bar.join(''), ticks: ticks([low, high, ...cuts], place, width) };
}

/** Numbers centred under their places, the ends first; one that would touch another is left to the legend. */
function ticks(values: readonly number[], place: (value: number) => number, width: number): string {
  const line = Array.from({ length: width }, () => ' ');
  for (const value of values) {
    const text = signed(value);
    const start = Math.max(0, Math.min(width - text.length, place(value) - Math.floor(text.length / 2)));
    const around = line.slice(Math.max(0, start - 1), start + text.length + 1);
    if (around.every((character) => character === ' ')) line.splice(start, text.length, ...text);
  }
  return line.join('').trimEnd();
}

/** `+4 on a scale from −21 to +15: by the score alone, microservices`. */
export function scaleCaption(scale: Scale): string {
  const [from, to] = scale.range;
  const where = from === to ? signed(from) : `${signed(from)} to ${signed(to)}`;
  const label = listed(scale.labels.slice(indexOf(scale, from), indexOf(scale, to) + 1), 'or');
  return `${where} on a scale from ${signed(scale.ends[0])} to ${signed(scale.ends[1])}${label === '' ? '' : `: by the score alone, ${label}`}`;
}

/** What each stretch of the scale means: `Monolith below −6 · Monolith for now −6 to +3 · Microservices +4 and above`. */
export function scaleLegend(scale: Scale): string {
  return scale.labels.map((label, index) => `${label} ${stretch(scale, index)}`.trim()).join(' · ');
}

function stretch(scale: Scale, index: number): string {
  const from = scale.cuts[index - 1];
  const next = scale.cuts[index];
  if (index > scale.cuts.length || scale.cuts.length === 0) return '';
  if (from === undefined) return next === undefined ? '' : `below ${signed(next)}`;
  if (next === undefined) return `${signed(from)} and above`;
  const whole = Number.isInteger(from) && Number.isInteger(next);
  if (whole && next - 1 === from) return signed(from);
  return whole ? `${signed(from)} to ${signed(next - 1)}` : `${signed(from)} to below ${signed(next)}`;
}

function indexOf(scale: Scale, value: number): number {
  return scale.cuts.filter((cut) => value >= cut).length;
}

/** A number with its sign, the minus as a minus, in at most a dozen characters: `+4`, `0`, `−6`. */
function signed(value: number): string {
  if (Number.isNaN(value)) return '?';
  const rounded = Number(value.toPrecision(6));
  if (rounded > 0) return `+${rounded}`;
  return rounded < 0 ? `−${-rounded}` : '0';
}
