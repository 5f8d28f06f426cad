import type { Transaction } from 'kysely';
import { type AnswerStore, answerRecordSchema } from '../core/answers/answer-store.ts';
import type { Clock } from '../core/ports.ts';
import type { Database } from './database.ts';
import type { Tables } from './schema.ts';

export function createAnswerStore({ read, write }: Database, clock: Clock): AnswerStore {
  return {
    async save(answer) {
      const { workspace, id, createdAt, ...rest } = answerRecordSchema.parse(answer);
      const row = { ...rest, created_at: createdAt };
      await write(
        (transaction) =>
          transaction
            .insertInto('answers')
            .values({ workspace, id, ...row })
            .onConflict((conflict) => conflict.columns(['workspace', 'id']).doUpdateSet(row))
            .execute(),
        { repeatable: true },
      );
    },

    async get(workspace, id) {
      const row = await read()
        .selectFrom('answers')
        .selectAll()
        .where('workspace', '=', workspace)
        .where('id', '=', id)
        .executeTakeFirst();
      if (!row) return null;
      const { created_at: createdAt, ...rest } = row;
      const ratings = await read()
        .selectFrom('feedback')
        .select(['person', 'rating'])
        .where('workspace', '=', workspace)
        .where('answer', '=', id)
        .orderBy('person')
        .execute();
      return {
        answer: answerRecordSchema.parse({ ...rest, createdAt }),
        ratings: ratings.map(({ person, rating }) => ({ person, rating })),
      };
    },

    rate(workspace, id, person, rating) {
      const ratedAt = clock();
      const change = async (transaction: Transaction<Tables>): Promise<boolean> => {
        const answer = await transaction
          .selectFrom('answers')
          .select('id')
          .where('workspace', '=', workspace)
          .where('id', '=', id)
          // It stays until its rating is there.
          .forKeyShare()
          .executeTakeFirst();
        if (!answer) return false;
        if (rating === null) {
          await transaction
            .deleteFrom('feedback')
            .where('workspace', '=', workspace)
            .where('answer', '=', id)
            .where('person', '=', person)
            .execute();
        } else {
          await transaction
            .insertInto('feedback')
            .values({ workspace, answer: id, person, rating, rated_at: ratedAt })
            .onConflict((conflict) =>
              conflict.columns(['workspace', 'answer', 'person']).doUpdateSet({ rating, rated_at: ratedAt }),
            )
            .execute();
        }
        return true;
      };
      return write(change, { repeatable: true });
    },
  };
}
