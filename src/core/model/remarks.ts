import type { AnswerPart } from '../answers/answer.ts';
import type { Failure } from './report.ts';

/** The one honest line under an answer that a model should have worded. @param begun whether sentences of it stand above */
export function remarkOn(failure: Failure, begun: boolean): AnswerPart {
  return { kind: 'remark', text: `${reasons[failure]}, so ${begun ? 'the rest' : 'this'} comes without it.` };
}

const unreachable = 'The model cannot be reached just now';
const unusable = 'What the model wrote cannot be used';

const reasons: Readonly<Record<Failure, string>> = {
  unreachable,
  slow: 'The model took too long',
  busy: unreachable,
  key: unreachable,
  quota: unreachable,
  'unknown-model': unreachable,
  rejected: unreachable,
  paused: unreachable,
  store: unreachable,
  budget: 'Today’s share of model answers is used up',
  refused: 'The model would not answer',
  'cut-off': 'The model broke off',
  garbage: unusable,
  unbacked: 'Too little of what the model wrote holds against the document',
  beside: 'What the model wrote is beside the question',
  declined: 'The model had nothing to say to this',
};
