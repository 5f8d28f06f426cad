import type { CheckStore } from '../core/check/check-store.ts';
import type { Engine } from '../core/check/engine.ts';
import type { Questionnaire } from '../core/check/questionnaire.ts';
import type { Log } from '../log.ts';

/** A file to show. */
export interface PictureFile {
  readonly name: string;
  readonly content: Uint8Array;
  /** All that it shows, in words. */
  readonly alt: string;
}

/**
 * Draws the verdict of a saved check.
 *
 * @param altLength the longest alternative text that the platform takes, in UTF-16 units
 * @returns null where there is nothing to draw, or it cannot be drawn: the card says it all
 */
export type DrawVerdict = (workspace: string, record: string, altLength: number) => Promise<PictureFile | null>;

export interface DrawingParts {
  readonly checks: CheckStore;
  readonly rules: () => Promise<{ readonly questionnaire: Questionnaire; readonly engine: Engine }>;
  readonly log: Log;
}

export function createDrawing({ checks, rules, log }: DrawingParts): DrawVerdict {
  return async (workspace, record, altLength) => {
    try {
      const [kept, { questionnaire, engine }] = await Promise.all([checks.get(workspace, record), rules()]);
      // Under other rules its verdict may be another one: a picture of that is a picture of nothing.
      if (kept?.rules.hash !== questionnaire.rules.hash) return null;
      const [{ verdictPicture }, { pictureAltText }, { toPng }] = await Promise.all([
        import('../core/picture/verdict-picture.ts'),
        import('../core/picture/alt-text.ts'),
        import('../picture/render.ts'),
      ]);
      const verdict = engine.evaluate(kept.answers);
      const { title } = kept;
      return {
        name: 'verdict.png',
        content: await toPng(verdictPicture(questionnaire, verdict, title)),
        alt: pictureAltText(questionnaire, verdict, { title, limit: altLength }),
      };
    } catch (error) {
      log.warn(`a verdict is not drawn: ${String(error)}`);
      return null;
    }
  };
}
