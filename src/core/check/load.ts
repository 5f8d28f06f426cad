import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { type DataFile, lineOfPath, parseDataFile } from '../data-file.ts';
import { DataError } from '../errors.ts';
import type { Citation } from '../knowledge/document.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { nearest } from '../text/nearest.ts';
import { findViolation, type Violation } from './monotone.ts';
import type { Question, Questionnaire, VerdictText } from './questionnaire.ts';
import { countRules } from './rules.ts';
import { type QuestionnaireFile, questionnaireSchema } from './schema.ts';
import { verdictIds } from './verdict.ts';
import { departures } from './weight-rule.ts';

type Path = readonly (string | number)[];
type Reference = QuestionnaireFile['blocks'][number]['citation'];

/**
 * Reads the questions and rules, finds every citation verbatim in the documents, and looks through all sets of answers for one that
 * moves the verdict the wrong way.
 *
 * @throws {DataError} naming file and line, what was expected and what came; for rules that are not monotone, the two sets of answers
 */
export function loadQuestionnaire(data: DataFile, knowledge: Knowledge): Questionnaire {
  const file = parseDataFile(data, questionnaireSchema);
  const problems: string[] = [];
  const problem = (path: Path, message: string) => {
    problems.push(`${data.file}:${lineOfPath(data, path)}: ${message}`);
  };
  checkIds(file, problem);
  const questionnaire = resolve(file, knowledge, problem);
  if (problems.length === 0) {
    for (const { path, message } of departures(file, questionnaire.questions, knowledge)) problem(path, message);
  }
  refuse(problems);

  const violation = findViolation(countRules(questionnaire));
  if (violation) problem(['questions', violation.question], explain(questionnaire, violation));
  refuse(problems);
  return questionnaire;
}

function refuse(problems: readonly string[]): void {
  if (problems.length > 0) throw new DataError(problems.slice(0, 10).join('\n'));
}

function checkIds(file: QuestionnaireFile, problem: (path: Path, message: string) => void): void {
  const unique = (ids: readonly string[], path: (at: number) => Path, what: string) => {
    for (const [at, id] of ids.entries()) {
      if (ids.indexOf(id) !== at) problem(path(at), `expected each ${what} once, got ${JSON.stringify(id)} again`);
    }
  };
  const questionIds = file.questions.map(({ id }) => id);
  unique(questionIds, (at) => ['questions', at, 'id'], 'question');
  unique(
    file.blocks.map(({ id }) => id),
    (at) => ['blocks', at, 'id'],
    'block',
  );
  for (const [at, { options }] of file.questions.entries()) {
    unique(
      options.map(({ id }) => id),
      (option) => ['questions', at, 'options', option, 'id'],
      'option of a question',
    );
  }
  for (const [at, { id }] of file.verdicts.entries()) {
    if (id !== verdictIds[at])
      problem(
        ['verdicts', at, 'id'],
        `expected the verdicts in the order ${verdictIds.join(', ')}, got ${JSON.stringify(id)}`,
      );
  }
  const known = (id: string, ids: readonly string[], path: Path, what: string) => {
    if (ids.includes(id)) return;
    const near = nearest(id, ids);
    const hint = near === null ? '' : `; did you mean ${JSON.stringify(near)}?`;
    problem(path, `expected ${what}, one of ${ids.join(', ')}, got ${JSON.stringify(id)}${hint}`);
  };
  known(file.quick.startsWith, questionIds, ['quick', 'startsWith'], 'a question');
  for (const [at, block] of file.blocks.entries()) {
    for (const part of ['when', 'unless'] as const) {
      for (const [question, options] of Object.entries(block[part])) {
        known(question, questionIds, ['blocks', at, part, question], 'a question');
        const optionIds = file.questions.find(({ id }) => id === question)?.options.map(({ id }) => id);
        if (!optionIds) continue;
        for (const [index, option] of options.entries()) {
          known(option, optionIds, ['blocks', at, part, question, index], `an option of ${question}`);
        }
      }
    }
  }
}

