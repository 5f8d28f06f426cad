import type { Installation, InstallationStore } from '../../core/installations.ts';
import type { Log } from '../../log.ts';
import { BrokenSealError, type Vault } from '../../vault.ts';

const atOnce = 100;

export interface ResealParts {
  readonly installations: InstallationStore;
  readonly vault: Vault;
  readonly log: Log;
}

/**
 * Opens every token, and seals anew those that an older key sealed; after that the older key can be taken out. Several copies at once do
 * no harm. One that was tampered with is logged: its workspace is not served, and all others are.
 *
 * @throws {UserError} where a key is missing: then nobody's may be served, and it is the operator's move
 */
export async function resealAll({ installations, vault, log }: ResealParts): Promise<void> {
  let resealed = 0;
  for await (const installation of allOf(installations)) {
    const token = opened(installation, vault, log);
    if (token === null || vault.isCurrent(installation.sealed)) continue;
    if (await installations.reseal(installation, vault.seal(token, installation.workspace))) resealed += 1;
  }
  if (resealed > 0) log.info(`${resealed} tokens were sealed anew with the first of ARCHCHECK_ENCRYPTION_KEYS`);
}

/** An installation's token; null where it was tampered with, which is logged. @throws {UserError} where a key is missing */
export function opened({ sealed, workspace }: Installation, vault: Vault, log: Log): string | null {
  try {
    return vault.open(sealed, workspace);
  } catch (error) {
    if (!(error instanceof BrokenSealError)) throw error;
    log.error(error.message);
    return null;
  }
}

/** Every installation, some at a time. */
export async function* allOf(installations: InstallationStore): AsyncGenerator<Installation> {
  for (let after = ''; ; ) {
    const page = await installations.list(after, atOnce);
    yield* page;
    const last = page.at(-1);
    // A page may be short of those that another version wrote.
    if (last === undefined) return;
    after = last.workspace;
  }
}
