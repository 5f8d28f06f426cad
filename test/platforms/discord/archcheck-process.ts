// The bot in a process of its own, to be killed: it is told how to get in, says when it is there, and then says each time it is asked
// when nothing is under way.
import process from 'node:process';
import { z } from 'zod';
import { runArchcheck } from './archcheck.ts';

const orderSchema = z.object({
  token: z.string(),
  apiUrl: z.string(),
  data: z.string(),
  /** How far its clock is ahead of the real one, in milliseconds. */
  aheadMs: z.number(),
});

const { aheadMs, ...order } = orderSchema.parse(JSON.parse(process.argv[2] ?? ''));
const archcheck = await runArchcheck({ ...order, now: () => Date.now() + aheadMs });
process.on('message', () => archcheck.idle().then(() => process.send?.('idle')));
process.on('disconnect', () => process.exit());
process.send?.('ready');
