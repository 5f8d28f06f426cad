import { existsSync, readFileSync } from 'node:fs';
import type { App } from '../app.ts';
import type { Answer } from '../core/answers/answer.ts';
import { plainAnswer } from '../core/answers/answer-card.ts';
import { type EvaluationQuestion, parseQuestions } from '../core/evaluation/questions.ts';
import { type Figures, type QuestionResult, scoreQuestions, shows } from '../core/evaluation/score-questions.ts';
import { type Part, parts, pathOf, type Report, type Row } from './evaluation-set.ts';

/** The figures of the question set. @param answerTo gives the answer to one question */
export async function questions(
  app: App,
  answerTo: (item: EvaluationQuestion, part: Part) => Answer | Promise<Answer>,
  limit?: number,
): Promise<Report> {
  const knowledge = app.knowledge();
  const rows: Row[] = [];
  const failures: string[] = [];
  for (const part of parts) {
    const path = pathOf('questions', part);
    if (!existsSync(path)) continue;
    const items = parseQuestions(`${part}.jsonl`, readFileSync(path, 'utf8')).slice(0, limit);
    const results: QuestionResult[] = [];
    for (const item of items) {
      const answer = await answerTo(item, part);
      results.push({ ...answer, answer: plainAnswer(answer) });
    }
    const scores = scoreQuestions(items, results, (section, quote) => knowledge.locate(section, quote) !== null);
    rows.push(questionRow(part, 'all', scores.all));
    for (const [kind, figures] of scores.byKind) rows.push(questionRow(part, kind, figures));
    if (part === 'kept') continue;
    for (const [index, item] of items.entries()) {
      const result = results[index];
      if (!result) continue;
      const missing = item.facts.filter((fact) => !shows(result, fact));
      const hit = item.sections.length === 0 || item.sections.includes(result.ranked[0] ?? '');
      if (result.status === item.expect && hit && missing.length === 0) continue;
      failures.push(
        `${item.id} ${item.kind}: ${item.question} (${item.expect} → ${result.status}; first ${result.ranked[0]}; missing ${missing.join(' | ') || 'nothing'})`,
      );
    }
  }
  return { set: 'Questions', rows, failures };
}

function questionRow(part: Part, kind: string, figures: Figures): Row {
  const percent = (figure: number | null) => (figure === null ? null : 100 * figure);
  return {
    part,
    kind,
    count: figures.count,
    figures: {
      'recall at 1': percent(figures.recallAt1),
      'recall at 3': percent(figures.recallAt3),
      'declined of what should be': percent(figures.declineRecall),
      'rightly so': percent(figures.declinePrecision),
      'wrongly declined': percent(figures.wrongDeclines),
      'facts shown': percent(figures.factCoverage),
      'quotes verbatim': percent(figures.verbatimQuotes),
      'status right': percent(figures.statusAccuracy),
    },
  };
}
