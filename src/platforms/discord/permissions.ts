import { PermissionFlagsBits } from 'discord-api-types/v10';

/** A permission of the bot's role, and what for. */
export interface Permission {
  /** As Discord's settings name it. */
  readonly name: string;
  readonly flag: bigint;
  /** As it stands after "so that". */
  readonly why: string;
}

/** The least that everything takes. */
export const permissions: readonly Permission[] = [
  { name: 'View Channels', flag: PermissionFlagsBits.ViewChannel, why: 'a message that names the bot reaches it' },
  {
    name: 'Send Messages',
    flag: PermissionFlagsBits.SendMessages,
    why: 'it can post a verdict where it was asked for',
  },
  {
    name: 'Create Public Threads',
    flag: PermissionFlagsBits.CreatePublicThreads,
    why: 'it can answer in a thread, out of the way of the others',
  },
  {
    name: 'Send Messages in Threads',
    flag: PermissionFlagsBits.SendMessagesInThreads,
    why: 'it can answer there, and go on',
  },
  {
    name: 'Read Message History',
    flag: PermissionFlagsBits.ReadMessageHistory,
    why: 'it can reply to a message, read the thread that it is to put down, and after a crash look whether it has answered already',
  },
  {
    name: 'Attach Files',
    flag: PermissionFlagsBits.AttachFiles,
    why: 'it can add the picture of a verdict, and the Markdown file of a decision; without it those are left out',
  },
];

export const leastPermissions = permissions.reduce((sum, { flag }) => sum | flag, 0n);

/** Where somebody who manages a server adds the bot to it. */
export function invitation(application: string): string {
  return `https://discord.com/oauth2/authorize?client_id=${application}&scope=bot+applications.commands&permissions=${leastPermissions}`;
}
