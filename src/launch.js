#!/usr/bin/env node
// Plain JavaScript on purpose: an older Node must be able to read this file to say what to do about it.
import module from 'node:module';
import process from 'node:process';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `archcheck needs Node 22.18 or newer; this is Node ${process.versions.node}. Run: ${upgradeCommand(process.env, process.platform)}\n`,
  );
  process.exitCode = 1;
} else {
  // Here already, so that even the first source comes out of the cache: stripping its types takes 30 ms and 15 MB.
  module.enableCompileCache();
  await import('./main.ts');
}

/**
 * The one command that brings a new enough Node to this machine, by the version manager that is already there.
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 */
function upgradeCommand(env, platform) {
  if (env['VOLTA_HOME']) return 'volta install node@24';
  if (env['FNM_DIR']) return 'fnm install 24 && fnm use 24';
  if (env['NVM_DIR']) return 'nvm install 24';
  if (platform === 'darwin') return 'brew install node@24 && brew link --overwrite --force node@24';
  if (platform === 'win32') return 'winget install OpenJS.NodeJS.LTS';
  // A clone brings its own Node on Linux and Windows, and npm's scripts find it.
  return import.meta.url.includes('/node_modules/') ? 'npm install --global n && n 24' : 'npm ci && npm start';
}
