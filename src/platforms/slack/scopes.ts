/** A permission of the bot's token, and what for. */
export interface Scope {
  readonly name: string;
  /** As it stands after "so that". */
  readonly why: string;
}

/** The least that everything but unmentioned follow-ups takes. */
export const scopes: readonly Scope[] = [
  { name: 'app_mentions:read', why: 'a message that names the bot reaches it' },
  { name: 'assistant:write', why: 'the agent view can suggest questions and show that the bot is at work' },
  { name: 'channels:read', why: 'it knows which channels are public: what was checked there everybody may find again' },
  { name: 'chat:write', why: 'it can answer where it was invited, and in direct messages' },
  { name: 'commands', why: 'the slash commands and the message shortcuts exist' },
  { name: 'groups:read', why: 'it can ask who is in a private channel before it shows anything from there' },
  { name: 'im:history', why: 'direct messages to the bot reach it' },
  {
    name: 'users:read',
    why: 'it can tell guests and other companies’ people, who see nothing from channels that they are not in',
  },
];

/** What `--follow-ups` adds. Slack has no narrower way to hear an unmentioned reply: with these, every message there reaches the bot. */
export const followUps: readonly Scope[] = [
  {
    name: 'channels:history',
    why: 'replies in its own threads in public channels reach it without a mention, and it can read a thread that it is to put down',
  },
  { name: 'groups:history', why: 'the same in private channels that it was invited to' },
];

/** What `--files` adds. */
export const files: readonly Scope[] = [
  { name: 'files:write', why: 'the picture of a verdict and the Markdown file of a decision are posted with them' },
];

export const fileScopes: readonly string[] = files.map(({ name }) => name);
export const followUpScopes: readonly string[] = followUps.map(({ name }) => name);
