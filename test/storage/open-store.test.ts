import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { expect, it } from 'vitest';

it('loads nothing of PostgreSQL for the embedded store', () => {
  const program = `
    import { createRequire } from 'node:module';
    import { openStore } from ${JSON.stringify(join(import.meta.dirname, '../../src/storage/open-store.ts'))};
    const { cache } = createRequire(import.meta.filename ?? process.cwd() + '/x.js');
    await (await openStore({ folder: ':memory:', clock: () => 0 })).close();
    process.stdout.write(Object.keys(cache).filter((file) => file.includes('/pg')).join());
    await openStore({ folder: '', databaseUrl: 'postgres://u@nowhere.invalid/x', clock: () => 0 }).catch(() => undefined);
    process.stdout.write(Object.keys(cache).some((file) => file.includes('/pg/')) ? ' then pg' : ' then nothing');`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
  expect({ stdout, stderr }).toEqual({ stdout: ' then pg', stderr: '' });
});
