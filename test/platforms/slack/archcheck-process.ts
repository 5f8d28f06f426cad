// The bot in a process of its own, to be killed: it is told how to get in, says where it is reached, and then says each time it is
// asked when nothing is under way.
import process from 'node:process';
import { z } from 'zod';
import { runArchcheck } from './archcheck.ts';

const orderSchema = z.object({
  botToken: z.string(),
  way: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('socket'), appToken: z.string(), apiUrl: z.string() }),
    z.object({ kind: z.literal('http'), signingSecret: z.string(), port: z.int() }),
  ]),
  apiUrl: z.string(),
  data: z.string(),
  /** How far its clock is ahead of the real one, in milliseconds. */
  aheadMs: z.number(),
});

const { aheadMs, ...order } = orderSchema.parse(JSON.parse(process.argv[2] ?? ''));
const archcheck = await runArchcheck({ ...order, now: () => Date.now() + aheadMs });
process.on('message', () => archcheck.idle().then(() => process.send?.('idle')));
process.on('disconnect', () => process.exit());
process.send?.(archcheck.url ?? '');
