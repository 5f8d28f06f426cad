import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');

export interface Step {
  /** `COPY`, `RUN` … */
  readonly name: string;
  readonly text: string;
}

export interface Stage {
  /** Empty for the last one. */
  readonly name: string;
  readonly steps: readonly Step[];
}

/** The Dockerfile's stages. Comments are left out, and lines that end in a backslash go on. */
export function stages(): readonly Stage[] {
  const lines = readFileSync(join(root, 'Dockerfile'), 'utf8')
    .replace(/^#.*\n/gm, '')
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const steps = lines.map((line) => {
    const [, name = '', text = ''] = /^([A-Z]+) (.*)$/.exec(line) ?? [];
    return { name, text };
  });
  const starts = steps.flatMap(({ name }, at) => (name === 'FROM' ? [at] : []));
  return starts.map((start, index) => ({
    name: / AS (\S+)$/.exec(steps[start]?.text ?? '')?.[1] ?? '',
    steps: steps.slice(start + 1, starts[index + 1]),
  }));
}

export interface Copy {
  /** The stage that it is copied from; null for the folder of the build. */
  readonly from: string | null;
  readonly owner: string | null;
  readonly sources: readonly string[];
  readonly target: string;
}

export function parseCopy(text: string): Copy {
  const words = text.split(' ');
  const flags = words.filter((word) => word.startsWith('--'));
  const paths = words.filter((word) => !word.startsWith('--'));
  const flag = (name: string) => flags.find((each) => each.startsWith(`--${name}=`))?.slice(name.length + 3) ?? null;
  return { from: flag('from'), owner: flag('chown'), sources: paths.slice(0, -1), target: paths.at(-1) ?? '' };
}

/** What the build gets to see: the lines of .dockerignore that let something in. */
export function admitted(): readonly string[] {
  return readFileSync(join(root, '.dockerignore'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1));
}
