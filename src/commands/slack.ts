import { manifest } from '../platforms/slack/manifest.ts';
import type { World } from '../world.ts';

export interface ManifestCommandOptions {
  readonly followUps?: boolean;
  readonly files?: boolean;
  readonly url?: string;
  readonly redirect?: string;
}

/** Prints the manifest that Slack makes the app from. */
export function slackManifest(
  world: World,
  { followUps = false, files = false, url, redirect }: ManifestCommandOptions,
): number {
  world.stdout.write(
    `${JSON.stringify(manifest({ followUps, files, url: url ?? null, redirect: redirect ?? null }), null, 2)}\n`,
  );
  return 0;
}