/** The file with every reference replaced by the place in the documents where it stands. */
function resolve(
  file: QuestionnaireFile,
  knowledge: Knowledge,
  problem: (path: Path, message: string) => void,
): Questionnaire {
  const cite = ({ section, quote }: Reference, path: Path): Citation => {
    const citation = knowledge.locate(section, quote);
    if (citation) return citation;
    const sections = knowledge.sections.map((known) => known.path);
    const near = knowledge.sectionsAt(section).length > 0 ? null : (nearest(section, sections) ?? 'Core Differences');
    problem(
      [...path, near === null ? 'quote' : 'section'],
      near === null
        ? `expected a quote that stands verbatim in "${section}", for example ${JSON.stringify(knowledge.sectionsAt(section)[0]?.facts[0]?.text)}, got ${JSON.stringify(quote)}`
        : `expected a section of the documents, for example ${JSON.stringify(near)}, got ${JSON.stringify(section)}`,
    );
    return { source: '', section, quote, line: 0 };
  };
  const citeAll = (references: readonly Reference[], path: Path) =>
    references.map((reference, at) => cite(reference, [...path, at]));

  const questions: Question[] = file.questions.map((question, at) => ({
    ...question,
    hint: cite(question.hint, ['questions', at, 'hint']),
    reading: question.reading ?? null,
    options: question.options.map((option, index) => {
      const path = ['questions', at, 'options', index];
      if (option.pull !== 0 && option.citations.length === 0) {
        problem(
          path,
          `expected a citation for ${question.id}: ${option.id}, because it pulls ${option.pull}, got none`,
        );
      }
      if (question.actionable && option.step === undefined) {
        problem(path, `expected a step for ${question.id}: ${option.id}, because a team can work on it, got none`);
      }
      return {
        ...option,
        citations: citeAll(option.citations, [...path, 'citations']),
        why: option.why ?? null,
        step: option.step ?? null,
      };
    }),
  }));
  const verdictTexts = file.verdicts.map((verdict, at) => ({
    ...verdict,
    citations: citeAll(verdict.citations, ['verdicts', at, 'citations']),
    costs: citeAll(verdict.costs, ['verdicts', at, 'costs']),
  }));
  const pulls = file.questions.map(({ options }) => options.map(({ pull }) => pull));
  return {
    rules: { version: file.version, hash: hashOf(file) },
    numbers: file.numbers,
    cuts: file.cuts,
    scale: [sum(pulls.map((all) => Math.min(...all))), sum(pulls.map((all) => Math.max(...all)))],
    whenOpen: cite(file.whenOpen, ['whenOpen']),
    quick: file.quick,
    questions,
    blocks: file.blocks.map((block, at) => ({ ...block, citation: cite(block.citation, ['blocks', at, 'citation']) })),
    verdicts: triple(verdictTexts),
  };
}

function triple(verdicts: readonly VerdictText[]): readonly [VerdictText, VerdictText, VerdictText] {
  const [first, second, third] = verdicts;
  if (!first || !second || !third) throw new DataError('expected three verdicts');
  return [first, second, third];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** SHA-256 over what the file says, in hexadecimal: comments, order of keys and white space do not count. */
function hashOf(file: QuestionnaireFile): string {
  return bytesToHex(sha256(utf8ToBytes(canonical(file))));
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, held]) => held !== undefined);
  const sorted = entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([key, held]) => `${JSON.stringify(key)}:${canonical(held)}`).join(',')}}`;
}

/** The two sets of answers, and what they have in common once. */
function explain(questionnaire: Questionnaire, { question, lower, higher }: Violation): string {
  const { questions, verdicts } = questionnaire;
  const rules = countRules(questionnaire);
  const option = (at: number, chosen: readonly number[]) => questions[at]?.options[chosen[at] ?? 0]?.id ?? '';
  const verdictOf = (chosen: readonly number[]) => {
    const total = rules.questions.reduce(
      (sumSoFar, options, at) => sumSoFar + (options[chosen[at] ?? 0]?.pull ?? 0),
      0,
    );
    const fired = rules.questions.reduce(
      (bits, options, at) => bits & (options[chosen[at] ?? 0]?.keeps ?? 0),
      rules.allBlocks,
    );
    return verdicts[rules.verdict(total, fired)]?.id ?? '';
  };
  const id = questions[question]?.id ?? '';
  const rest = questions
    .flatMap((other, at) => (at === question ? [] : [`${other.id}: ${option(at, lower)}`]))
    .join(', ');
  return [
    `expected that an answer which pulls further toward microservices (or equally far) never moves the verdict toward monolith,`,
    `got ${id}: ${option(question, lower)} → "${verdictOf(lower)}" but ${id}: ${option(question, higher)} → "${verdictOf(higher)}",`,
    `each with { ${rest} }; change the pulls of ${id} or the block that caps the second`,
  ].join(' ');
}
