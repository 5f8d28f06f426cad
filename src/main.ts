import { enableCompileCache } from 'node:module';

// Before anything else is loaded: with the cache warm a command starts in a third of the time.
enableCompileCache();

const { run } = await import('./cli.ts');
const { processWorld } = await import('./process-world.ts');
process.exitCode = await run(process.argv.slice(2), processWorld());
