import type { App } from '../app.ts';
import { UserError } from '../core/errors.ts';
import { share } from '../core/evaluation/score-claims.ts';
import type { Report as ModelReport } from '../core/model/report.ts';
import type { World } from '../world.ts';
import { questions } from './evaluate-questions.ts';
import { type Part, parts, type Report, type Row } from './evaluation-set.ts';
import { createProgress } from './progress.ts';

/** The questions as the model words their answers, without a budget: some hundred requests unless limited. */
export async function withModel(world: World, app: App, limit?: number): Promise<Report[]> {
  const model = await app.model();
  if (model === null)
    throw new UserError('--model: expected OPENAI_API_KEY to be set, for example in .env; it is not.');
  const [answerer, composer] = await Promise.all([app.answerer(), app.composer(model)]);
  const sentences = new Map<Part, SentenceReport[]>(parts.map((part) => [part, []]));
  const progress = createProgress(world, 'questions');
  let done = 0;
  const report = await questions(
    app,
    async ({ question }, part) => {
      const { answer: offline, isFinal } = answerer.answer(question);
      done += 1;
      progress.at(done);
      if (isFinal) return offline;
      const request = { workspace: 'evaluation', channel: '', question, topic: null, thread: [], offline };
      const { answer, report } = await composer.compose(request);
      if (report.kind === 'asked') sentences.get(part)?.push({ question, report });
      return answer;
    },
    limit,
  );
  progress.end();
  return [report, sentenceReport(sentences)];
}

interface SentenceReport {
  readonly question: string;
  readonly report: Extract<ModelReport, { kind: 'asked' }>;
}

/** What became of the model's answers and of its sentences, and why. */
function sentenceReport(sentences: ReadonlyMap<Part, readonly SentenceReport[]>): Report {
  const rows = [...sentences].flatMap(([part, all]): Row[] => {
    const kept = all.reduce((sum, { report }) => sum + report.kept, 0);
    const dropped = all.flatMap(({ report }) => report.dropped);
    const unused = all.flatMap(({ report }) => report.failure ?? []);
    const row = (kind: string, count: number, of: number): Row => {
      return { part, kind, count, figures: { share: share(count, of) } };
    };
    const grouped = (names: readonly string[], prefix: string, of: number) =>
      [...Map.groupBy(names, (name) => name)].map(([name, { length }]) => row(`${prefix} ${name}`, length, of));
    return [
      row('sentences kept', kept, kept + dropped.length),
      ...grouped(
        dropped.map(({ rule }) => rule),
        'dropped:',
        kept + dropped.length,
      ),
      row('answers of the model', all.length - unused.length, all.length),
      ...grouped(unused, 'not used:', all.length),
    ];
  });
  const failures = [...sentences].flatMap(([part, all]) =>
    part === 'kept'
      ? []
      : all.flatMap(({ question, report }) =>
          report.dropped.map(({ rule, reason }) => `${part} ${rule}: ${question} (${reason})`),
        ),
  );
  return { set: 'Model', rows, failures };
}
