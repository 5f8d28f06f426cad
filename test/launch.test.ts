import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const launch = join(import.meta.dirname, '../src/launch.js');

/** What the launcher says on a machine whose own Node is an old one. */
function onNode(
  version: string,
  env: Record<string, string>,
  platform: string,
): { status: number | null; errors: string } {
  const pretend = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });
    Object.defineProperty(process, 'platform', { value: '${platform}' });`;
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`, launch, '--version'],
    { env: { PATH: process.env['PATH'] ?? '', ...env }, encoding: 'utf8' },
  );
  return { status, errors: stderr };
}

describe('the launcher', () => {
  it('is JavaScript that any Node since 14.8 reads', () => {
    expect(readFileSync(launch, 'utf8')).not.toMatch(/\?\?=|\.at\(|\bsatisfies\b|: string/);
  });

  it.each([
    [
      '20.20.2',
      {},
      'linux',
      /^archcheck needs Node 22\.18 or newer; this is Node 20\.20\.2\. Run: npm ci && npm start\n$/,
    ],
    ['22.17.9', { NVM_DIR: '/x' }, 'linux', /Run: nvm install 24\n$/],
    ['18.0.0', { FNM_DIR: '/x' }, 'darwin', /Run: fnm install 24/],
    ['18.0.0', { VOLTA_HOME: '/x' }, 'win32', /Run: volta install node@24\n$/],
    ['18.0.0', {}, 'darwin', /Run: brew install node@24/],
    ['18.0.0', {}, 'win32', /Run: winget install OpenJS\.NodeJS\.LTS\n$/],
  ])('says on Node %s with %j on %s what to run', (version, env, platform, message) => {
    const { status, errors } = onNode(version, env, platform);
    expect(status).toBe(1);
    expect(errors).toMatch(message);
  });

  it.each(['22.18.0', '24.0.0', '30.1.0'])('starts on Node %s', (version) => {
    expect(onNode(version, {}, 'linux')).toEqual({ status: 0, errors: '' });
  });
});
