import { type ChannelSettings, everyChannel } from './channel-settings.ts';

/** A setting to be changed, for one channel or everywhere. */
export interface Change {
  readonly channel: string;
  readonly everywhere: boolean;
  readonly settings: ChannelSettings;
}

/** What can be switched on and off, and what one types for it. */
export const switchable = [
  { typed: 'answers', setting: 'answers' },
  { typed: 'follow-ups', setting: 'followUps' },
  { typed: 'model', setting: 'model' },
] as const;

const budgetName = 'budget';
const noBudget = 'all';
/** More than any budget; so that a sum of tokens stays exact. */
const mostTokens = 1_000_000_000_000;

/** `answers off`, `model on everywhere`, `budget 200,000`; null for anything else. @param here the channel where it is typed */
export function parseChange(words: string, here: string): Change | null {
  const [name = '', value = '', everywhere, ...rest] = words.toLowerCase().trim().split(/\s+/);
  if (rest.length > 0 || (everywhere !== undefined && everywhere !== 'everywhere')) return null;
  const settings = parseSetting(name, /^\d{1,3}(?:[.,_’'][0-9]{3})+$/.test(value) ? value.replace(/\D/g, '') : value);
  if (settings === null) return null;
  const isEverywhere = everywhere !== undefined || name === budgetName;
  return { channel: isEverywhere ? everyChannel : here, everywhere: isEverywhere, settings };
}

/** The id of a button that changes one setting. A channel's id holds no colon. */
export function changeId(channel: string, settings: ChannelSettings): string {
  const { dailyTokens } = settings;
  if (dailyTokens !== undefined) return `settings:${channel}:${budgetName}:${dailyTokens ?? noBudget}`;
  const found = switchable.find(({ setting }) => settings[setting] !== undefined);
  if (found === undefined) throw new RangeError('a button changes one setting');
  return `settings:${channel}:${found.typed}:${settings[found.setting] === true ? 'on' : 'off'}`;
}

/** The change that an id carries; null where it is of something else. */
export function parseChangeId(id: string): Change | null {
  const [prefix, channel, name = '', value = '', ...rest] = id.split(':');
  if (prefix !== 'settings' || channel === undefined || rest.length > 0) return null;
  const settings = parseSetting(name, value);
  if (settings === null || (name === budgetName && channel !== everyChannel)) return null;
  return { channel, everywhere: channel === everyChannel, settings };
}

function parseSetting(name: string, value: string): ChannelSettings | null {
  if (name === budgetName) {
    if (value === noBudget) return { dailyTokens: null };
    const tokens = /^\d{1,13}$/.test(value) ? Number(value) : Number.NaN;
    return tokens <= mostTokens ? { dailyTokens: tokens } : null;
  }
  const found = switchable.find(({ typed }) => typed === name);
  return found === undefined || (value !== 'on' && value !== 'off') ? null : { [found.setting]: value === 'on' };
}
