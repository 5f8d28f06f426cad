import { type Answer, type AnswerPart, citationsOf, type Sentence, type Topic } from '../answers/answer.ts';
import type { Verify } from '../answers/verify/verify.ts';
import { UserError } from '../errors.ts';
import type { Style } from '../knowledge/document.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { createRecent } from '../recent.ts';
import { dataBlock } from './data-block.ts';
import { createFactSheets, type FactSheet } from './fact-sheet.ts';
import { type Model, ModelError, type ModelPlace } from './model.ts';
import { notCoveredIn } from './not-covered.ts';
import type { Prompt } from './prompt.ts';
import { remarkOn } from './remarks.ts';
import { createReplyReader, replySchema } from './reply-reader.ts';
import type { Failure, Report } from './report.ts';
import { checkSentence, type DropRule } from './sentence-check.ts';

/** What was said in a conversation, oldest first: by a person, or by the bot. */
export interface Turn {
  readonly from: 'person' | 'bot';
  readonly text: string;
}

export interface ComposeRequest extends ModelPlace {
  readonly question: string;
  readonly topic: Topic | null;
  readonly thread: readonly Turn[];
  /** What is said without a model, and what is said when it fails. */
  readonly offline: Answer;
}

/** Says an answer in a model's words, as far as they hold against the documents. */
export interface Composer {
  /**
   * @param watch called without a sentence when the model is asked, then with each answer that has grown by one; what it was given once
   * stands in all that follow, and in the end
   * @returns the answer; the offline one, with a line that says so, where the model is of no use. Never rejects because of the model.
   */
  compose(request: ComposeRequest, watch?: (soFar: Answer) => void): Promise<{ answer: Answer; report: Report }>;
}

export interface ComposerParts {
  readonly model: Model;
  readonly knowledge: Knowledge;
  readonly verify: Verify;
  readonly prompt: Prompt<'facts'>;
  readonly observe?: ((report: Report) => void) | undefined;
}

/** Answers that are not asked for anew: same question, same topic and thread; the documents and the model are this composer's. */
const maxAnswers = 500;
/** More sentences than these are no answer any more. */
const mostSentences = 10;
/** Pieces that are waited for behind the reply, for the server's word on what it has cost. */
const mostTrailing = 50;
const maxTokens = 4_000;

export function createComposer({ model, knowledge, verify, prompt, observe }: ComposerParts): Composer {
  const sheets = createFactSheets(knowledge);
  const known = createRecent<Answer>(maxAnswers);

  return {
    async compose(request, watch) {
      const key = JSON.stringify([request.question, request.topic, request.thread]);
      const before = known.get(key);
      if (before) return { answer: before, report: { kind: 'cached' } };
      const written = await write(request, watch);
      const composed = concluded(request.offline, written);
      if (composed.report.failure === null) known.set(key, composed.answer);
      observe?.(composed.report);
      return composed;
    },
  };

  async function write(request: ComposeRequest, watch: ((soFar: Answer) => void) | undefined): Promise<Written> {
    const { workspace, question, thread, offline } = request;
    const words = [question, ...thread.map(({ text }) => text)].join(' ');
    const sheet = sheets.sheet(words, [...offline.citations.map(({ section }) => section), ...offline.ranked]);
    const so: Written = { kept: [], dropped: [], verdict: null, phrases: [], failure: null, question };
    // Where nothing can be said without it, every sentence must hold before one is shown.
    const shows = offline.status !== 'declined';
    try {
      watch?.(growing(offline, []));
      const pieces = model.write({
        workspace,
        instructions: prompt.fill({ facts: `<facts>\n${sheet.text}\n</facts>` }),
        input: dataBlock('conversation', { thread, question }),
        form: { name: 'answer', schema: replySchema },
        maxTokens,
      });
      await take(pieces, sheet, so, () => {
        if (shows) watch?.(growing(offline, so.kept));
      });
    } catch (error) {
      if (!(error instanceof ModelError || error instanceof UserError)) throw error;
      so.failure = error instanceof ModelError ? error.kind : 'store';
    }
    return so;
  }

  async function take(
    pieces: ReturnType<Model['write']>,
    sheet: FactSheet,
    so: Written,
    grown: () => void,
  ): Promise<void> {
    const reader = createReplyReader();
    let about: Style | null = null;
    let trailing = 0;
    for await (const piece of pieces) {
      if (piece.kind === 'usage') continue;
      for (const part of reader.read(piece.text)) {
        if (part.kind === 'verdict') so.verdict = part.verdict;
        if (part.kind === 'notCovered') so.phrases = part.phrases;
        if (part.kind !== 'sentence' || so.kept.length + so.dropped.length >= mostSentences) continue;
        const checked = checkSentence(part.sentence, sheet, verify, about);
        // "It" must not lean on a sentence that nobody sees.
        about = checked.kind === 'kept' ? checked.about : null;
        if (checked.kind === 'dropped') so.dropped.push({ rule: checked.rule, reason: checked.reason });
        else {
          so.kept.push(checked.sentence);
          grown();
        }
      }
      if (reader.state === 'broken' || so.kept.length + so.dropped.length >= mostSentences) break;
      if (reader.state === 'complete' && ++trailing > mostTrailing) break;
    }
    const isLong = so.kept.length + so.dropped.length >= mostSentences;
    if (reader.state === 'broken') so.failure = 'garbage';
    if (reader.state === 'open' && !isLong) so.failure = 'cut-off';
  }
}

