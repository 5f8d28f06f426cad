import type { Composer } from './composer.ts';
import type { SituationModel } from './situation-model.ts';
import type { VerdictWriter } from './verdict-writer.ts';

/** All that a bot does with a model. */
export interface ModelParts {
  readonly composer: Composer;
  readonly situations: SituationModel;
  readonly verdicts: VerdictWriter;
  /** Tokens that the operator lets each workspace use a day. */
  readonly dailyTokens: number;
}
