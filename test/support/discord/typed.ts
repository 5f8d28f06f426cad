import type { Guild, User } from './model.ts';

/** What Discord's own client makes of what a person types: `@name`, `@&role` and `#channel` become ids. */
export function typed(guild: Guild | null, recipients: readonly User[], text: string): string {
  const users = [...(guild?.members.values() ?? [])].map(({ user }) => user).concat(recipients);
  const roles = [...(guild?.roles.values() ?? [])];
  const channels = [...(guild?.channels.values() ?? [])];
  return text
    .replace(/(?<![\w<])@&([\w-]+)/g, (whole, name: string) => {
      const role = roles.find((each) => each.name === name);
      return role === undefined ? whole : `<@&${role.id}>`;
    })
    .replace(/(?<![\w<])@([\w-]+)/g, (whole, name: string) => {
      const user = users.find((each) => each.name === name);
      const role = user === undefined ? roles.find((each) => each.name === name && each.mentionable) : undefined;
      if (user !== undefined) return `<@${user.id}>`;
      return role === undefined ? whole : `<@&${role.id}>`;
    })
    .replace(/(?<![\w<&])#([\w-]+)/g, (whole, name: string) => {
      const channel = channels.find((each) => each.name === name);
      return channel === undefined ? whole : `<#${channel.id}>`;
    });
}
