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
  { type: 'view_submission', team: { id: 'T1' }, user: { id: 'U1' }, trigger_id: '1.2.3', view },
] as const;
