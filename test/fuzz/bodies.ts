/** What Slack sends, one of each kind: the shapes that the fuzzing starts from. */
const event = (inner: object) => ({
  type: 'event_callback',
  team_id: 'T1',
  event_id: 'Ev1',
  authorizations: [{ team_id: 'T1' }],
  event: { ...inner },
});

const container = {
  type: 'message',
  message_ts: '1700000000.000100',
  channel_id: 'C1',
  thread_ts: '1700000000.000100',
  is_ephemeral: false,
};

const notes = JSON.stringify({ channel: 'C1', thread: null, direct: false, record: 'r1', step: 0, card: null });

const view = {
  id: 'V1',
  hash: 'h1',
  callback_id: 'check',
  private_metadata: notes,
  type: 'modal',
  state: {
    values: { 'question:team': { choice: { type: 'radio_buttons', selected_option: { value: 'few-teams' } } } },
  },
};

export const slackBodies = [
  event({ type: 'app_mention', user: 'U1', channel: 'C1', ts: '1700000000.000100', text: '<@B1> what is a monolith?' }),
  event({
    type: 'message',
    subtype: 'file_share',
    user: 'U1',
    channel: 'D1',
    channel_type: 'im',
    ts: '1700000000.000100',
    thread_ts: '1700000000.000001',
    text: 'hello',
  }),
  event({ type: 'app_home_opened', user: 'U1', channel: 'D1', tab: 'home' }),
  {
    command: '/arch-check',
    text: 'five developers',
    team_id: 'T1',
    channel_id: 'C1',
    channel_name: 'general',
    user_id: 'U1',
    trigger_id: '1.2.3',
    response_url: 'http://127.0.0.1:1/x',
  },
  {
    type: 'message_action',
    callback_id: 'arch-check',
    team: { id: 'T1' },
    user: { id: 'U1' },
    trigger_id: '1.2.3',
    channel: { id: 'C1' },
    message: { ts: '1700000000.000100', text: 'hello' },
  },
  {
    type: 'block_actions',
    team: { id: 'T1' },
    user: { id: 'U1' },
    trigger_id: '1.2.3',
    container,
    message: { thread_ts: '1700000000.000100' },
    actions: [{ action_id: 'a', action_ts: '1700000000.000100', value: 'check:answer:team:few-teams' }],
  },
  {
    type: 'block_actions',
    team: { id: 'T1' },
    user: { id: 'U1' },
    trigger_id: '1.2.3',
    container: { type: 'view' },
    view,
    actions: [{ action_id: 'a', selected_option: { value: 'check:answer:team:few-teams' } }],
  },
  {
    type: 'view_submission',
    team: null,
    user: { id: 'U1', team_id: 'T1' },
    enterprise: { id: 'E1' },
    view: {
      ...view,
      callback_id: 'filled',
      app_installed_team_id: 'E1',
      state: {
        values: {
          'field:title': { text: { type: 'plain_text_input', value: 'Shop' } },
          'field:deciders': { people: { type: 'multi_users_select', selected_users: ['U1'] } },
          'field:reviewAt': { date: { type: 'datepicker', selected_date: '2026-12-01' } },
        },
      },
    },
  },
  event({ type: 'team_access_revoked', team_ids: ['T1'] }),
  event({ type: 'tokens_revoked', tokens: { bot: ['U1'], oauth: [] } }),
  { type: 'view_submission', team: { id: 'T1' }, user: { id: 'U1' }, trigger_id: '1.2.3', view },
] as const;

const ids = { id: '900000000000000001', channel_id: '900000000000000002', guild_id: '900000000000000003' };
const ann = { id: '900000000000000004', username: 'ann', global_name: 'Ann', bot: false };
const used = { ...ids, token: 'aaa', member: { user: ann, nick: null }, channel: { id: ids.channel_id, type: 0 } };
const underMessage = { message: { id: '900000000000000005', flags: 64 } };

/** The same from Discord. */
export const discordBodies = [
  {
    ...ids,
    type: 0,
    author: ann,
    content: '<@7> what is a monolith?',
    mentions: [{ id: '7', bot: true }],
    attachments: [],
  },
  { ...ids, guild_id: null, type: 19, author: ann, content: 'why?', referenced_message: { author: { id: '7' } } },
  { ...ids, type: 0, author: ann, webhook_id: null, content: '', mention_roles: ['70'], attachments: [{}] },
  { ...used, type: 2, data: { type: 1, name: 'arch-check', options: [{ name: 'about', value: '3 devs' }] } },
  { ...used, type: 2, data: { type: 1, name: 'arch-settings', options: [{ name: 'change', value: 'model off' }] } },
  {
    ...used,
    type: 2,
    data: {
      type: 3,
      name: 'Record decision here',
      target_id: '9',
      resolved: { messages: { 9: { content: 'hello' } } },
    },
  },
  { ...used, type: 3, ...underMessage, data: { custom_id: 'check:answer:team:few-teams@9', component_type: 2 } },
  { ...used, type: 3, ...underMessage, data: { custom_id: 'choices:0', values: ['check:unknown:team'] } },
  {
    ...used,
    type: 4,
    data: { type: 1, name: 'arch-decisions', options: [{ name: 'words', value: 'bil', focused: true }] },
  },
  {
    ...used,
    type: 5,
    ...underMessage,
    data: {
      custom_id: 'discord:form:900000000000000006:1',
      components: [
        { type: 18, component: { custom_id: 'title', value: 'Shop' } },
        { type: 18, component: { custom_id: 'deciders', values: ['900000000000000004'] } },
        { type: 1, components: [{ custom_id: 'reason', value: 'so' }] },
      ],
    },
  },
];