/** What came of a request, while it is under way and in the end. */
interface Written {
  readonly question: string;
  readonly kept: Sentence[];
  readonly dropped: { readonly rule: DropRule; readonly reason: string }[];
  verdict: 'answered' | 'partial' | 'declined' | null;
  phrases: readonly string[];
  failure: Failure | null;
}

function growing(offline: Answer, sentences: readonly Sentence[]): Answer {
  const parts: AnswerPart[] = sentences.length === 0 ? [] : [{ kind: 'paragraph', sentences: [...sentences] }];
  return { ...offline, status: 'answered', mode: 'model', parts, citations: [], notCovered: [], offer: null };
}

/** Decides between the model's sentences and the offline answer. What was shown stays. */
function concluded(offline: Answer, written: Written): { answer: Answer; report: Extract<Report, { kind: 'asked' }> } {
  const { kept, dropped } = written;
  const failure = written.failure ?? judged(offline, written);
  const report = { kind: 'asked', failure, kept: kept.length, dropped } as const;
  if (failure === null) return { answer: fromModel(offline, written), report };
  if (offline.status === 'declined') {
    // A model that agrees with the decline needs no mention.
    const line = failure === 'declined' ? [] : [remarkOn(failure, false)];
    return { answer: { ...offline, parts: [...offline.parts, ...line] }, report };
  }
  const shown = new Set(kept.flatMap(({ citations }) => citations.map(placeOf)));
  const rest = offline.parts.filter((part) => {
    const own = citationsOf([part]);
    return own.length === 0 || own.some((citation) => !shown.has(placeOf(citation)));
  });
  const said: AnswerPart[] = kept.length > 0 ? [{ kind: 'paragraph', sentences: kept }] : [];
  const parts = [...said, ...rest, remarkOn(failure, kept.length > 0)];
  const mode = kept.length > 0 ? 'model' : 'offline';
  return { answer: { ...offline, mode, parts, citations: citationsOf(parts) }, report };
}

/** Why sentences that came in good order are still no answer; null where they are one. */
function judged(offline: Answer, { kept, dropped, verdict }: Written): Failure | null {
  if (verdict === 'declined' || kept.length + dropped.length === 0) return 'declined';
  const isEnough = dropped.length === 0 || (offline.status !== 'declined' && kept.length > dropped.length);
  if (!isEnough) return 'unbacked';
  const near = new Set([...offline.citations.map(({ section }) => section), ...offline.ranked.slice(0, nearest)]);
  const isNear = kept.some(({ citations }) => citations.some(({ section }) => near.has(section)));
  return isNear ? null : 'beside';
}

/** How far down the sections that retrieval ranks an answer may come from: farther down it is about something else. */
const nearest = 6;

function fromModel(offline: Answer, { kept, phrases, question }: Written): Answer {
  const remarks = offline.parts.filter(({ kind }) => kind === 'remark');
  const own = notCoveredIn(phrases, question);
  const isDeclined = offline.status === 'declined';
  const notCovered = offline.notCovered.length > 0 && !isDeclined ? offline.notCovered : own;
  const added: AnswerPart[] =
    notCovered === own && own.length > 0
      ? [{ kind: 'remark', text: `The document does not cover ${quoted(own)}.` }]
      : [];
  const parts: AnswerPart[] = [{ kind: 'paragraph', sentences: kept }, ...added, ...(isDeclined ? [] : remarks)];
  const status = notCovered.length > 0 ? 'partial' : 'answered';
  return { ...offline, status, mode: 'model', parts, citations: citationsOf(parts), notCovered };
}

function quoted(phrases: readonly string[]): string {
  return phrases.map((phrase) => `“${phrase}”`).join(', ');
}

function placeOf({ source, line, quote }: { source: string; line: number; quote: string }): string {
  return `${source}:${line}:${quote}`;
}
