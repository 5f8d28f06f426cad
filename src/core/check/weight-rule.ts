import type { Citation } from '../knowledge/document.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Option, Question } from './questionnaire.ts';
import type { QuestionnaireFile } from './schema.ts';

/**
 * Options whose pull is not what the weight rule gives and that do not say why. The strongest degree of a question toward one side
 * takes the ceiling of the place where the document says it, a milder degree one less.
 */
export function departures(
  { weightRule: { chapter, ceilings } }: QuestionnaireFile,
  questions: readonly Question[],
  knowledge: Knowledge,
): { path: (string | number)[]; message: string }[] {
  const summing = new Set(knowledge.facts.filter((fact) => fact.summing).map((fact) => `${fact.source}:${fact.line}`));
  const ceilingOf = ({ section, source, line }: Citation) => {
    if (section === chapter || section.startsWith(`${chapter} > `)) return ceilings.chapter;
    return summing.has(`${source}:${line}`) ? ceilings.summing : ceilings.other;
  };
  const ceiling = (option: Option) => Math.max(...option.citations.map(ceilingOf));

  return questions.flatMap((question, at) =>
    question.options.flatMap((option, index) => {
      if (option.pull === 0 || option.why !== null) return [];
      const sameSide = question.options.filter(({ pull }) => Math.sign(pull) === Math.sign(option.pull));
      const strongest = Math.max(...sameSide.map(({ pull }) => Math.abs(pull)));
      const isStrongest = Math.abs(option.pull) === strongest;
      const expected = isStrongest ? ceiling(option) : strongest - 1;
      if (Math.abs(option.pull) === expected) return [];
      const degree = isStrongest
        ? `the ceiling ${expected} of what it cites`
        : `${expected}, one less than the strongest degree`;
      const message = `expected ${question.id}: ${option.id} to pull by ${degree}, or a "why" that explains the exception, got ${option.pull}`;
      return [{ path: ['questions', at, 'options', index, 'pull'], message }];
    }),
  );
}
