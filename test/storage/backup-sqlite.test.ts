import { copyFileSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/storage/open-store.ts';
import { archcheck, freshFolder } from '../support/world.ts';
import { checkOf } from './check-of.ts';

const open = (folder: string) => openStore({ folder, clock: () => 0 });

describe('store backup', () => {
  it('copies what is in use, and what is put back from it is all that was saved by then', async () => {
    const cwd = freshFolder();
    const store = await open(join(cwd, '.archcheck'));
    for (let count = 0; count < 50; count += 1) await store.checks.save(checkOf({ id: `c${count}` }));
    await store.events.claim({ workspace: 'acme', id: 'slack/1', payload: { text: 'left over' } }, 0);

    expect(await archcheck(['store', 'backup', 'copy.db'], { cwd })).toEqual({
      status: 0,
      output: 'copy.db\n',
      errors: '',
    });
    expect(statSync(join(cwd, 'copy.db')).mode & 0o777).toBe(0o600);
    await store.checks.save(checkOf({ id: 'later' }));
    await store.close();

    const restored = join(freshFolder(), 'restored');
    mkdirSync(restored);
    copyFileSync(join(cwd, 'copy.db'), join(restored, 'archcheck.db'));
    const again = await open(restored);
    for (let count = 0; count < 50; count += 1)
      expect(await again.checks.get('acme', `c${count}`)).toEqual(checkOf({ id: `c${count}` }));
    expect(await again.checks.get('acme', 'later')).toBeNull();
    expect(await again.events.takeUp(5, 1_000)).toMatchObject([{ id: 'slack/1', payload: { text: 'left over' } }]);
    await again.close();
  });

  it('writes over nothing, and leaves nothing half done', async () => {
    const cwd = freshFolder();
    writeFileSync(join(cwd, 'there'), 'mine');
    const missing = await archcheck(['store', 'backup', 'copy.db'], { cwd });
    expect(missing).toMatchObject({ status: 1, errors: expect.stringMatching(/^There is no store in .*--data/) });
    expect(existsSync(join(cwd, '.archcheck'))).toBe(false);

    await (await open(join(cwd, '.archcheck'))).close();
    const taken = await archcheck(['store', 'backup', 'there'], { cwd });
    expect(taken.errors).toMatch(/there already and was left as it is/);
    const nowhere = await archcheck(['store', 'backup', 'no/such/folder/copy.db'], { cwd });
    expect(nowhere).toMatchObject({ status: 1, errors: expect.stringMatching(/^The store .* cannot be made/) });
    expect(readdirSync(cwd).toSorted()).toEqual(['.archcheck', 'there']);
  });

  it('keeps no copy of a damaged store', async () => {
    const cwd = freshFolder();
    mkdirSync(join(cwd, '.archcheck'));
    writeFileSync(join(cwd, '.archcheck/archcheck.db'), 'x'.repeat(8_192));
    const { status, errors } = await archcheck(['store', 'backup', 'copy.db'], { cwd });
    expect(status).toBe(1);
    expect(errors).toMatch(/is not an archcheck store/);
    expect(readdirSync(cwd)).toEqual(['.archcheck']);
  });
});
