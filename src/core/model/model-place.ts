import { channelOf } from '../channel-settings.ts';
import type { ModelPlace } from './model.ts';

/** Where a model is asked for something that a person did. */
export function modelPlace(at: {
  readonly workspace: string;
  readonly conversation: string;
  readonly channel?: string;
}): ModelPlace {
  return { workspace: at.workspace, channel: channelOf(at) };
}
