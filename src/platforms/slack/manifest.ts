import { files, followUps, scopes } from './scopes.ts';

/** The message shortcut's callback id. */
const checkShortcut = 'arch_check';

/** The one that puts down what was decided in the message's thread. */
export const recordShortcut = 'arch_record';

/** The app as Slack's "create an app from a manifest" takes it. */
export interface Manifest {
  readonly display_information: {
    readonly name: string;
    readonly description: string;
    readonly background_color: string;
  };
  readonly features: {
    readonly agent_view: { readonly agent_description: string };
    readonly app_home: {
      readonly home_tab_enabled: true;
      readonly messages_tab_enabled: true;
      readonly messages_tab_read_only_enabled: false;
    };
    readonly bot_user: { readonly display_name: string; readonly always_online: boolean };
    readonly shortcuts: readonly ManifestShortcut[];
    readonly slash_commands: readonly ManifestCommand[];
  };
  readonly oauth_config: {
    readonly redirect_urls?: readonly string[];
    readonly scopes: { readonly bot: readonly string[] };
  };
  readonly settings: {
    readonly event_subscriptions: { readonly bot_events: readonly string[]; readonly request_url?: string };
    readonly interactivity: { readonly is_enabled: true; readonly request_url?: string };
    readonly org_deploy_enabled: boolean;
    readonly socket_mode_enabled: boolean;
    readonly token_rotation_enabled: false;
  };
}

interface ManifestShortcut {
  readonly name: string;
  readonly type: 'message';
  readonly callback_id: string;
  readonly description: string;
}

interface ManifestCommand {
  readonly command: string;
  readonly description: string;
  readonly usage_hint: string;
  readonly should_escape: false;
  readonly url?: string;
}

export interface ManifestOptions {
  /** Also hears replies in its own threads that do not name it. */
  readonly followUps: boolean;
  /** Also posts pictures and files. */
  readonly files: boolean;
  /** Where Slack sends signed requests; null for Socket Mode. */
  readonly url: string | null;
  /** Where Slack sends people back who install it, in as many workspaces as like; null for one workspace. */
  readonly redirect: string | null;
}

export function manifest({ followUps: unmentioned, files: withFiles, url, redirect }: ManifestOptions): Manifest {
  const request = url === null ? {} : { request_url: url };
  const command = (name: string, description: string, usage_hint: string): ManifestCommand => ({
    command: name,
    description,
    usage_hint,
    should_escape: false,
    ...(url === null ? {} : { url }),
  });
  return {
    display_information: {
      name: 'archcheck',
      description: 'Monolith or microservices, answered from one document',
      background_color: '#1f3a5f',
    },
    features: {
      agent_view: { agent_description: 'Answers from one document, and checks your own situation by its rules.' },
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: 'archcheck', always_online: true },
      shortcuts: [
        {
          name: 'Check the architecture',
          type: 'message',
          callback_id: checkShortcut,
          description: 'Starts a check whose verdict is posted to the thread',
        },
        {
          name: 'Record decision',
          type: 'message',
          callback_id: recordShortcut,
          description: 'Drafts what the thread decided, for you to edit and confirm',
        },
      ],
      slash_commands: [
        command(
          '/arch-ask',
          'Ask about monoliths and microservices; only you see the answer',
          'when do microservices make sense?',
        ),
        command(
          '/arch-check',
          'A few questions about your team, then a verdict',
          '[3 devs, an MVP, one pipeline …] or team',
        ),
        command(
          '/arch-decisions',
          'The decisions and checks that you may see',
          '[words status:accepted since:2026-01 in:#channel], due, or D-12',
        ),
        command('/arch-settings', 'What is switched on in this channel', '[answers off]'),
      ],
    },
    oauth_config: {
      ...(redirect === null ? {} : { redirect_urls: [redirect] }),
      scopes: {
        bot: [...scopes, ...(unmentioned ? followUps : []), ...(withFiles ? files : [])]
          .map(({ name }) => name)
          .toSorted(),
      },
    },
    settings: {
      event_subscriptions: {
        ...request,
        bot_events: [
          'app_home_opened',
          'app_mention',
          ...(redirect === null ? [] : ['app_uninstalled']),
          ...(unmentioned ? ['message.channels', 'message.groups'] : []),
          'message.im',
          ...(redirect === null ? [] : ['team_access_revoked', 'tokens_revoked']),
        ],
      },
      interactivity: { is_enabled: true, ...request },
      org_deploy_enabled: redirect !== null,
      socket_mode_enabled: url === null,
      token_rotation_enabled: false,
    },
  };
}
