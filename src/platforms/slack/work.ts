import { UserError } from '../../core/errors.ts';
import { answerMessage } from './answer.ts';
import type { SlackContext } from './context.ts';
import type { Deed } from './deed.ts';
import { cannotPost, forOperator, isRefusal, SlackCallError, signedOut } from './slack-error.ts';

export type Acknowledge = (payload?: object) => Promise<void>;

export interface Circumstances {
  /** True where an earlier attempt may have done part of it. */
  readonly resumed: boolean;
  /** For forms only; everything else is acknowledged already. */
  readonly acknowledge: Acknowledge;
}

/** Does what a deed asks for. What trying again would not change is logged here; whatever is thrown may be tried again. */
export async function work(slack: SlackContext, deed: Deed, circumstances: Circumstances): Promise<void> {
  try {
    await respondTo(slack, deed, circumstances);
  } catch (error) {
    if (!(error instanceof SlackCallError)) throw error;
    if (isRefusal(error, signedOut) || error.code === 'missing_scope') slack.log.error(forOperator(error));
    else if (isRefusal(error, cannotPost)) slack.log.warn(`nothing said in ${placeOf(deed)}: ${error.message}`);
    else if (!error.uncertain && error.code !== 'ratelimited') slack.log.error(`${deed.kind}: ${error.message}`);
    else throw error;
  }
}

async function respondTo(slack: SlackContext, deed: Deed, circumstances: Circumstances): Promise<void> {
  switch (deed.kind) {
    case 'message':
      return answerMessage(slack, deed, circumstances.resumed);
    default:
      throw new UserError('later');
  }
}

function placeOf(deed: Deed): string {
  return 'channel' in deed ? deed.channel : deed.kind;
}
