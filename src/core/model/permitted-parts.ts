import type { SettingsStore } from '../channel-settings.ts';
import type { SituationReader } from '../check/from-text.ts';
import type { ModelPlace } from './model.ts';
import type { ModelParts } from './model-parts.ts';

/** The same parts, but as if there were no model where a channel or its workspace has switched it off. */
export function createPermittedParts(parts: ModelParts, reader: SituationReader, settings: SettingsStore): ModelParts {
  const { composer, situations, verdicts, dailyTokens } = parts;
  const isAllowed = async ({ workspace, channel }: ModelPlace) => (await settings.of(workspace, channel)).model;

  return {
    composer: {
      compose: async (request, watch) =>
        (await isAllowed(request))
          ? composer.compose(request, watch)
          : { answer: request.offline, report: { kind: 'switched-off' } },
    },
    situations: {
      read: async (description, place, begins) =>
        (await isAllowed(place)) ? situations.read(description, place, begins) : reader.read(description),
    },
    verdicts: {
      word: async (verdict, place, begins) => ((await isAllowed(place)) ? verdicts.word(verdict, place, begins) : null),
    },
    dailyTokens,
  };
}
