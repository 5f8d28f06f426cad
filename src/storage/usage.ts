import type { UsageStore } from '../core/usage.ts';
import type { Database } from './database.ts';

export function createUsageStore({ read, write }: Database): UsageStore {
  return {
    async reserve({ workspace, day }, tokens, budget) {
      if (tokens > budget) return false;
      // In one statement, so that two processes that reserve at once never go past the budget together.
      const kept = await write((transaction) =>
        transaction
          .insertInto('usage')
          .values({ workspace, day, requests: 0, input_tokens: 0, output_tokens: 0, reserved_tokens: tokens })
          .onConflict((conflict) =>
            conflict
              .columns(['workspace', 'day'])
              .doUpdateSet(({ eb }) => ({ reserved_tokens: eb('usage.reserved_tokens', '+', tokens) }))
              .where(
                ({ eb }) =>
                  eb(
                    eb('usage.input_tokens', '+', eb.ref('usage.output_tokens')),
                    '+',
                    eb.ref('usage.reserved_tokens'),
                  ),
                '<=',
                budget - tokens,
              ),
          )
          .returning('day')
          .executeTakeFirst(),
      );
      return kept !== undefined;
    },

    async settle({ workspace, day }, reserved, { inputTokens, outputTokens }) {
      await write((transaction) =>
        transaction
          .updateTable('usage')
          .set(({ eb }) => ({
            requests: eb('requests', '+', 1),
            input_tokens: eb('input_tokens', '+', inputTokens),
            output_tokens: eb('output_tokens', '+', outputTokens),
            reserved_tokens: eb('reserved_tokens', '-', reserved),
          }))
          .where('workspace', '=', workspace)
          .where('day', '=', day)
          .execute(),
      );
    },

    async get({ workspace, day }) {
      const row = await read()
        .selectFrom('usage')
        .selectAll()
        .where('workspace', '=', workspace)
        .where('day', '=', day)
        .executeTakeFirst();
      return {
        requests: row?.requests ?? 0,
        inputTokens: row?.input_tokens ?? 0,
        outputTokens: row?.output_tokens ?? 0,
        reservedTokens: row?.reserved_tokens ?? 0,
      };
    },
  };
}
