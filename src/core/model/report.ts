import type { ModelErrorKind } from './model.ts';
import type { DropRule } from './sentence-check.ts';

/**
 * Why a model's words were not the answer, beside what went wrong with the model itself:
 *
 * - `garbage`: not of the form
 * - `unbacked`: too few of its sentences held
 * - `beside`: they held, and were about something else
 * - `declined`: it had nothing to say
 * - `store`: its usage could not be written down
 */
export type Failure = ModelErrorKind | 'garbage' | 'unbacked' | 'beside' | 'declined' | 'store';

/** What became of one question, for whoever runs the bot or tunes it. */
export type Report =
  | { readonly kind: 'cached' }
  | { readonly kind: 'switched-off' }
  | {
      readonly kind: 'asked';
      /** Null where the answer is the model's. */
      readonly failure: Failure | null;
      /** Sentences that were shown. */
      readonly kept: number;
      /** Those that were not; the reasons quote them, so they are for tuning and never for a log. */
      readonly dropped: readonly { readonly rule: DropRule; readonly reason: string }[];
    };

/** One line for a log: nothing that anybody wrote. */
export function reportLine(report: Report): string {
  if (report.kind === 'cached') return 'model: answered from memory';
  if (report.kind === 'switched-off') return 'model: switched off here';
  const rules = Map.groupBy(report.dropped, ({ rule }) => rule);
  const dropped = [...rules].map(([rule, { length }]) => `${rule} ${length}`).join(', ');
  const outcome = report.failure === null ? 'answered' : `not used (${report.failure})`;
  return `model: ${outcome}; sentences kept ${report.kept}, dropped ${report.dropped.length}${dropped ? ` (${dropped})` : ''}`;
}
