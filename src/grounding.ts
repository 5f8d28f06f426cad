import type { Verify } from './core/answers/verify/verify.ts';
import type { Engine } from './core/check/engine.ts';
import type { SituationReader } from './core/check/from-text.ts';
import type { Questionnaire } from './core/check/questionnaire.ts';
import type { ThreadReader } from './core/decisions/draft/reader.ts';
import type { Knowledge } from './core/knowledge/knowledge.ts';
import type { Lexicon } from './core/knowledge/lexicon.ts';
import type { Nearest } from './core/knowledge/nearness.ts';
import { lazily } from './core/lazily.ts';
import { openKnowledgeFolder } from './knowledge-folder.ts';

/** What is known: the documents and the data files beside them. Each part is loaded and made when it is first asked for, and once. */
export interface Grounding {
  knowledge(): Knowledge;
  lexicon(): Promise<Lexicon>;
  /** Whether the lexicon is a team's own. */
  hasOwnLexicon(): boolean;
  /** What the examples say that are nearest to a question. */
  nearest(): Promise<Nearest>;
  verifier(): Promise<Verify>;
  check(): Promise<{ readonly questionnaire: Questionnaire; readonly engine: Engine }>;
  situations(): Promise<SituationReader>;
  /** How people argue and decide in threads. */
  threads(): Promise<ThreadReader>;
}

/** @param ownFolder the folder of a team's own documents; the built-in one if left out */
export function createGrounding(ownFolder: string | undefined): Grounding {
  const folder = openKnowledgeFolder(ownFolder);
  const grounding: Grounding = {
    knowledge: folder.knowledge,
    hasOwnLexicon: () => folder.isOwn('lexicon.yaml'),
    lexicon: lazily(async () => {
      const { loadLexicon } = await import('./core/knowledge/load-lexicon.ts');
      return loadLexicon(folder.data('lexicon.yaml'), folder.knowledge());
    }),
    nearest: lazily(async () => {
      const [{ loadExamples }, { createNearest }, { abbreviations, vocabulary }] = await Promise.all([
        import('./core/knowledge/examples.ts'),
        import('./core/knowledge/nearness.ts'),
        grounding.lexicon(),
      ]);
      return createNearest(loadExamples(folder.data('examples.jsonl'), folder.knowledge(), abbreviations), vocabulary);
    }),
    verifier: lazily(async () => {
      const { createVerifier, loadWording } = await import('./core/answers/verify/verify.ts');
      return createVerifier(folder.knowledge(), loadWording(folder.data('wording.yaml')));
    }),
    check: lazily(async () => {
      const [{ createEngine }, { loadQuestionnaire }] = await Promise.all([
        import('./core/check/engine.ts'),
        import('./core/check/load.ts'),
      ]);
      const questionnaire = loadQuestionnaire(folder.data('questionnaire.yaml'), folder.knowledge());
      return { questionnaire, engine: createEngine(questionnaire) };
    }),
    situations: lazily(async () => {
      const [{ createSituationReader }, { loadSituationSignals }, { questionnaire }] = await Promise.all([
        import('./core/check/from-text.ts'),
        import('./core/check/from-text-signals.ts'),
        grounding.check(),
      ]);
      const known = questionnaire.questions.map(({ id, options }) => [id, options.map((option) => option.id)] as const);
      return createSituationReader(loadSituationSignals(folder.data('situations.yaml'), Object.fromEntries(known)));
    }),
    threads: lazily(async () => {
      const { loadThreadReader } = await import('./core/decisions/draft/reader.ts');
      return loadThreadReader({
        threads: folder.data('threads.yaml'),
        utterances: folder.data('utterances.yaml'),
        choices: folder.data('choices.yaml'),
        weights: folder.data('thread-weights.yaml'),
      });
    }),
  };
  return grounding;
}
